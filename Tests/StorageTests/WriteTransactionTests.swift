import Model
import SQLText
import Storage
import TestSupport
import Testing

@Suite struct `Writing` {
    let accounts = RecordTable(ComplaintTypes.account)
    let ids = SequentialIDs()

    private struct Refused: Error {}

    @Test(arguments: StoreKind.allCases)
    func `rolls back alone among writes that share a commit`(kind: StoreKind) async throws {
        try await ComplaintTypes.withTables(kind) { store in
            let (accounts, ids) = (accounts, ids)
            let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
                for number in 0..<300 {
                    group.addTask {
                        do {
                            try await store.write { connection in
                                try accounts.insert(
                                    ComplaintTypes.record(
                                        ComplaintTypes.account, ids.next(), ["name": .text("account \(number)")]),
                                    on: connection)
                                if number % 3 == 0 { throw Refused() }
                            }
                            return (number, true)
                        } catch {
                            return (number, false)
                        }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            let stored = Set(
                try store.read { reader in try accounts.select(SQLFragment(""), in: reader) }
                    .map { $0["name"].displayText })
            #expect(outcomes.values.filter { $0 }.count == 200)
            for (number, succeeded) in outcomes { #expect(stored.contains("account \(number)") == succeeded) }
            #expect(try store.integrityProblems() == [])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `undoes a savepoint without the transaction around it`(kind: StoreKind) async throws {
        try await ComplaintTypes.withTables(kind) { store in
            let (accounts, ids) = (accounts, ids)
            try await store.write { connection in
                func insert(_ name: String) throws {
                    try accounts.insert(
                        ComplaintTypes.record(ComplaintTypes.account, ids.next(), ["name": .text(name)]), on: connection
                    )
                }
                try insert("kept")
                try? connection.savepoint {
                    try insert("undone")
                    try connection.savepoint { try insert("undone with it") }
                    throw Refused()
                }
                try? connection.savepoint { try insert("kept") }
                try connection.savepoint { try insert("kept too") }
            }
            let names = try store.read { reader in
                try reader.all(SQLFragment("SELECT \"name\" FROM \"account\" ORDER BY \"name\"")) { $0.text(0) }
            }
            #expect(names == ["kept", "kept too"])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `draws numbers without gap or repetition`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            let numbers = await withTaskGroup(of: Int64?.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        try? await store.write { connection in
                            let drawn = try CounterTable.next("C-#", on: connection)
                            if number % 4 == 0 { throw Refused() }
                            return drawn
                        }
                    }
                }
                return await group.reduce(into: [Int64]()) { if let number = $1 { $0.append(number) } }
            }
            #expect(numbers.sorted() == Array(1...75))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `shows a reader one state throughout`(kind: StoreKind) async throws {
        try await ComplaintTypes.withTables(kind) { store in
            let (accounts, id) = (accounts, ids.next())
            let gate = AsyncStream.makeStream(of: Void.self)
            async let counts = Task.detached {
                try store.read { reader in
                    let first = try accounts.count(in: reader)
                    gate.continuation.finish()
                    // Reads on until the write has returned elsewhere; this reader must not see it.
                    while try !store.read({ try accounts.contains(id, in: $0) }) {}
                    return [first, try accounts.count(in: reader)]
                }
            }.value
            for await _ in gate.stream {}
            try await store.write { try accounts.insert(ComplaintTypes.record(ComplaintTypes.account, id), on: $0) }
            #expect(try await counts == [0, 0])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `does not let a reader write`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            #expect(throws: StorageError.self) {
                try store.read {
                    try $0.forEachRow(SQLFragment("DELETE FROM \"kontor_counter\"")) { _ in }
                }
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `says which values a statement lacks`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            let error = #expect(throws: StorageError.self) {
                try store.read { try $0.integer(SQLFragment("SELECT ?")) }
            }
            #expect(error?.reason == .statement)
        }
    }
}
