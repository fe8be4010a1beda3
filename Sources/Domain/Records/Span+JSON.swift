// SPDX-License-Identifier: Apache-2.0

extension Span {
    /// A day, or `{"notBefore":…,"notAfter":…}`.
    public var json: JSONValue {
        if notBefore == notAfter { return JSONValue(text: notAfter) }
        return .object(present: [
            ("notBefore", notBefore.map { JSONValue(text: $0) }),
            ("notAfter", JSONValue(text: notAfter)),
        ])
    }

    /// Reads the member `name`, which may be absent; faults go to `reader`.
    public static func read(_ name: String, from reader: inout ObjectReader) -> Span? {
        guard let value = reader.optional(name) else { return nil }
        if case .string = value { return reader.date(name).map(Span.init(on:)) }
        var inner = ObjectReader(value, in: reader.place.member(name))
        let notBefore = inner.optionalDate("notBefore")
        let notAfter = inner.date("notAfter")
        do { try inner.finish() } catch {
            reader.add(error.faults)
            return nil
        }
        guard let notAfter else { return nil }
        guard let span = Span(notBefore: notBefore, notAfter: notAfter) else {
            reader.fault(name, "value.order", "notBefore must not lie after notAfter.")
            return nil
        }
        return span
    }
}
