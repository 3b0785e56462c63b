import Foundation
import Model
import Platform
import Storage
import TestSupport
import Testing

/// A command's process may end before the last reference to its store does.
@Suite struct `An installation that was opened for one piece of work` {
    private struct Stop: Error {}

    private func logs(beside project: OfficeProject) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: project.folder.path).filter { $0.hasSuffix("-wal") }
    }

    @Test(arguments: [StoreRole.command, .server])
    func `is closed when the work is done, whoever still holds it`(role: StoreRole) async throws {
        let project = try OfficeProject()
        try project.define("<text name=\"text\"/>")
        var kept: Installation?
        try await Installation.withOpened(project.settings, as: role) { installation in
            try await installation.apply()
            kept = installation
        }
        #expect(try logs(beside: project).isEmpty)
        let error = #expect(throws: StorageError.self) {
            try kept?.store.read { try ChangeLogTable.currentHead(in: $0) }
        }
        #expect(error?.reason == .stopped)
    }

    @Test func `is closed when the work fails, or cannot begin`() async throws {
        let project = try OfficeProject()
        try project.define("<text name=\"text\"/>")
        var kept: Installation?
        await #expect(throws: Stop.self) {
            try await Installation.withOpened(project.settings) { installation in
                try await installation.apply()
                kept = installation
                throw Stop()
            }
        }
        #expect(kept != nil)
        #expect(try logs(beside: project).isEmpty)
        try FileManager.default.removeItem(atPath: project.settings.databasePath)
        try project.define("<text nam=\"text\"/>")
        await #expect(throws: DiagnosticsError.self) { try await Installation.withOpened(project.settings) { _ in } }
        #expect(try logs(beside: project).isEmpty)
    }
}

extension Settings {
    fileprivate var databasePath: String { if case .sqlite(let path) = database { path } else { "" } }
}
