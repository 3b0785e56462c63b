import Model
import Records
import TestSupport
import Testing

@Suite struct `Rights of a write` {
    @Test func `what no role grants is refused`() async throws {
        try await Workplace.run(Office.texts) { office in
            let customer = try await office.create("customer", ["name": "Acme"])
            let contract = try await office.create("contract", ["subject": "Lease"])
            let create = try await office.refusal {
                try await office.create("customer", ["name": "B"], as: Office.nobody)
            }
            #expect(create.kind == .forbidden)
            let reader = Workplace.person("rita", roles: ["reader"])
            let update = try await office.refusal { try await office.update(customer, ["name": "B"], as: reader) }
            #expect(update.code == "KTR-A101")
            let delete = try await office.refusal { try await office.delete(customer, as: reader) }
            #expect(delete.code == "KTR-A101")
            let event = try await office.refusal { try await office.send("end", to: contract, as: Office.agent) }
            #expect(event.code == "KTR-A103")
            for write in [WriteRequest.Operation.update(customer.id, [:]), .delete(customer.id)] {
                // Whoever may not read it is not told that it exists.
                let request = office.request("customer", write, as: Office.nobody)
                #expect(try await office.refusal { try await office.records.write(request) }.kind == .notFound)
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `what is outside of the row filter is not there`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let mine = try await office.create("customer", ["name": "Mine", "owner": "ada"])
            let other = try await office.create("customer", ["name": "Other", "owner": "bob"])
            #expect(try await office.update(mine, ["name": "Mine too"], as: Office.agent)["name"] == .text("Mine too"))
            let refusal = try await office.refusal { try await office.update(other, ["name": "X"], as: Office.agent) }
            #expect(refusal.kind == .notFound)
            let unknown = try #require(RecordID("0190163d-8694-739b-aea5-966c26f8ad90"))
            let request = office.request("customer", .update(unknown, ["name": "X"]), as: Office.agent)
            let none = try await office.refusal { try await office.records.write(request) }
            #expect(refusal.description.replacing(other.id.description, with: unknown.description) == none.description)
        }
    }

    @Test func `nobody moves a record out of their own sight, or creates one there`() async throws {
        try await Workplace.run(Office.texts) { office in
            let mine = try await office.create("customer", ["name": "Mine", "owner": "ada"])
            let moved = try await office.refusal { try await office.update(mine, ["owner": "bob"], as: Office.agent) }
            #expect(moved.kind == .forbidden)
            #expect(moved.code == "KTR-R206")
            let created = try await office.refusal {
                try await office.create("customer", ["name": "New", "owner": "bob"], as: Office.agent)
            }
            #expect(created.kind == .forbidden)
            #expect(try office.all("customer").count == 1)
        }
    }

    @Test func `nobody moves a record to where they could read it but not change it`() async throws {
        try await Workplace.run(Office.texts) { office in
            let clerk = Workplace.person("cleo", roles: ["clerk"])
            let contract = try await office.create("contract", ["subject": "Lease", "weight": 5], as: clerk)
            let refusal = try await office.refusal { try await office.update(contract, ["weight": 50], as: clerk) }
            #expect(refusal.code == "KTR-R206")
            #expect(try await office.update(contract, ["weight": 9], as: clerk)["weight"] == .integer(9))
        }
    }

    @Test func `whoever may only create hands records in without seeing them`() async throws {
        try await Workplace.run(Office.texts) { office in
            let box = Workplace.person("box", roles: ["box"])
            let letter = try await office.create("letter", ["subject": "Hello"], as: box)
            #expect(try await office.refusal { try office.reread(letter, as: box) }.kind == .forbidden)
            #expect(try office.all("letter").count == 1)
        }
    }

    @Test func `hidden and read-only attributes cannot be set, hidden ones are not there`() async throws {
        try await Workplace.run(Office.texts) { office in
            let contract = try await office.create("contract", ["subject": "Lease"])
            let refusal = try await office.refusal {
                try await office.update(contract, ["weight": 1, "subject": "y"], as: Office.agent)
            }
            #expect(refusal.kind == .forbidden)
            #expect(refusal.problems.map(\.attribute) == ["weight"])
            #expect(refusal.problems.allSatisfy { $0.code == "KTR-A102" })
            let hidden = try await office.refusal {
                try await office.update(contract, ["remark": "x"], as: Office.agent)
            }
            let unknown = try await office.refusal {
                try await office.update(contract, ["remarkable": "x"], as: Office.agent)
            }
            #expect(hidden.kind == .malformed)
            #expect(hidden.description.replacing("remark", with: "remarkable") == unknown.description)
            let created = try await office.refusal {
                try await office.create("contract", ["subject": "Lease", "weight": 1], as: Office.agent)
            }
            #expect(created.code == "KTR-A102")
            let sent = try await office.refusal {
                try await office.send("sign", to: contract, ["weight": 1], as: Office.agent)
            }
            #expect(sent.code == "KTR-A102")
        }
    }

    @Test func `a rule cannot move a record out of the sight of whoever changes it`() async throws {
        var texts = Office.texts
        texts.plugins["owner"] = """
            kontor.before_save("customer", function(change)
              if change.after.name == "Moved" then change.after.owner = "bob" end
            end)
            """
        try await Workplace.run(texts) { office in
            let mine = try await office.create("customer", ["name": "Mine", "owner": "ada"])
            let refusal = try await office.refusal {
                try await office.update(mine, ["name": "Moved"], as: Office.agent)
            }
            #expect(refusal.code == "KTR-R206")
            #expect(try await office.update(mine, ["name": "Moved"])["owner"] == .text("bob"))
        }
    }

    @Test func `a rule cannot name a record that whoever changes it may not see`() async throws {
        var texts = Office.texts
        let id = "0190163d-8694-739b-aea5-966c26f8ad90"
        texts.plugins["link"] = """
            kontor.before_save("contract", function(change) change.after.customer = "\(id)" end)
            """
        try await Workplace.run(texts) { office in
            let hidden = office.request("customer", .create(id: RecordID(id), ["name": "Acme", "owner": "bob"]))
            _ = try await office.records.write(hidden)
            let refusal = try await office.refusal {
                try await office.create("contract", ["subject": "Lease"], as: Office.agent)
            }
            #expect(refusal.code == "KTR-R224")
            #expect(try await office.create("contract", ["subject": "Lease"])["customer"].displayText == id)
        }
    }

    @Test func `the system is bound by no role`() async throws {
        try await Workplace.run(Office.texts) { office in
            let letter = try await office.create("letter", ["subject": "Hello"], as: .system)
            try await office.delete(letter, as: .system)
        }
    }
}
