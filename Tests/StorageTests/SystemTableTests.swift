import Model
import SQLText
import Storage
import TestSupport
import Testing

@Suite struct `Kontor's own tables` {
    let ids = SequentialIDs()
    let now = ManualClock().now()

    @Test(arguments: StoreKind.allCases)
    func `keep a subject's key until it is destroyed for good`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            let (subject, now, key) = (ids.next(), now, [UInt8](repeating: 7, count: 32))
            #expect(try store.read { try SubjectKeyTable.key(of: subject, in: $0) } == .none)
            try await store.write { try SubjectKeyTable.insert(key, of: subject, at: now, on: $0) }
            #expect(try store.read { try SubjectKeyTable.key(of: subject, in: $0) } == .present(key))
            try await store.write { try SubjectKeyTable.destroy(keyOf: subject, at: now, on: $0) }
            let later = now.adding(.seconds(5))
            try await store.write { try SubjectKeyTable.destroy(keyOf: subject, at: later, on: $0) }
            #expect(try store.read { try SubjectKeyTable.key(of: subject, in: $0) } == .destroyed(now))
            await #expect(throws: StorageError.self) {
                try await store.write { try SubjectKeyTable.insert(key, of: subject, at: now, on: $0) }
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `replace a chart's session`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            let record = ids.next()
            for data in ["{\"a\":1}", "{\"a\":2}"] {
                try await store.write { try SessionTable.store(data, of: record, chart: "lead", on: $0) }
            }
            #expect(try store.read { try SessionTable.session(of: record, chart: "lead", in: $0) } == "{\"a\":2}")
            #expect(try store.read { try SessionTable.session(of: record, chart: "other", in: $0) } == nil)
            try await store.write { try SessionTable.remove(of: record, chart: "other", on: $0) }
            #expect(try store.read { try SessionTable.session(of: record, chart: "lead", in: $0) } != nil)
            try await store.write { try SessionTable.remove(of: record, chart: "lead", on: $0) }
            #expect(try store.read { try SessionTable.session(of: record, chart: "lead", in: $0) } == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `give due timers in order and forget cancelled ones`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            let (record, ids, now) = (ids.next(), ids, now)
            let (key, other) = (RecordKey("complaint", record), RecordKey("contract", record))
            let timers = [30, 10, 10, 90].map { seconds in
                StoredTimer(
                    id: ids.next(), due: now.adding(.seconds(seconds)), entity: "complaint", recordID: record,
                    chart: "complaint", sendID: "after\(seconds)", event: "overdue", data: "null", created: now)
            }
            try await store.write { connection in
                for timer in timers { try TimerTable.insert(timer, on: connection) }
            }
            #expect(try store.read { try TimerTable.nextDue(in: $0) } == now.adding(.seconds(10)))
            let due = try await store.write {
                try TimerTable.claimDue(at: now.adding(.seconds(30)), limit: 10, on: $0)
            }
            #expect(due == [timers[1], timers[2], timers[0]])
            let outcomes = try await store.write { connection in
                [
                    try TimerTable.remove(timers[1].id, on: connection),
                    try TimerTable.remove(timers[1].id, on: connection),
                    try TimerTable.cancel(of: other, sendID: "after30", on: connection) == 0,
                    try TimerTable.cancel(of: key, sendID: "after30", on: connection) == 1,
                    try TimerTable.cancelAll(of: other, on: connection) == 0,
                ]
            }
            #expect(outcomes == [true, false, true, true, true])
            #expect(try store.read { try TimerTable.timers(of: key, in: $0) } == [timers[2], timers[3]])
            #expect(try store.read { try TimerTable.timers(of: other, in: $0) } == [])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `give outbox messages in the order of changes and put failed ones off`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            let (ids, now) = (ids, now)
            let messages = [2, 1].map {
                OutboxMessage(id: ids.next(), sequence: $0, topic: "record", payload: "{}", created: now)
            }
            try await store.write { connection in
                for message in messages { try OutboxTable.append(message, on: connection) }
            }
            let due = try await store.write { connection in
                let due = try OutboxTable.claimDue(at: now, limit: 10, on: connection)
                try OutboxTable.postpone(messages[1].id, attempts: 1, until: now.adding(.seconds(60)), on: connection)
                return due
            }
            #expect(due == [messages[1], messages[0]])
            let left = try await store.write { connection in
                try OutboxTable.remove(messages[0].id, on: connection)
                return try OutboxTable.claimDue(at: now, limit: 10, on: connection)
            }
            #expect(left.isEmpty)
            #expect(try store.read { try OutboxTable.nextDue(in: $0) } == now.adding(.seconds(60)))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `take an idempotency key once`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            let (principal, now) = (ids.next(), now)
            let later = now.adding(.seconds(1))
            func keep(_ outcome: String, since: Instant) async throws {
                try await store.write {
                    try IdempotencyTable.insert(
                        outcome, of: "k", by: principal, at: now, inPlaceOfThoseBefore: since, on: $0)
                }
            }
            func kept(since: Instant) throws -> String? {
                try store.read { try IdempotencyTable.outcome(of: "k", by: principal, since: since, in: $0) }
            }
            try await keep("{}", since: now)
            #expect(try kept(since: now) == "{}")
            #expect(try kept(since: later) == nil)
            await #expect(throws: StorageError.self) { try await keep("[]", since: now) }
            try await keep("[]", since: later)
            #expect(try kept(since: now) == "[]")
            #expect(try store.read { try !IdempotencyTable.has(before: now, in: $0) })
            #expect(try store.read { try IdempotencyTable.has(before: later, in: $0) })
            let forgotten = try await store.write { try IdempotencyTable.forget(before: later, limit: 10, on: $0) }
            #expect(forgotten == 1)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `find principals by name in any case, and by token and session`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            let (ids, now) = (ids, now)
            let clara = StoredPrincipal(
                Principal(
                    id: ids.next(), name: "Clara", displayName: "Clara Öz", roles: ["agent", "manager"], language: "de"),
                passwordHash: "scrypt$…", passwordChanged: now)
            let token = StoredToken(hash: [1, 2, 3], principal: clara.principal.id, label: "Excel", created: now)
            let session = StoredWebSession(
                hash: [4, 5], principal: clara.principal.id, csrfSecret: [6], created: now, lastSeen: now,
                expires: now.adding(.seconds(60)))
            try await store.write { connection in
                try PrincipalTable.insert(clara, on: connection)
                try TokenTable.insert(token, on: connection)
                try WebSessionTable.insert(session, on: connection)
            }
            #expect(try store.read { try PrincipalTable.principal(named: "CLARA", in: $0) } == clara)
            let byToken = try #require(try store.read { try TokenTable.token([1, 2, 3], in: $0) })
            #expect(byToken == (token, clara))
            let bySession = try #require(try store.read { try WebSessionTable.session([4, 5], in: $0) })
            #expect(bySession == (session, clara))
            var disabled = clara
            disabled.isDisabled = true
            disabled.principal.roles = []
            let changed = disabled
            try await store.write { connection in
                try PrincipalTable.update(changed, on: connection)
                try TokenTable.removeAll(of: changed.principal.id, on: connection)
                try WebSessionTable.removeExpired(at: now.adding(.seconds(60)), on: connection)
            }
            #expect(try store.read { try PrincipalTable.all(in: $0) } == [changed])
            #expect(try store.read { try TokenTable.tokens(of: changed.principal.id, in: $0) } == [])
            #expect(try store.read { try WebSessionTable.session([4, 5], in: $0) } == nil)
            await #expect(throws: StorageError.self) {
                try await store.write { connection in
                    var twin = clara
                    twin.principal.id = ids.next()
                    twin.principal.name = "clara"
                    try PrincipalTable.insert(twin, on: connection)
                }
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `remember imported rows until their batch is undone`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            let (ids, now, key) = (ids, now, [UInt8](repeating: 1, count: 32))
            var batch = ImportBatch(
                id: ids.next(), entity: "complaint", fileName: "cfpb.csv", principal: Principal.system.id, started: now)
            let (first, record) = (batch, ids.next())
            let made = ImportRow(
                batch: batch.id, number: 1, entity: "complaint", recordID: record, revision: 1, sourceKey: key,
                outcome: .created)
            let refused = ImportRow(
                batch: batch.id, number: 2, entity: "complaint", outcome: .refused, column: "Date received",
                reason: "KTR-I1: not a date")
            try await store.write { connection in
                try ImportBatchTable.insert(first, on: connection)
                try ImportRowTable.insert(made, on: connection)
                try ImportRowTable.insert(refused, on: connection)
            }
            let find = { (reader: any SQLReader) in
                try ImportRowTable.record(of: "complaint", sourceKey: key, in: reader)
            }
            #expect(try store.read(find) == record)
            #expect(try store.read { try ImportRowTable.refused(in: first.id, limit: 9, in: $0) } == [refused])
            #expect(try store.read { try ImportRowTable.changed(in: first.id, limit: 9, in: $0) } == [made])
            batch.finished = now
            batch.undone = now
            batch.counts = ImportBatch.Counts(created: 1, refused: 1)
            let undone = batch
            try await store.write { try ImportBatchTable.update(undone, on: $0) }
            #expect(try store.read { try ImportBatchTable.batch(undone.id, in: $0) } == undone)
            #expect(try store.read { try ImportBatchTable.latest(limit: 5, in: $0) } == [undone])
            #expect(try store.read(find) == nil)
        }
    }
}
