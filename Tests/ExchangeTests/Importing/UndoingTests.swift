import Exchange
import Model
import Storage
import Testing

@Suite struct `Undoing an import` {
    let destination = InMemoryDestination(types: ImportExamples.types)

    @Test func `takes out what the batch made, and what it made for it`() async throws {
        let report = try await ImportExamples.run(ImportExamples.threeRows, into: destination)
        let batch = try #require(report.batch)
        let undone = try await ImportExamples.importer(into: destination).undo(batch, as: ImportExamples.clara)
        #expect((undone.deleted, undone.keptCount) == (5, 0))
        #expect(destination.all("ticket").isEmpty)
        #expect(destination.all("firm").isEmpty)
        #expect(destination.batch(batch)?.undone != nil)
    }

    @Test func `goes through more rows than one page holds`() async throws {
        let rows = (1...601).map { "\($0),Loan,Late,,,,,,Firm \($0 / 3),\n" }.joined()
        let report = try await ImportExamples.run(ImportExamples.header + rows, into: destination)
        let batch = try #require(report.batch)
        let undone = try await ImportExamples.importer(into: destination).undo(batch, as: ImportExamples.clara)
        #expect(undone.deleted == 601 + 201)
        #expect(destination.all("firm").isEmpty)
    }

    @Test func `leaves what was changed since, and what that refers to, with the reason`() async throws {
        let report = try await ImportExamples.run(ImportExamples.threeRows, into: destination)
        let changed = ImportExamples.threeRows.replacing("Card,Lost", with: "Card,Stolen")
        try await ImportExamples.run(changed, into: destination)
        let batch = try #require(report.batch)
        let undone = try await ImportExamples.importer(into: destination).undo(batch, as: ImportExamples.clara)
        #expect((undone.deleted, undone.keptCount) == (3, 2))
        #expect(undone.kept.map(\.code) == ["KTR-I183", "KTR-R005"])
        #expect(destination.all("firm").map { $0["name"] } == [.text("Beta")])
    }

    @Test func `refuses an unknown batch and one that was undone`() async throws {
        let importer = ImportExamples.importer(into: destination)
        let unknown = await #expect(throws: Refusal.self) {
            try await importer.undo(RecordID(high: 1, low: 2), as: ImportExamples.clara)
        }
        #expect(unknown?.code == "KTR-I181")
        let report = try await ImportExamples.run(ImportExamples.threeRows, into: destination)
        let batch = try #require(report.batch)
        _ = try await importer.undo(batch, as: ImportExamples.clara)
        let twice = await #expect(throws: Refusal.self) { try await importer.undo(batch, as: ImportExamples.clara) }
        #expect(twice?.code == "KTR-I182")
    }
}
