// SPDX-License-Identifier: Apache-2.0

extension ObjectReader {
    /// An array of codes; empty when the member is absent.
    public mutating func codes<C: Code>(
        _ name: String, as type: C.Type, maximumCount: Int = .max
    ) -> [C] {
        array(name, maximumCount: maximumCount).enumerated().compactMap { index, value in
            guard case .string(let text) = value, let code = C(checking: text) else {
                fault(
                    "\(name)/\(index)", "value.malformed",
                    "A code of letters, digits, points, hyphens or underscores is needed.")
                return nil
            }
            return code
        }
    }

    /// The objects of an array, each read by `read`; empty when the member is absent. Without a
    /// limit, as stored records need it: what was entered must be readable again.
    public mutating func elements<Element>(
        _ name: String, maximumCount: Int = .max,
        _ read: (inout ObjectReader) -> Element?
    ) -> [Element] {
        array(name, maximumCount: maximumCount).enumerated().compactMap { index, value in
            element(of: value, in: place.element(name, index), read)
        }
    }

    /// One object, read by `read`; nil when the member is absent.
    public mutating func element<Element>(
        _ name: String, _ read: (inout ObjectReader) -> Element?
    ) -> Element? {
        optional(name).flatMap { element(of: $0, in: place.member(name), read) }
    }

    private mutating func element<Element>(
        of value: JSONValue, in place: JSONPlace, _ read: (inout ObjectReader) -> Element?
    ) -> Element? {
        var inner = ObjectReader(value, in: place)
        let element = read(&inner)
        do { try inner.finish() } catch {
            add(error.faults)
            return nil
        }
        return element
    }
}
