import Exchange
import Model
import Storage
import Synchronization
import Testing

@Suite struct `Importing rows` {
    let destination = InMemoryDestination(types: ImportExamples.types)

    @Test func `makes records with converted values`() async throws {
        let report = try await ImportExamples.run(ImportExamples.threeRows, into: destination)
        #expect(report.counts.created == 3)
        #expect(report.counts.refused == 0)
        #expect(report.warnings.isEmpty)
        let tickets = destination.all("ticket")
        #expect(tickets.map { $0["subject"] } == [.text("Loan: Late"), .text("Loan"), .text("Card: Lost")])
        #expect(tickets[0]["received_on"] == .date(try #require(CalendarDate("2014-01-02"))))
        #expect(tickets[0]["claim"] == .decimal(ExactDecimal(unscaled: 123_450, scale: 2)))
        #expect(tickets.map { $0["timely"] } == [.boolean(true), .boolean(false), .null])
        #expect(tickets.map { $0["channel"] } == [.text("web"), .text("mail"), .null])
        #expect(tickets[1]["body"] == .text("two\nlines"))
    }

    @Test func `makes each record that rows refer to once`() async throws {
        let report = try await ImportExamples.run(ImportExamples.threeRows, into: destination, batchSize: 1)
        let firms = destination.all("firm")
        #expect(firms.map { $0["name"] } == [.text("Acme"), .text("Beta")])
        #expect(firms.map { $0["kind"] } == [.text("customer"), .text("customer")])
        #expect(report.counts.createdTargets == 2)
        let customers = destination.all("ticket").map { $0["customer"] }
        #expect(customers == [.record(firms[0].id), .record(firms[0].id), .record(firms[1].id)])
    }

    @Test func `reaches states by sending events in order`() async throws {
        try await ImportExamples.run(ImportExamples.threeRows, into: destination)
        #expect(
            destination.all("ticket").map { $0["status"] } == [
                .text("closed"), .text("in_progress"), .text("received"),
            ])
    }

    @Test func `stores nothing of a row whose event is refused`() async throws {
        let map = ImportExamples.mapText.replacing("send=\"accept\"", with: "send=\"acept\"")
        let report = try await ImportExamples.run(ImportExamples.threeRows, into: destination, map: map)
        #expect(report.counts.created == 1)
        #expect(report.refused.map(\.number) == [2, 3])
        #expect(report.refused[0].reason.english == "event acept: not possible now")
        #expect(destination.all("ticket").count == 1)
    }

    @Test func `doubles nothing when it is repeated, and updates what differs`() async throws {
        try await ImportExamples.run(ImportExamples.threeRows, into: destination)
        let again = try await ImportExamples.run(ImportExamples.threeRows, into: destination)
        #expect(again.counts.unchanged == 3)
        #expect(destination.all("ticket").allSatisfy { $0.revision <= 3 })
        let changed = ImportExamples.threeRows.replacing("Card,Lost", with: "Card,Stolen")
        let third = try await ImportExamples.run(changed, into: destination)
        #expect((third.counts.unchanged, third.counts.updated, third.counts.created) == (2, 1, 0))
        #expect(destination.all("ticket").count == 3)
        #expect(destination.all("firm").count == 2)
    }

    @Test func `lets the last of two rows with one key win`() async throws {
        let text = ImportExamples.header + "1,Loan,A,,,,,,,\n1,Loan,B,,,,,,,\n1,Loan,C,,,,,,,\n2,Loan,D,,,,,,,\n"
        let report = try await ImportExamples.run(text, into: destination)
        #expect((report.counts.created, report.counts.updated) == (2, 2))
        #expect(destination.all("ticket").map { $0["subject"] } == [.text("Loan: C"), .text("Loan: D")])
    }

    @Test func `refuses dirty rows one by one with row, column and reason`() async throws {
        let text =
            ImportExamples.header + """
                1,Loan,Late,13/2/2014,,,,,,
                2,Loan,Late,,,,Maybe,,,
                3,Loan,Late,,,,,Fax,,
                4,,Late,,,,,,,
                ,Loan,Late,,,,,,,
                6,Loan,Late,,,abc,,,,
                7,Loan
                8,Loan,Late,1/2/2014,,,Yes,Web,A name that is far too long,
                9,Loan,Late,1/2/2014,,,Yes,Web,Acme,

                """
        let refused = Mutex<[RefusedRow]>([])
        let report = try await ImportExamples.run(text, into: destination) { row, _ in
            refused.withLock { $0.append(row) }
        }
        #expect((report.counts.created, report.counts.refused) == (1, 8))
        let byNumber = refused.withLock { $0.sorted { $0.number < $1.number } }
        #expect(byNumber.map(\.number) == [2, 3, 4, 5, 6, 7, 8, 9])
        #expect(
            byNumber.map(\.column) == ["Received", "Timely", "Via", nil, "ID", "Claim", nil, "Company"])
        #expect(
            byNumber.map(\.code) == [
                "KTR-I161", "KTR-I162", "KTR-R114", "KTR-R006", "KTR-I163", "KTR-R109", "KTR-I106", "KTR-I166",
            ])
        #expect(byNumber[0].reason[.german] == "„13/2/2014“ ist kein Datum der Form M/D/YYYY")
    }

    @Test func `takes control characters out where the map says so, and refuses them elsewhere`() async throws {
        let text = ImportExamples.header + "1,Loan,Late,,,,,,S.\u{85} r.l.,\n2\u{85}3,Loan,Late,,,,,,,\n"
        let report = try await ImportExamples.run(text, into: destination)
        #expect(report.cleanedCells == 1)
        #expect(destination.all("firm").map { $0["name"] } == [.text("S. r.l.")])
        #expect(report.refused.map(\.code) == ["KTR-R103"])
    }

    @Test func `names the first columns without use, and how many more there are`() async throws {
        let unused = (1...100).map { "c\($0)" }.joined(separator: ",")
        let text = ImportExamples.threeRows.replacing("Response\n", with: "Response,\(unused)\n")
            .replacing(",Closed\n", with: ",Closed" + String(repeating: ",", count: 100) + "\n")
        let report = try await ImportExamples.run(text, into: InMemoryDestination(types: ImportExamples.types))
        #expect(report.warnings.count == 21)
        #expect(report.warnings.last?.message == "80 more columns are not used by the map")
    }

    @Test func `checks everything and stores nothing in a dry run`() async throws {
        let text = ImportExamples.threeRows + "4,Loan,Late,99/99/2014,,,,,,\n1,Loan,Again,,,,,,,\n"
        let report = try await ImportExamples.run(text, into: destination, dry: true, batchSize: 2)
        #expect((report.counts.created, report.counts.updated, report.counts.refused) == (3, 1, 1))
        #expect(report.batch == nil)
        #expect(destination.all("ticket").isEmpty)
        #expect(destination.all("firm").isEmpty)
        #expect(destination.latestBatches(limit: 9).isEmpty)
    }

    @Test func `imports nothing when a column is missing, and names all that are`() async throws {
        let text = ImportExamples.threeRows.replacing("Received", with: "Recieved").replacing("Company", with: "Firm")
        let error = await #expect(throws: DiagnosticsError.self) {
            try await ImportExamples.run(text, into: destination)
        }
        #expect(error?.diagnostics.map(\.code) == ["KTR-I151"])
        #expect(error?.diagnostics.first?.message == "the file has no columns 'Received', 'Company'")
        #expect(error?.diagnostics.first?.hint == "did you mean 'Recieved'?")
        #expect(error?.diagnostics.first?.location?.line == 4)
        #expect(destination.latestBatches(limit: 9).isEmpty)
    }

    @Test func `warns of columns that the map does not use`() async throws {
        let text = "ID,Product,Issue,Received,Text,Claim,Timely,Via,Company,Response,Tags\n1,L,I,,,,,,,,x\n"
        let report = try await ImportExamples.run(text, into: destination)
        #expect(report.warnings.map(\.code) == ["KTR-I152"])
        #expect(report.counts.created == 1)
    }

    @Test func `writes rows in batches of one transaction each`() async throws {
        let rows = (1...25).map { "\($0),Loan,Late,,,,,,Acme,\n" }.joined()
        let report = try await ImportExamples.run(ImportExamples.header + rows, into: destination, batchSize: 10)
        #expect(report.counts.created == 25)
        #expect(destination.contents.withLock { $0.transactions } == 3)
    }

    @Test func `keeps what came before a quote that never ends, under a batch that can be undone`() async throws {
        let text = ImportExamples.header + "1,Loan,Late,,,,,,Acme,\n2,Loan,\"Late,,,,,,Acme,\n"
        let refusal = await #expect(throws: Refusal.self) { try await ImportExamples.run(text, into: destination) }
        #expect(refusal?.code == "KTR-I104")
        let batch = try #require(destination.latestBatches(limit: 1).first)
        #expect(batch.counts.created == 1)
        #expect(batch.finished != nil)
    }
}

@Suite struct `Importing without a map` {
    let destination = InMemoryDestination(types: ImportExamples.types)

    @Test func `takes columns that are named as attributes, told apart by a declared key`() async throws {
        let text = "number,subject,received_on,timely,Notes\nA1,Late,2024-02-29,true,x\nA1,Later,,,\n"
        let settings = ImportSettings(principal: ImportExamples.clara, source: "rows.csv")
        let report = try await ImportExamples.importer(into: destination).run(
            BytesInMemory(text), into: ImportExamples.ticket, settings: settings)
        #expect((report.counts.created, report.counts.updated) == (1, 1))
        #expect(report.warnings.map(\.code) == ["KTR-I152"])
        #expect(destination.all("ticket").map { $0["subject"] } == [.text("Later")])
    }

    @Test func `says so when no column is named as an attribute`() async throws {
        let settings = ImportSettings(principal: ImportExamples.clara, source: "rows.csv")
        let refusal = await #expect(throws: Refusal.self) {
            _ = try await ImportExamples.importer(into: destination).run(
                BytesInMemory("A;Subjct\n1;2\n"), into: ImportExamples.ticket, settings: settings)
        }
        #expect(refusal?.code == "KTR-I153")
        #expect(refusal?.problems.first?.hint?.english.contains("'subject'") == true)
    }
}
