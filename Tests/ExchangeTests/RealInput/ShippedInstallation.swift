import Definitions
import Exchange
import Foundation
import Model
import Platform
import Queries
import Records
import TestSupport
import Testing

/// The shipped packs, applied to a database of its own.
struct ShippedInstallation {
    let installation: Installation
    let importer: Importer
    private let folder: TemporaryFolder

    /// The root of the project, seen from this file.
    static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The folder with real data; nil where this machine has none.
    static let shared: URL? = {
        let named = ProcessInfo.processInfo.environment["KONTOR_SHARED"]
        let folder =
            named.map { URL(fileURLWithPath: $0) }
            ?? project.deletingLastPathComponent()
            .appendingPathComponent("shared")
        let file = folder.appendingPathComponent("data/cfpb_complaints_2014.csv")
        return FileManager.default.fileExists(atPath: file.path) ? folder : nil
    }()

    init() async throws {
        folder = try TemporaryFolder()
        installation = try await Installation.open(
            Settings(
                database: .sqlite(path: folder.path + "/kontor.sqlite"), definitions: Self.project.path))
        try await installation.apply()
        importer = Importer(
            destination: RecordsDestination(installation.records), ids: SequentialIDs(), clock: ManualClock())
    }

    func map(_ name: String) throws -> ImportMap {
        let path = "entity-definitions/complaints/imports/\(name).xml"
        let bytes = [UInt8](try Data(contentsOf: Self.project.appendingPathComponent(path)))
        return try ImportMap(
            parsing: bytes, file: path, types: installation.records.deployment.get().catalog.entityTypes)
    }

    func run(_ file: String, map name: String, dry: Bool = false) async throws -> ImportReport {
        var settings = ImportSettings(principal: .system, source: file)
        settings.isDryRun = dry
        let path = try #require(Self.shared).appendingPathComponent("data/\(file)").path
        return try await importer.run(FileBytes(path: path), map: map(name), settings: settings)
    }

    /// How many records meet a condition of the query language.
    func count(_ entity: String, where condition: String? = nil) throws -> Int {
        let catalog = installation.records.deployment.get().catalog
        var query = Query(try #require(catalog.entityType(named: entity)))
        query.filter = try condition.map { try Filter($0, on: query.type, in: catalog) }
        query.top = 1
        query.count = true
        return try #require(try installation.records.list(query, as: .system).count)
    }
}
