import SQLText
import Storage
import TestSupport
import Testing

@Suite struct `A read with a limit` {
    /// Counts to a number that nobody waits for.
    private static let endless = SQLFragment(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000000) SELECT count(*) FROM n"
    )

    private func reason(_ store: any Store, _ limit: ReadLimit, _ body: (any SQLReader) throws -> Void) -> StorageError
        .Reason?
    {
        ReadLimit.$current.withValue(limit) {
            do {
                try store.read(body)
                return nil
            } catch {
                return (error as? StorageError)?.reason
            }
        }
    }

    @Test func `ends when its time is over, and the next one is fine`() async throws {
        try await withStore(.sqlite) { store in
            let limit = ReadLimit(.milliseconds(30))
            #expect(reason(store, limit) { _ = try $0.integer(Self.endless) } == .tooLong)
            #expect(limit.end == .time)
            #expect(reason(store, limit) { _ = try $0.integer(SQLFragment("SELECT 1")) } == .tooLong)
            let next = try store.read { try $0.integer(SQLFragment("SELECT 1")) }
            #expect(next == 1)
        }
    }

    @Test func `ends its transaction also when its time is over, however often that happens`() async throws {
        try await withStore(.sqlite) { store in
            // SQLite asks every thousand instructions, and a rollback has two: now and then it is the one that is asked about.
            for round in 0..<4000 {
                let limit = ReadLimit(.seconds(600))
                let ended = reason(store, limit) { reader in
                    _ = try reader.integer(SQLFragment("SELECT 1"))
                    limit.cancel()
                }
                #expect(ended == nil)
                let next = try store.read { try $0.integer(SQLFragment("SELECT 1")) }
                try #require(next == 1, "round \(round)")
            }
        }
    }

    @Test func `ends when nobody waits for it`() async throws {
        try await withStore(.sqlite) { store in
            let limit = ReadLimit(.seconds(600))
            async let ended = reason(store, limit) { _ = try $0.integer(Self.endless) }
            limit.cancel()
            #expect(await ended == .cancelled)
        }
    }

    @Test func `ends when the server closes`() async throws {
        try await withStore(.sqlite) { store in
            let closing = ReadClosing()
            let limit = ReadLimit(.seconds(600), closing: closing)
            closing.begin(within: .milliseconds(10))
            #expect(reason(store, limit) { _ = try $0.integer(Self.endless) } == .cancelled)
        }
    }

    @Test func `ends also where its queries are many and small`() async throws {
        try await withStore(.sqlite) { store in
            let limit = ReadLimit(.milliseconds(20))
            let found = reason(store, limit) { reader in
                while true { _ = try reader.integer(SQLFragment("SELECT 1")) }
            }
            #expect(found == .tooLong)
        }
    }

    @Test func `has its time anew for each read where the work waits in between`() async throws {
        try await withStore(.sqlite) { store in
            let limit = ReadLimit(.milliseconds(50), .each)
            for _ in 0..<5 {
                let began = ContinuousClock.now
                let found = reason(store, limit) { reader in
                    while ContinuousClock.now - began < .milliseconds(20) {
                        _ = try reader.integer(SQLFragment("SELECT 1"))
                    }
                }
                #expect(found == nil)
            }
        }
    }
}

@Suite struct `Reading beside others` {
    @Test func `takes the connection that becomes free first`() async throws {
        try await withStore(.sqlite) { store in
            let sum = await withTaskGroup(of: Int64.self) { group in
                for _ in 0..<200 {
                    group.addTask { (try? store.read { try $0.integer(SQLFragment("SELECT 1")) ?? 0 }) ?? 0 }
                }
                return await group.reduce(0, +)
            }
            #expect(sum == 200)
        }
    }
}

@Suite struct `Refused timers` {
    @Test func `are counted by an index of their own`() async throws {
        try await withStore(.sqlite) { store in
            let plan = try store.read { reader in
                try reader.all(
                    SQLFragment("EXPLAIN QUERY PLAN SELECT count(*) FROM kontor_timer WHERE problem IS NOT NULL")
                ) { $0.text(3) }
            }
            #expect(plan.contains { $0.contains("kontor_timer__with_problem") }, "\(plan)")
        }
    }

    @Test func `beside keys of the installation that are drawn once`() async throws {
        try await withStore(.sqlite) { store in
            let first = try await store.write { try SecretTable.keep([1, 2, 3], as: "marks", on: $0) }
            let second = try await store.write { try SecretTable.keep([4, 5, 6], as: "marks", on: $0) }
            #expect(first == [1, 2, 3] && second == first)
            let key = SealingKey(first)
            let seal = key.seal([9, 9], length: 16)
            #expect(key.vouches(for: [9, 9], by: seal) && !key.vouches(for: [9, 8], by: seal))
            #expect(!key.vouches(for: [9, 9], by: []) && !SealingKey(second + [4]).vouches(for: [9, 9], by: seal))
        }
    }
}
