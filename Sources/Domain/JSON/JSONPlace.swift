// SPDX-License-Identifier: Apache-2.0

/// Where in a JSON text a value stands. It is put into words only when something is wrong there,
/// which with stored records is never.
enum JSONPlace: Sendable {
    /// As somebody has written it.
    case pointer(String)
    /// A member of an object.
    indirect case inObject(JSONPlace, String)
    /// An element of an array.
    indirect case inArray(JSONPlace, Int)

    /// The member `name` of the object that stands here.
    func member(_ name: String) -> JSONPlace { .inObject(self, name) }

    /// The element `index` of the array that is the member `name` here.
    func element(_ name: String, _ index: Int) -> JSONPlace {
        .inArray(.inObject(self, name), index)
    }

    /// The place in words.
    ///
    /// - Source: RFC 6901, but that names are not escaped.
    var pointer: String {
        switch self {
        case .pointer(let text): text
        case .inObject(let outer, let name): "\(outer.pointer)/\(name)"
        case .inArray(let outer, let index): "\(outer.pointer)/\(index)"
        }
    }
}
