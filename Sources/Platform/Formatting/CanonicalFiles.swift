import Definitions
public import Foundation
public import Model

/// Definition files on disk in their canonical text.
///
///     let result = try CanonicalFiles(in: folder).format([], writing: true)
public struct CanonicalFiles {
    /// What was found, by path relative to the project where the file lies in it.
    public struct Result: Sendable, Hashable {
        /// Files whose text is not the canonical one, or was not before it was written.
        public var changed: [String] = []
        /// How many files were looked at.
        public var count = 0
        /// Files that could not be read, formatted or written; they are as they were.
        public var problems: [Diagnostic] = []
    }

    private let folder: URL

    /// Files of the project in a folder.
    public init(in folder: URL) { self.folder = folder }

    /// Looks at files, at those in folders, or, without paths, at all definitions of the project.
    ///
    /// A file is replaced as a whole: an interrupted run leaves the old or the new text.
    ///
    /// - Throws: `KTR-D101` when no path is given and there are no definitions.
    public func format(_ paths: [String], writing: Bool) throws -> Result {
        var result = Result()
        for file in try files(paths) {
            result.count += 1
            do {
                let bytes = [UInt8](try Data(contentsOf: file.url))
                let text = try CanonicalText.of(bytes, file: file.path)
                guard !text.utf8.elementsEqual(bytes) else { continue }
                if writing { try Data(text.utf8).write(to: file.url, options: .atomic) }
                result.changed.append(file.path)
            } catch let error as DiagnosticsError {
                result.problems += error.diagnostics
            } catch {
                result.problems.append(
                    Diagnostic(
                        .error, "KTR-D102", "\(file.path) cannot be read or written: \(error.localizedDescription)",
                        hint: "check its name and permissions", at: SourceLocation(file: file.path, line: 1)))
            }
        }
        return result
    }

    private func files(_ paths: [String]) throws(DiagnosticsError) -> [(path: String, url: URL)] {
        if paths.isEmpty {
            return try DefinitionTree.read(from: folder).packs.flatMap(\.definitions).map {
                ($0.path, folder.appendingPathComponent($0.path))
            }
        }
        return paths.flatMap { path -> [(path: String, url: URL)] in
            let url = URL(fileURLWithPath: path)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
                return [(path, url)]
            }
            return definitions(in: path).map { ($0, URL(fileURLWithPath: $0)) }
        }
    }

    /// Below a folder, without hidden files and the maps of imports, which are no definitions.
    private func definitions(in path: String) -> [String] {
        guard let found = FileManager.default.enumerator(atPath: path) else { return [] }
        return found.compactMap { $0 as? String }.filter { name in
            let parts = name.split(separator: "/")
            return name.hasSuffix(".xml") && !parts.contains { $0.hasPrefix(".") }
                && !parts.dropLast().contains("imports")
                && (path.hasSuffix("/imports") || path.hasSuffix("/imports/")) == false
        }
        .sorted().map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
    }
}
