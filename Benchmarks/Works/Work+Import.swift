import Definitions
import Exchange
import Foundation
import Model
import Records
import StorageSQLite

extension Work {
    /// A type without chart and hook: validation, change log and history are what the import adds.
    static let importPlain = Work(
        name: "import-accounts", summary: "bulk import of companies with validation and history"
    ) { scale in
        var source = RowSource()
        let rows = scale.pick(quick: 10_000, full: 100_000)
        let columns = RowSource.accountColumns.map { "<column name=\"\($0)\" to=\"\($0)\"/>" }.joined()
        let map = "<import xmlns=\"urn:kontor:definitions:1\" entity=\"account\" key=\"name\">\(columns)</import>"
        return try await measureImport(
            source.accounts(rows), rows, map: Array(map.utf8), into: ["account"], named: "import-accounts", scale)
    }

    /// A type with chart, timers, hook, events, sealed personal data and lookups that are made on the way.
    static let importComplaints = Work(
        name: "import-complaints", summary: "bulk import of complaints with chart, timers, hook, events, sealed texts"
    ) { scale in
        var source = RowSource()
        let rows = scale.pick(quick: 5_000, full: 50_000)
        let map = try Data(
            contentsOf: URL(fileURLWithPath: scale.definitions)
                .appendingPathComponent("entity-definitions/complaints/imports/cfpb_2023.xml"))
        return try await measureImport(
            source.complaints(rows), rows, map: [UInt8](map), into: ["account", "complaint"],
            named: "import-complaints", scale)
    }

    private static func measureImport(
        _ text: String, _ rows: Int, map: [UInt8], into tables: [String], named name: String, _ scale: Scale
    ) async throws -> [Measurement] {
        var best = Costs()
        for _ in 0..<scale.rounds {
            let fixture = try await Fixture(scale)
            let catalog = fixture.records.deployment.get().catalog
            let importer = Importer(
                destination: RecordsDestination(fixture.records), ids: TimeOrdered.ids, clock: TimeOrdered.clock)
            let map = try ImportMap(parsing: map, file: "map.xml", types: catalog.entityTypes)
            let settings = ImportSettings(principal: fixture.manager, source: "benchmark.csv")
            let bytes = Array(text.utf8)
            var outcome: ImportReport?
            best.kontor = best.kontor.best(
                try await cost {
                    outcome = try await importer.run(BytesInMemory(bytes), map: map, settings: settings)
                })
            guard let outcome, outcome.counts.created == rows else {
                throw BareError(message: "\(name): \(outcome?.refused.first?.reason.english ?? "nothing imported")")
            }
            let bare = try BareInsert(copying: tables, from: fixture.databasePath)
            let database = try bare.emptyDatabase(fixture.folder.path + "/bare.sqlite")
            best.bare = best.bare.best(
                try await cost { try bare.run(into: database, transactionsOf: settings.batchSize) })
        }
        return [Measurement(name, rows, best, reach: .speedRatio(0.35))]
    }
}
