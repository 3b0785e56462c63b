import Jobs
import Logging
import Model
import Records
import Storage
import TestSupport
import Testing

@Suite struct `The collector of keys` {
    private static let texts = WorkplaceTexts(
        definitions: #"<entity name="note" set="notes" title="{text}"><text name="text"/></entity>"#)

    @Test(arguments: StoreKind.allCases)
    func `removes keys of a day ago and sessions that have ended, and leaves the others`(kind: StoreKind) async throws {
        try await Workplace.run(Self.texts, on: kind) { desk in
            let service = KeyCollector(
                records: desk.records, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                sleep: { _ in })
            let now = desk.clock.now()
            let owner = StoredPrincipal(Workplace.person("clara", roles: []))
            try await desk.store.write { connection in
                try PrincipalTable.insert(owner, on: connection)
                for (number, hours) in [(UInt8(1), 1), (UInt8(2), 100)] {
                    let session = StoredWebSession(
                        hash: [number], principal: owner.principal.id, csrfSecret: [number], created: now,
                        lastSeen: now,
                        expires: now.adding(.seconds(hours * 3600)))
                    try WebSessionTable.insert(session, on: connection)
                }
            }
            _ = try await desk.records.write(desk.request("note", .create(["text": "a"]), key: "old"))
            desk.clock.advance(by: .seconds(20 * 3600))
            _ = try await desk.records.write(desk.request("note", .create(["text": "b"]), key: "new"))
            #expect(try desk.rowCounts()["kontor_idempotency"] == 2)
            desk.clock.advance(by: .seconds(5 * 3600))
            #expect(await service.round() == KeyCollector.pause)
            #expect(try desk.rowCounts()["kontor_idempotency"] == 1)
            #expect(try desk.store.read { try WebSessionTable.session([1], in: $0) } == nil)
            #expect(try desk.store.read { try WebSessionTable.session([2], in: $0) } != nil)
        }
    }
}
