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
    /// Events are sent to records that this run makes; a record that is there already keeps its state.
    ///
    /// - Throws: `DiagnosticsError` when columns are missing, `Refusal` when the text is unreadable from some row on (what came
    ///   before it stays imported, and can be undone).
    public func run(
        _ source: sending any ByteSource, map: ImportMap, settings: ImportSettings
    ) async throws -> ImportReport {
        try await run(CSVReader(source, separator: map.separator), settings) { _ in map }
    }

    /// Imports a text whose columns are named as the attributes of the entity type.
    ///
    /// - Throws: `Refusal` `KTR-I153` when no column is named as an attribute, and as ``run(_:map:settings:)``.
    public func run(
        _ source: sending any ByteSource, into entity: EntityType, settings: ImportSettings
    ) async throws -> ImportReport {
        try await run(CSVReader(source), settings) { header in
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
        let translator = try RowTranslator(map, header: reader.header, zone: destination.zone)
        var run = ImportRun(self, map: map, translator: translator, settings: settings, header: reader.header)
        try await run.begin()
        var row = CSVRow()
        do {
            while try reader.read(into: &row) {
                try run.take(row)
                if run.isFull { try await run.flush(bytesRead: reader.bytesRead) }
            }
        } catch let failure as Refusal {
            try await run.flush(bytesRead: reader.bytesRead)
            try await run.end()
            throw failure
        }
        try await run.flush(bytesRead: reader.bytesRead)
        return try await run.end()
    }

    private static func noColumn(of entity: EntityType, in header: [String]) -> Refusal {
        let names = entity.declaredPositions.map { entity.attributes[$0] }.filter { !$0.isReadOnly }.map(\.name)
        let near = header.compactMap { nearestName(to: $0, among: names) }.first
        return Refusal(
            .malformed, "KTR-I153",
            LocalizedText(
                "no column is named as an attribute of \(entity.name)",
                german: "keine Spalte heißt wie ein Attribut von \(entity.name)"),
            hint: LocalizedText(
                near.map { "did you mean '\($0)'? Else say what columns mean in a map" }
                    ?? "say what columns mean in a map",
                german: "Beschreiben Sie die Spalten in einer Zuordnungsdatei (--map)"))
    }

    /// The imports so far, newest first.
    public func batches(limit: Int = 50) throws -> [ImportBatch] { try destination.latestBatches(limit: limit) }
}
