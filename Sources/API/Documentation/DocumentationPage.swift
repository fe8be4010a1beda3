// SPDX-License-Identifier: Apache-2.0

import Domain

/// The page that people read: the same document, set out by group, operation and shape.
enum DocumentationPage {
    /// The page as it is sent.
    static let bytes = Array(page(of: OpenAPIDocument.value).utf8)

    /// How the page looks.
    static let style = Array(
        (EmbeddedFiles.all.first { $0.path.hasSuffix("style.css") }?.text ?? "").utf8)

    /// The page needs its style sheet, and nothing else.
    static let contentSecurityPolicy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'"

    private static func page(of document: JSONValue) -> String {
        let paths = document.members("paths")
        var groups: [(tag: JSONValue, operations: [DocumentedOperation])] = []
        if case .array(let tags)? = document["tags"] {
            for tag in tags {
                let operations = paths.flatMap { path in
                    path.value.members.compactMap { method in
                        DocumentedOperation(
                            method: method.name, path: path.name, method.value, in: document)
                    }
                }
                groups.append((tag, operations.filter { $0.tag == tag.words("name") }))
            }
        }
        let information = document["info"] ?? .null
        var html = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(HTML.text(information.words("title"))): interface</title>
            <link rel="stylesheet" href="/docs/style.css"></head><body>
            <header><h1>\(HTML.text(information.words("title")))</h1>
            <p class="summary">\(HTML.text(information.words("summary")))</p>
            <p>\(HTML.marked(information.words("description")))</p>
            <p>For programs: <a href="/openapi.json">openapi.json</a>.</p></header>
            <nav><ul>

            """
        for group in groups {
            let name = HTML.text(group.tag.words("name"))
            html += "<li><a href=\"#\(name)\">\(name)</a></li>\n"
        }
        html += "<li><a href=\"#shapes\">Shapes</a></li></ul></nav>\n<main>\n"
        for group in groups {
            let name = HTML.text(group.tag.words("name"))
            html += "<section id=\"\(name)\"><h2>\(name)</h2>\n"
            html += "<p>\(HTML.marked(group.tag.words("description")))</p>\n"
            html += group.operations.map(\.html).joined()
            html += "</section>\n"
        }
        return html + shapes(of: document) + "</main></body></html>\n"
    }

    private static func shapes(of document: JSONValue) -> String {
        var html = "<section id=\"shapes\"><h2>Shapes</h2>\n"
        let schemas = document["components"]?.members("schemas") ?? []
        for schema in schemas.sorted(by: { $0.name < $1.name }) {
            let name = HTML.text(schema.name)
            html += "<article id=\"shape-\(name)\"><h3>\(name)</h3>\n"
            html += DocumentedShape(schema.value).html
            html += "</article>\n"
        }
        return html + "</section>\n"
    }
}

/// Text made safe to stand in a page.
enum HTML {
    /// The text with its special characters written out.
    static func text(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }

    /// The same, with what stands between backticks set as code, and blank lines as paragraphs.
    static func marked(_ text: String) -> String {
        let parts = Self.text(text).split(separator: "`", omittingEmptySubsequences: false)
        return parts.enumerated().map { index, part in
            index % 2 == 1 ? "<code>\(part)</code>" : String(part)
        }.joined().replacing("\n\n", with: "</p><p>")
    }
}

extension JSONValue {
    /// The members of an object; none of anything else.
    var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The elements of an array; none of anything else.
    var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }
}
