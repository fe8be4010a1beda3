// SPDX-License-Identifier: Apache-2.0

extension AccreditationRecord {
    /// Reads the canonical bytes of what `json` writes.
    init(reading reader: inout CanonicalReader) throws(CanonicalReader.Mismatch) {
        try reader.take("{")
        var bands: [BandAssignment] = []
        if reader.takes("\"bands\":") {
            bands = try reader.elements(BandAssignment.init(reading:))
            try reader.take(",")
        }
        var end: AccreditationEnd?
        if reader.takes("\"end\":") {
            end = try AccreditationEnd(reading: &reader)
            try reader.take(",")
        }
        var expiresOn: CivilDate?
        if reader.takes("\"expiresOn\":") {
            expiresOn = try reader.date()
            try reader.take(",")
        }
        try reader.take("\"from\":")
        let from = try reader.span()
        try reader.take(",\"id\":")
        let id: AccreditationID = try reader.id()
        try reader.take(",\"regime\":")
        let regime: RegimeCode = try reader.code()
        let regions: [RegionCode] = reader.takes(",\"regions\":") ? try reader.codes() : []
        try reader.take(",\"role\":")
        let role: Role = try reader.choice()
        try reader.take(",\"route\":")
        let route: RouteCode = try reader.code()
        let services =
            reader.takes(",\"services\":")
            ? try reader.elements(ServiceAssignment.init(reading:)) : []
        let suspensions =
            reader.takes(",\"suspensions\":")
            ? try reader.elements(Suspension.init(reading:)) : []
        try reader.take("}")
        self.init(
            id: id, role: role, route: route, regime: regime, regions: regions, from: from,
            expiresOn: expiresOn, band: nil, services: [])
        self.bands = bands
        self.services = services
        self.suspensions = suspensions
        self.end = end
    }
}

extension BandAssignment {
    fileprivate init(reading reader: inout CanonicalReader) throws(CanonicalReader.Mismatch) {
        try reader.take("{\"assigned\":")
        let assigned = try reader.span()
        try reader.take(",\"band\":")
        let band: BandCode = try reader.code()
        try reader.take("}")
        self.init(band: band, assigned: assigned)
    }
}

extension ServiceAssignment {
    fileprivate init(reading reader: inout CanonicalReader) throws(CanonicalReader.Mismatch) {
        try reader.take("{\"assigned\":")
        let assigned = try reader.span()
        try reader.take(",\"services\":")
        let services: [ServiceCode] = try reader.codes()
        try reader.take("}")
        self.init(services: services, assigned: assigned)
    }
}

extension Suspension {
    fileprivate init(reading reader: inout CanonicalReader) throws(CanonicalReader.Mismatch) {
        try reader.take("{\"from\":")
        let from = try reader.span()
        let until = reader.takes(",\"until\":") ? try reader.span() : nil
        try reader.take("}")
        self.init(from: from, until: until)
    }
}

extension AccreditationEnd {
    fileprivate init(reading reader: inout CanonicalReader) throws(CanonicalReader.Mismatch) {
        try reader.take("{\"ended\":")
        let ended = try reader.span()
        try reader.take(",\"reason\":")
        let reason: AccreditationEndReason = try reader.choice()
        try reader.take("}")
        self.init(reason: reason, ended: ended)
    }
}
