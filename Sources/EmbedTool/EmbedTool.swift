// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Writes a Swift file that holds the text of other files.
///
///     EmbedTool <output.swift> <folder> <file>…
///
/// The same files give the same bytes, wherever the folder lies.
@main
struct EmbedTool {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else {
            stop("usage: EmbedTool <output.swift> <folder> <file>…")
        }
        let folder = arguments[2].hasSuffix("/") ? arguments[2] : arguments[2] + "/"
        var literals: [(path: String, literal: String)] = []
        for file in arguments[3...] {
            guard file.hasPrefix(folder) else { stop("\(file): does not lie in \(folder)") }
            guard let data = FileManager.default.contents(atPath: file) else {
                stop("\(file): cannot be read")
            }
            guard let text = String(validating: data, as: UTF8.self) else {
                stop("\(file): is not UTF-8; save it as UTF-8 and build again")
            }
            literals.append((String(file.dropFirst(folder.count)), TextLiteral.of(text)))
        }
        literals.sort { $0.path < $1.path }
        do {
            try Data(source(of: literals).utf8).write(to: URL(fileURLWithPath: arguments[1]))
        } catch {
            stop("\(arguments[1]): cannot be written")
        }
    }

    private static func source(of literals: [(path: String, literal: String)]) -> String {
        var source = """
            /// The text files of this target's folder, by path.
            enum EmbeddedFiles {
                static let all: [(path: String, text: String)] = [

            """
        for (path, literal) in literals {
            source += "        (\n\(TextLiteral.of(path)),\n\(literal)\n        ),\n"
        }
        return source + "    ]\n}\n"
    }

    private static func stop(_ message: String) -> Never {
        FileHandle.standardError.write(Data("error: \(message)\n".utf8))
        exit(1)
    }
}
