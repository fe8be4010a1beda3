// SPDX-License-Identifier: Apache-2.0

import Domain

/// A schema of the document, as people read it.
struct DocumentedShape {
    private let schema: JSONValue

    init(_ schema: JSONValue) {
        self.schema = schema
    }

    /// A line: what kind of value, by name where it has one.
    var brief: String {
        if case .string(let reference)? = schema["$ref"] {
            let name = HTML.text(String(reference.split(separator: "/").last ?? ""))
            return "<a href=\"#shape-\(name)\">\(name)</a>"
        }
        for kind in ["oneOf", "anyOf"] {
            if let choices = schema[kind]?.elements {
                return choices.map { DocumentedShape($0).brief }.joined(separator: " or ")
            }
        }
        if let choices = schema["enum"]?.elements {
            return choices.map { "<code>\(HTML.text($0.plain))</code>" }.joined(separator: " ")
        }
        let kinds = schema["type"].map { $0.elements.isEmpty ? [$0] : $0.elements } ?? []
        let words = kinds.map(\.plain).joined(separator: " or ")
        if let items = schema["items"] { return "\(words) of \(DocumentedShape(items).brief)" }
        return words.isEmpty ? "any" : HTML.text(words) + limits
    }

    /// The whole: members with their shapes.
    var html: String {
        var html = ""
        let description = schema.words("description")
        if !description.isEmpty { html += "<p>\(HTML.marked(description))</p>" }
        for choice in schema["oneOf"]?.elements ?? [] { html += DocumentedShape(choice).html }
        let members = schema.members("properties")
        guard !members.isEmpty else {
            return schema["oneOf"] == nil ? html + "<p>\(brief)</p>\n" : html
        }
        let required = Set((schema["required"]?.elements ?? []).map(\.plain))
        html += "<div class=\"wide\"><table><tbody>"
        for member in members {
            let shape = DocumentedShape(member.value)
            let isNested = !member.value.members("properties").isEmpty
            html += """
                <tr><td><code>\(HTML.text(member.name))</code>\
                \(required.contains(member.name) ? " <span class=\"must\">required</span>" : "")\
                </td><td>\(isNested ? shape.html : shape.brief)\
                \(isNested ? "" : " " + HTML.marked(member.value.words("description")))</td></tr>

                """
        }
        return html + "</tbody></table></div>\n"
    }

    private var limits: String {
        let names = [
            ("minLength", "at least %"), ("maxLength", "at most %"), ("minimum", "from %"),
            ("maximum", "to %"), ("minItems", "at least %"), ("maxItems", "at most %"),
        ]
        let found = names.compactMap { name, words in
            schema[name].map { words.replacing("%", with: $0.plain) }
        }
        return found.isEmpty ? "" : " (\(found.joined(separator: ", ")))"
    }
}

extension JSONValue {
    /// A scalar as it is read.
    fileprivate var plain: String {
        switch self {
        case .string(let text): return text
        case .null: return "null"
        default:
            var bytes: [UInt8] = []
            write(to: &bytes, sorted: false)
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
