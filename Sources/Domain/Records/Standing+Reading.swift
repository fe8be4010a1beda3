// SPDX-License-Identifier: Apache-2.0

extension Standing {
    /// Reads a standing back from its bytes. The fast check does it for every answer, so the bytes
    /// are read in one pass, in the order in which `bytes` writes the members.
    ///
    /// - Throws: `RecordError` when the bytes are not what `bytes` writes.
    public init(key: StandingKey, bytes: [UInt8]) throws(RecordError) {
        do {
            var reader = CanonicalReader(bytes)
            try self.init(key: key, reading: &reader)
        } catch {
            throw RecordError()
        }
    }

    private init(
        key: StandingKey, reading reader: inout CanonicalReader
    ) throws(CanonicalReader.Mismatch) {
        try reader.take("{\"accreditations\":")
        let accreditations = try reader.elements(AccreditationRecord.init(reading:))
        var duties: [StandingDuty] = []
        if reader.takes(",\"duties\":") {
            duties = try reader.elements(StandingDuty.init(reading:))
        }
        try reader.take(",\"from\":")
        let from = try reader.date()
        try reader.take(",\"policy\":")
        let policy = try PolicyReference(reading: &reader)
        let isRelated = reader.takes(",\"related\":true")
        var sanctions: [StandingSanction] = []
        if reader.takes(",\"sanctions\":") {
            sanctions = try reader.elements(StandingSanction.init(reading:))
        }
        try reader.take(",\"steps\":")
        let steps = try reader.elements(RatingStep.init(reading:))
        let until = reader.takes(",\"until\":") ? try reader.date() : nil
        try reader.take("}")
        try reader.finish()
        guard steps.first?.from ?? from == from else { throw CanonicalReader.Mismatch() }
        self.init(
            key: key, from: from, until: until, policy: policy, accreditations: accreditations,
            sanctions: sanctions, duties: duties, isRelated: isRelated, steps: steps)
    }
}

extension RatingStep {
    fileprivate init(reading reader: inout CanonicalReader) throws(CanonicalReader.Mismatch) {
        var band: BandCode?
        if reader.takes("{\"band\":") {
            band = try reader.code()
            try reader.take(",\"basis\":")
        } else {
            try reader.take("{\"basis\":")
        }
        let basis: RatingBasis = try reader.choice()
        try reader.take(",\"from\":")
        let from = try reader.date()
        var overrides: [OverrideCode] = []
        if reader.takes(",\"overrides\":") { overrides = try reader.codes() }
        var score: Points?
        if reader.takes(",\"score\":") {
            score = Points(try reader.number())
            guard score != nil else { throw CanonicalReader.Mismatch() }
        }
        try reader.take("}")
        self.init(from: from, score: score, band: band, basis: basis, overrides: overrides)
    }
}

extension PolicyReference {
    fileprivate init(reading reader: inout CanonicalReader) throws(CanonicalReader.Mismatch) {
        try reader.take("{\"code\":")
        let code: RegimeCode = try reader.code()
        try reader.take(",\"sha256\":")
        let sha256 = Digest32(hexadecimal: try reader.string())
        try reader.take(",\"version\":")
        let version = try reader.string()
        try reader.take("}")
        guard let sha256 else { throw CanonicalReader.Mismatch() }
        self.init(code: code, version: version, sha256: sha256)
    }
}

extension StandingDuty {
    fileprivate init(reading reader: inout CanonicalReader) throws(CanonicalReader.Mismatch) {
        try reader.take("{\"duty\":")
        let duty: DutyCode = try reader.code()
        try reader.take(",\"lastDay\":")
        let lastDay = try reader.date()
        let until = reader.takes(",\"until\":") ? try reader.date() : nil
        try reader.take("}")
        self.init(duty: duty, lastDay: lastDay, until: until)
    }
}

extension StandingSanction {
    fileprivate init(reading reader: inout CanonicalReader) throws(CanonicalReader.Mismatch) {
        var end: CivilDate?
        var band: BandCode?
        try reader.take("{")
        if reader.takes("\"band\":") {
            band = try reader.code()
            try reader.take(",")
        }
        if reader.takes("\"end\":") {
            end = try reader.date()
            try reader.take(",")
        }
        try reader.take("\"from\":")
        let from = try reader.date()
        try reader.take(",\"id\":")
        let id: SanctionID = try reader.id()
        try reader.take(",\"kind\":")
        let kind: SanctionKind = try reader.choice()
        try reader.take(",\"provision\":")
        let provision = try reader.string()
        let stays =
            reader.takes(",\"stays\":") ? try reader.elements(Validity.init(reading:)) : []
        try reader.take("}")
        self.init(
            id: id, kind: kind, from: from, end: end, stays: stays, band: band,
            provision: provision)
    }
}

extension Validity {
    fileprivate init(reading reader: inout CanonicalReader) throws(CanonicalReader.Mismatch) {
        try reader.take("{\"from\":")
        let from = try reader.date()
        let until = reader.takes(",\"until\":") ? try reader.date() : nil
        try reader.take("}")
        guard let validity = Validity(from: from, until: until) else {
            throw CanonicalReader.Mismatch()
        }
        self = validity
    }
}
