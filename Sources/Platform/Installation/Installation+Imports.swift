import Definitions
public import Exchange
import Foundation
import Model
import Records
import Storage

extension Installation {
    private var importer: Importer {
        Importer(destination: RecordsDestination(records.pinned()), ids: ids, clock: clock)
    }

    /// Imports a delimited file by a map.
    ///
    /// - Parameters:
    ///   - map: a file, or the name of one that a pack ships below `imports`; without one the columns are named as the attributes.
    ///   - files: the folder with the files that cells of file attributes name.
    ///   - refused: a file that refused rows are written to, with column and reason; one that is there is replaced only by them.
    ///   - again: whether rows may be stored twice that an interrupted import of the same file stored.
    ///   - encoding: the encoding of the file, whatever the map says.
    public func importFile(
        _ path: String, into entity: String, map: String?, dryRun: Bool, files: String? = nil, refused: String?,
        again: Bool = false, encoding: String? = nil, as user: String?,
        onProgress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportReport {
        try requireAppliedDefinitions()
        let principal = try principal(named: user)
        var settings = ImportSettings(principal: principal, source: path)
        settings.isDryRun = dryRun
        settings.isRepeatAllowed = again
        settings.encoding = try encoding.map(textEncoding)
        settings.folder = try files.map { path throws(Refusal) in try ImportFolder(path: path) }
        settings.onProgress = onProgress
        // All that is read is there before anything is written.
        let source = try FileBytes(path: path)
        let chosen = try map.map { try importMap($0, for: entity) }
        let type = try entityType(named: entity)
        let file = try refused.map { target throws(Refusal) in
            try RefusedRowsFile(
                path: target, inputs: [path] + (map.map { [$0] } ?? []) + ownFiles, language: principal.language)
        }
        settings.onRefusal = { row, form in try file?.append(row, form) }
        let report: ImportReport
        do {
            report =
                if let chosen {
                    try await importer.run(source, map: chosen, settings: settings)
                } else {
                    try await importer.run(source, into: type, settings: settings)
                }
        } catch {
            // Rows that were refused before the failure are told all the same.
            try? file?.finish()
            throw error
        }
        try file?.finish()
        return report
    }

    /// Files of the installation, which no file of refused rows may replace.
    private var ownFiles: [String] {
        switch settings.database {
        case .sqlite(let path): [path, path + "-wal"]
        }
    }

    private func textEncoding(_ name: String) throws(Refusal) -> TextEncoding {
        if let encoding = TextEncoding(named: name) { return encoding }
        let known = TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
        throw Refusal(
            .malformed, "KTR-I569",
            LocalizedText(
                "'\(name)' is not a supported encoding", german: "„\(name)“ ist keine unterstützte Zeichenkodierung"),
            hint: LocalizedText("possible: \(known)", german: "möglich sind \(known)"))
    }

    /// Takes back what a batch did.
    public func undoImport(_ batch: String, as user: String?) async throws -> Importer.UndoReport {
        guard let id = RecordID(batch) else {
            throw Refusal(
                .malformed, "KTR-E122",
                LocalizedText(
                    "'\(batch)' is not the id of a batch.", german: "„\(batch)“ ist keine ID eines Importlaufs."),
                hint: LocalizedText("kontor import --batches lists them.", german: "kontor import --batches zeigt sie.")
            )
        }
        return try await importer.undo(id, as: principal(named: user))
    }

    /// The imports so far, newest first, one line each.
    public func importBatches() throws -> [ImportBatchLine] { try importer.batches().map(ImportBatchLine.init) }

    private func entityType(named name: String) throws -> EntityType {
        let catalog = records.deployment.get().catalog
        if let type = catalog.entityType(named: name) { return type }
        throw DiagnosticsError([
            Diagnostic(
                .error, "KTR-E124", "there is no entity type '\(name)'",
                hint: nearestName(to: name, among: catalog.entityTypes.map(\.name)).map { "did you mean '\($0)'?" })
        ])
    }

    private func importMap(_ name: String, for entity: String) throws -> ImportMap {
        let catalog = records.deployment.get().catalog
        let shipped = try shippedMap(name)
        if shipped == nil, isNameOfMap(name) { throw try unknownMap(name) }
        let path = shipped?.path ?? name
        let map = try ImportMap(
            parsing: shipped?.bytes ?? SourceText.read(path), file: path, types: catalog.entityTypes)
        guard map.entity.name == entity else {
            throw DiagnosticsError([
                Diagnostic(
                    .error, "KTR-E123", "the map \(path) is for '\(map.entity.name)', not for '\(entity)'",
                    hint: "write: kontor import \(map.entity.name) …")
            ])
        }
        return map
    }

    /// Whether it can only mean a map that a pack ships: no path, and no file that is there.
    private func isNameOfMap(_ name: String) -> Bool {
        !name.contains("/") && !name.contains(".") && !FileManager.default.fileExists(atPath: name)
    }

    private func unknownMap(_ name: String) throws -> DiagnosticsError {
        let applied = try store.read { try AppliedTextTable.sources(in: $0) }
        let folder = try? DefinitionTree.read(from: URL(fileURLWithPath: settings.definitions))
        let isInFolder = folder.map { Self.mapNames(of: $0).contains(name) } ?? false
        let near = nearestName(to: name, among: applied.map(Self.mapNames) ?? [])
        return DiagnosticsError([
            Diagnostic(
                .error, "KTR-E125", "no applied pack has an import map '\(name)'",
                hint: isInFolder
                    ? "it is in the folder: run 'kontor apply' first"
                    : near.map { "did you mean '\($0)'?" } ?? "give the path of a file, such as maps/\(name).xml")
        ])
    }

    private static func mapNames(of sources: DefinitionSources) -> [String] {
        sources.packs.flatMap(\.importMaps).compactMap { file in
            file.path.split(separator: "/").last.map { String($0.dropLast(".xml".count)) }
        }
    }

    /// `entity-definitions/<pack>/imports/<name>.xml`, where a pack ships one of that name, as it was applied.
    private func shippedMap(_ name: String) throws -> SourceFile? {
        guard !name.contains("/"), !FileManager.default.fileExists(atPath: name) else { return nil }
        let applied = try store.read { try AppliedTextTable.sources(in: $0) }
        return applied?.packs.flatMap(\.importMaps).first { $0.path.hasSuffix("/imports/\(name).xml") }
    }
}
