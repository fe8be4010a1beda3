// SPDX-License-Identifier: Apache-2.0

import Foundation
import PackagePlugin

/// Turns the text files of a target into Swift, so that the binary carries them within it.
///
/// A target that uses this plugin has `EmbeddedFiles.all`: path from the target's folder, and text.
@main
struct EmbedFiles: BuildToolPlugin {
    private static let extensions: Set<String> = ["sql", "yaml", "json", "mustache", "html", "css"]

    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let target = target as? any SourceModuleTarget else { return [] }
        let inputs = target.sourceFiles.map(\.url)
            .filter { Self.extensions.contains($0.pathExtension) }
            .sorted { $0.path < $1.path }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
        return [
            .buildCommand(
                displayName: "Embedding \(inputs.count) files of \(target.name)",
                executable: try context.tool(named: "EmbedTool").url,
                arguments: [output.path, target.directoryURL.path] + inputs.map(\.path),
                inputFiles: inputs, outputFiles: [output])
        ]
    }
}
