// SPDX-License-Identifier: Apache-2.0

import Domain

/// One operation of the document, as people read it.
struct DocumentedOperation {
    let tag: String
    private let method: String
    private let path: String
    private let operation: JSONValue
    private let document: JSONValue

    init?(method: String, path: String, _ operation: JSONValue, in document: JSONValue) {
        guard let tag = operation["tags"]?.elements.first, case .string(let name) = tag else {
            return nil
        }
        self.tag = name
        self.method = method.uppercased()
        self.path = path
        self.operation = operation
        self.document = document
    }

    var html: String {
        """
        <article id="\(HTML.text(operation.words("operationId")))">
        <h3><span class="method \(method.lowercased())">\(method)</span> \
        <code>\(HTML.text(path))</code></h3>
        <p class="summary">\(HTML.text(operation.words("summary")))</p>
        <p>\(HTML.marked(operation.words("description")))</p>
        \(parameters)\(request)\(answers)</article>

        """
    }

    private var parameters: String {
        let rows = (operation["parameters"]?.elements ?? []).map(resolved)
        guard !rows.isEmpty else { return "" }
        let cells = rows.map { row in
            let isRequired = row["required"] == .bool(true) || row.words("in") == "path"
            return """
                <tr><td><code>\(HTML.text(row.words("name")))</code></td>\
                <td>\(HTML.text(row.words("in")))\(isRequired ? ", required" : "")</td>\
                <td>\(DocumentedShape(row["schema"] ?? .null).brief)</td>\
                <td>\(HTML.marked(row.words("description")))</td></tr>
                """
        }
        return table("Parameters", ["Name", "Where", "Shape", "What"], cells)
    }

    private var request: String {
        let contents = operation["requestBody"]?.members("content") ?? []
        guard let content = contents.first else { return curl(nil, mediaType: nil) }
        let schema = content.value["schema"] ?? .null
        let body = schema["properties"]?.members.isEmpty == true ? "" : DocumentedShape(schema).html
        let heading = body.isEmpty ? "" : "<h4>Body</h4>\(body)"
        return heading + curl(content.value["example"], mediaType: content.name)
    }

    private func curl(_ example: JSONValue?, mediaType: String?) -> String {
        var lines = ["curl \(method == "GET" ? "" : "-X \(method) ")$PROBITY\(path)"]
        if operation["security"] == nil { lines.append("-H \"Authorization: Bearer $TOKEN\"") }
        if let example, let mediaType {
            lines.append("-H 'Content-Type: \(mediaType)'")
            if case .string(let text) = example {
                lines.append("--data-binary $'\(text.replacing("\n", with: "\\n"))'")
            } else {
                var bytes: [UInt8] = []
                example.write(to: &bytes, sorted: false)
                lines.append("-d '\(String(decoding: bytes, as: UTF8.self))'")
            }
        }
        return "<pre>\(HTML.text(lines.joined(separator: " \\\n  ")))</pre>\n"
    }

    private var answers: String {
        let rows = operation.members("responses").map { status in
            let answer = resolved(status.value)
            let schema = answer.members("content").first?.value["schema"] ?? .null
            let names = answer.members("headers").map { "<code>\(HTML.text($0.name))</code>" }
            let shape = schema == .null ? "" : DocumentedShape(schema).brief
            return """
                <tr><td><code>\(HTML.text(status.name))</code></td>\
                <td>\(HTML.marked(answer.words("description")))</td>\
                <td>\(shape)</td><td>\(names.joined(separator: " "))</td></tr>
                """
        }
        return table("Answers", ["Status", "What", "Shape", "Headers"], rows)
    }

    private func table(_ title: String, _ heads: [String], _ rows: [String]) -> String {
        let head = heads.map { "<th scope=\"col\">\($0)</th>" }.joined()
        return """
            <details><summary>\(title)</summary><div class="wide"><table><thead><tr>\(head)</tr>\
            </thead><tbody>\(rows.joined(separator: "\n"))</tbody></table></div></details>

            """
    }

    /// What a reference names; the value itself where it is none.
    private func resolved(_ value: JSONValue) -> JSONValue {
        guard case .string(let reference)? = value["$ref"] else { return value }
        return reference.split(separator: "/").dropFirst()
            .reduce(document) { $0[String($1)] ?? .null }
    }
}
