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
        var reader = try CSVReader(source, separator: map.separator)
        let translator = try RowTranslator(map, header: reader.header)
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

    /// The imports so far, newest first.
    public func batches(limit: Int = 50) throws -> [ImportBatch] { try destination.latestBatches(limit: limit) }
}
