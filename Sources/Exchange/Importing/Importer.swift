public import Model
public import Storage

/// Brings delimited texts in through the write path, and takes what they brought out again.
///
///     let importer = Importer(destination: destination, ids: ids, clock: clock)
///     let report = try await importer.run(FileBytes(path: path), map: map, settings: settings)
///     report.counts.created        // 8339
///     try await importer.undo(report.batch, as: clara)
public struct Importer: Sendable {
    let destination: any ImportDestination
    let ids: any IDSource
    let clock: any WallClock

    /// An importer; `ids` name batches and new records.
    public init(destination: any ImportDestination, ids: any IDSource, clock: any WallClock) {
        self.destination = destination
        self.ids = ids
        self.clock = clock
    }

    /// Imports a text: for each row a record that has the key is updated where it differs, else one is made and its events
    /// are sent. A refused row leaves the others alone.
    ///
    /// A record that is there already keeps its state, unless the map sends its event to such records too.
    ///
    /// - Throws: `DiagnosticsError` when columns are missing, `Refusal` when the text is unreadable from some row on (what came
    ///   before it stays imported, and can be undone).
    public func run(
        _ source: sending any ByteSource, map: ImportMap, settings: ImportSettings
    ) async throws -> ImportReport {
        let reader = try CSVReader(
            source, separator: map.form.separator, encoding: settings.encoding ?? map.form.encoding,
            headerRow: map.form.headerRow)
        return try await run(reader, settings) { _ in map }
    }

    /// Imports a text whose columns are named as the attributes of the entity type.
    ///
    /// - Throws: `Refusal` `KTR-I153` when no column is named as an attribute, and as ``run(_:map:settings:)``.
    public func run(
        _ source: sending any ByteSource, into entity: EntityType, settings: ImportSettings
    ) async throws -> ImportReport {
        try await run(CSVReader(source, encoding: settings.encoding), settings) { header in
            let map = ImportMap(columnsNamedAsAttributesOf: entity, header: header)
            guard !map.columns.isEmpty else { throw Self.noColumn(of: entity, in: header) }
            return map
        }
    }

    private func run(
        _ text: consuming CSVReader, _ settings: ImportSettings, mappedBy chosen: ([String]) throws -> ImportMap
    ) async throws -> ImportReport {
        var reader = text
        let map = try chosen(reader.header)
        let translator: RowTranslator
        do throws(DiagnosticsError) {
            translator = try RowTranslator(map, header: reader.header, zone: map.form.zone ?? destination.zone)
        } catch {
            throw try Self.hinting(error, map, &reader)
        }
        var run = ImportRun(self, map: map, translator: translator, settings: settings, form: reader.form)
        if let warning = try unfinished(of: map, settings) { run.report.warnings.append(warning) }
        try await run.begin()
        var row = CSVRow()
        do {
            while try reader.read(into: &row) {
                run.form = reader.form
                run.take(row)
                if run.isFull { try await run.flush(bytesRead: reader.bytesRead) }
            }
        } catch let failure as Refusal {
            try await run.flush(bytesRead: reader.bytesRead)
            try await run.end(emptyRows: reader.emptyRows)
            throw failure
        }
        try await run.flush(bytesRead: reader.bytesRead)
        return try await run.end(emptyRows: reader.emptyRows)
    }

    /// Says where the columns are that the header lacks, when a row below the first has them: there are titles above it.
    private static func hinting(
        _ error: DiagnosticsError, _ map: ImportMap, _ reader: inout CSVReader
    ) throws -> DiagnosticsError {
        guard map.form.headerRow == nil, var first = error.diagnostics.first else { return error }
        let wanted = Set(map.requiredColumns.map(\.name))
        var row = CSVRow()
        for _ in 0..<20 {
            guard try reader.read(into: &row) else { break }
            // The titles above it may have hidden what separates the cells.
            let written = (0..<row.cellCount).map(row.text)
            let line = written.joined(separator: String(UnicodeScalar(reader.form.separator.byte)))
            let readings =
                [written]
                + CSVSeparator.allCases.map { sign in
                    line.split(separator: Character(UnicodeScalar(sign.byte)), omittingEmptySubsequences: false).map(
                        String.init)
                }
            guard readings.contains(where: { wanted.isSubset(of: $0.map(tidied)) }) else { continue }
            first.hint = "row \(row.number) has them: write header=\"\(row.number)\" in the map"
            return DiagnosticsError([first])
        }
        return error
    }

    /// What is to be said of imports of the same file that were interrupted: repeating one doubles what it stored, unless the map
    /// has a key.
    ///
    /// - Throws: `KTR-I565` where it would be doubled.
    private func unfinished(of map: ImportMap, _ settings: ImportSettings) throws -> Diagnostic? {
        func name(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }
        let before = try destination.latestBatches(limit: 200).first { batch in
            batch.entity == map.entity.name && batch.finished == nil && batch.undone == nil
                && name(batch.fileName) == name(settings.source)
        }
        guard let before else { return nil }
        let counts = try destination.countsSoFar(of: before.id)
        let message = LocalizedText(
            "an import of this file, started at \(before.started), did not finish; it created \(counts.created) records",
            german:
                "ein Import dieser Datei, begonnen am \(before.started), wurde nicht beendet; er legte \(counts.created) Datensätze an"
        )
        if map.keys.isEmpty, !settings.isRepeatAllowed, !settings.isDryRun {
            throw Refusal(
                .conflict, "KTR-I565", message,
                hint: LocalizedText(
                    "undo it with kontor import --undo \(before.id), or use --again to store its rows twice",
                    german:
                        "nehmen Sie ihn mit kontor import --undo \(before.id) zurück, oder speichern Sie die Zeilen mit --again doppelt"
                ))
        }
        return Diagnostic(
            .warning, "KTR-I565", message.english,
            hint: map.keys.isEmpty
                ? "undo it with kontor import --undo \(before.id)"
                : "rows that it stored are found by their key")
    }

    private static func noColumn(of entity: EntityType, in header: [String]) -> Refusal {
        let names = entity.declaredPositions.map { entity.attributes[$0] }.filter { !$0.isReadOnly }.map(\.name)
        let near = header.compactMap { nearestName(to: $0, among: names) }.first
        return Refusal(
            .malformed, "KTR-I153",
            LocalizedText(
                "no column has the name of an attribute of \(entity.name)",
                german: "keine Spalte hat den Namen eines Attributs von \(entity.name)"),
            hint: LocalizedText(
                near.map { "did you mean '\($0)'? Otherwise describe the columns in a map (--map)" }
                    ?? "describe the columns in a map (--map)",
                german: "Beschreiben Sie die Spalten in einer Zuordnungsdatei (--map)"))
    }

    /// The imports so far, newest first.
    ///
    /// Of one that did not come to its end, the counts are those of what it remembers.
    public func batches(limit: Int = 50) throws -> [ImportBatch] {
        try destination.latestBatches(limit: limit).map { batch in
            guard batch.finished == nil else { return batch }
            var counted = batch
            counted.counts = try destination.countsSoFar(of: batch.id)
            return counted
        }
    }
}
