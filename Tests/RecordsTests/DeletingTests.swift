import Model
import Records
import TestSupport
import Testing

@Suite struct `Deleting what others refer to` {
    @Test(arguments: StoreKind.allCases)
    func `is refused where the lookup restricts`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let customer = try await office.create("customer", ["name": "Acme"])
            let contract = try await office.create("contract", ["subject": "Lease", "customer": reference(customer)])
            let refusal = try await office.refusal { try await office.delete(customer) }
            #expect(refusal.kind == .conflict)
            #expect(refusal.code == "KTR-R207")
            #expect(refusal.message[.german].contains("Löschen ist nicht möglich"))
            try await office.delete(contract)
            try await office.delete(customer)
            #expect(try office.all("customer").isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `takes along what cascades, in one transaction and with its cause`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let contract = try await office.create("contract", ["subject": "Lease"])
            let letter = try await office.create("letter", ["subject": "One", "contract": reference(contract)])
            try await office.create("letter", ["subject": "Answer", "answers": reference(letter)])
            let other = try await office.create("letter", ["subject": "Other"])
            try await office.delete(contract)
            #expect(try office.all("letter").map(\.id) == [other.id])
            let log = try office.changeLogTexts()
            #expect(log.suffix(3).count == 3)
            #expect(log[4].contains("letter.contract on-delete=cascade"))
            #expect(log[4].contains("letter.answers on-delete=cascade"))
            #expect(try office.changeLogProblems().isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `empties lookups that unlink`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let customer = try await office.create("customer", ["name": "Acme"])
            let letter = try await office.create("letter", ["subject": "One", "sender": reference(customer)])
            try await office.delete(customer)
            let left = try office.reread(letter)
            #expect(left["sender"] == .null)
            #expect(left.revision == 2)
        }
    }

    @Test func `needs no right on what goes with it`() async throws {
        var texts = Office.texts
        texts.definitions += """
            <role name="deleter"><grant entity="contract" privileges="read delete"/></role>
            """
        try await Workplace.run(texts) { office in
            let deleter = Workplace.person("dan", roles: ["deleter"])
            let contract = try await office.create("contract", ["subject": "Lease"])
            let letter = try await office.create("letter", ["subject": "One", "contract": reference(contract)])
            let refusal = try await office.refusal { try await office.delete(letter, as: deleter) }
            #expect(refusal.kind == .notFound)
            try await office.delete(contract, as: deleter)
            #expect(try office.all("letter").isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a record that looks itself up can be deleted`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let customer = try await office.create("customer", ["name": "Acme"])
            try await office.update(customer, ["parent": reference(customer)])
            try await office.delete(customer)
            #expect(try office.all("customer").isEmpty)
            let letter = try await office.create("letter", ["subject": "One"])
            try await office.update(letter, ["answers": reference(letter)])
            try await office.delete(letter)
            #expect(try office.all("letter").isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a ring of records that cascade goes as a whole, each once`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let first = try await office.create("letter", ["subject": "1"])
            let second = try await office.create("letter", ["subject": "2", "answers": reference(first)])
            let third = try await office.create("letter", ["subject": "3", "answers": reference(second)])
            try await office.update(first, ["answers": reference(third)])
            try await office.delete(second)
            #expect(try office.all("letter").isEmpty)
            #expect(try office.changeLogTexts().count == 7)
        }
    }

    @Test func `a record that is reached on two ways is deleted once`() async throws {
        try await Workplace.run(Office.texts) { office in
            let contract = try await office.create("contract", ["subject": "Lease"])
            let letter = try await office.create("letter", ["subject": "1", "contract": reference(contract)])
            try await office.create(
                "letter", ["subject": "2", "contract": reference(contract), "answers": reference(letter)])
            try await office.delete(contract)
            #expect(try office.all("letter").isEmpty)
            #expect(try office.changeLogTexts().count == 6)
        }
    }

    @Test func `a chain too long for one step is refused and left as it was`() async throws {
        try await Workplace.run(Office.texts) { office in
            let ids = (0..<120).map { RecordID(milliseconds: 1, random: (0, UInt64($0) + 1)) }
            let writes = ids.enumerated().map { number, id in
                let answers = number == 0 ? DataValue.null : .text(ids[number - 1].description)
                return office.request("letter", .create(id: id, ["subject": "x", "answers": answers]))
            }
            _ = try await office.records.write(groups: [writes])
            let first = try office.records.read("letter", ids[0], as: office.admin)
            let refusal = try await office.refusal { try await office.delete(first) }
            #expect(refusal.kind == .limit)
            #expect(refusal.code == "KTR-R213")
            #expect(try office.all("letter").count == 120)
        }
    }

    private func reference(_ record: Record) -> DataValue { .text(record.id.description) }
}
