import Definitions
import Foundation
import Model
import SchemaPlanning
import Storage
import StorageSQLite
import TestSupport
import Testing

@Suite struct `A SQLite file that several have open` {
    /// A server and a command on one file; their locks keep them apart as those of two processes do.
    private func withBoth(_ body: (SQLiteStore, SQLiteStore) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/kontor.sqlite"
        let server = try SQLiteStore(path: path)
        try await SystemSchema.migrate(server)
        let command = try SQLiteStore(path: path, as: .command, readerCount: 1)
        try await body(server, command)
        command.close()
        server.close()
    }

    @Test func `is written by one after the other, and loses nothing`() async throws {
        try await withBoth { server, command in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for store in [server, command] {
                    for _ in 0..<4 {
                        group.addTask {
                            for _ in 0..<50 { _ = try await store.write { try CounterTable.next("shared", on: $0) } }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try server.read { try CounterTable.last("shared", in: $0) } == 400)
            #expect(try command.read { try CounterTable.last("shared", in: $0) } == 400)
            #expect(try server.integrityProblems().isEmpty)
        }
    }

    @Test func `is read while another writes, as it was before`() async throws {
        try await withBoth { server, command in
            try await server.write { connection in
                _ = try CounterTable.next("shared", on: connection)
                #expect(try command.read { try CounterTable.last("shared", in: $0) } == 0)
            }
            #expect(try command.read { try CounterTable.last("shared", in: $0) } == 1)
        }
    }

    @Test func `is copied from within a write as it was before it`() async throws {
        try await withBoth { server, command in
            let folder = try TemporaryFolder()
            _ = try await server.write { try CounterTable.next("shared", on: $0) }
            try await command.write { connection in
                _ = try CounterTable.next("shared", on: connection)
                try command.backUp(to: folder.path + "/copy.sqlite")
            }
            let copy = try SQLiteStore(path: folder.path + "/copy.sqlite")
            #expect(try copy.read { try CounterTable.last("shared", in: $0) } == 1)
            copy.close()
        }
    }

    @Test func `keeps the texts that were applied, of every part`() async throws {
        try await withBoth { server, command in
            var pack = PackSources(
                name: "office", definitions: [SourceFile(path: "a/pack.xml", text: "<pack/>")],
                charts: [SourceFile(path: "w/c.scxml", bytes: [0xFF, 0])],
                plugins: [SourceFile(path: "p/p.lua", text: "return 1")])
            pack.importMaps = [SourceFile(path: "a/imports/m.xml", text: "ä")]
            let sources = DefinitionSources(packs: [pack])
            #expect(try server.read { try AppliedTextTable.sources(in: $0) } == nil)
            let plan = MigrationPlan(from: .empty, to: [])
            for _ in 0..<2 {
                try await SchemaMigration.apply(
                    plan, fingerprint: "f", sources: sources, at: Instant(microseconds: 1), to: command)
                #expect(try server.read { try AppliedTextTable.sources(in: $0) } == sources)
                #expect(try server.read { try SchemaStateTable.number(in: $0) } == 1)
            }
            pack.plugins = []
            try await SchemaMigration.apply(
                plan, fingerprint: "g", sources: DefinitionSources(packs: [pack]), at: Instant(microseconds: 1),
                to: command)
            #expect(try server.read { try AppliedTextTable.sources(in: $0) }?.packs == [pack])
        }
    }

    @Test func `is closed by the write that held its store last`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/kontor.sqlite"
        try await SystemSchema.migrate(SQLiteStore(path: path, as: .command))
        for _ in 0..<20 {
            // Made here and let go of at once: the closure may be what lives longest.
            let store = try SQLiteStore(path: path, as: .command, readerCount: 1)
            _ = try await store.write { [store] in
                _ = try CounterTable.next("\(store.dialect)", on: $0)
            }
        }
    }

    @Test func `refuses work that began with another state`() async throws {
        try await withBoth { server, command in
            let bound = StateBoundStore(server, state: 0)
            _ = try await bound.write { try CounterTable.next("bound", on: $0) }
            try await SchemaMigration.apply(
                MigrationPlan(from: .empty, to: []), fingerprint: "f", at: Instant(microseconds: 1), to: command)
            let error = await #expect(throws: StorageError.self) {
                _ = try await bound.write { try CounterTable.next("bound", on: $0) }
            }
            #expect(error?.reason == .definitionsChanged)
            #expect(throws: StorageError.self) { try bound.read { _ in } }
            #expect(try server.read { try CounterTable.last("bound", in: $0) } == 1)
        }
    }
}
