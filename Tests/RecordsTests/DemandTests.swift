import Model
import Records
import TestSupport
import Testing

@Suite struct `What definitions demand of values` {
    private func problems(_ refusal: Refusal) -> [String] {
        refusal.problems.map { "\($0.code) \($0.attribute ?? "")" }
    }

    @Test(arguments: StoreKind.allCases)
    func `a text that is unlike its pattern, or too short, is refused under its attribute`(kind: StoreKind) async throws
    {
        try await Workplace.run(Garage.texts, on: kind) { garage in
            let refusal = try await garage.refusal {
                try await garage.create("job", ["plate": "hh 123", "work": "ab", "price": 12])
            }
            #expect(refusal.kind == .invalid)
            #expect(problems(refusal) == ["KTR-R120 plate", "KTR-R121 work"])
            #expect(refusal.problems[0].message[.german] == "Ein Kennzeichen sieht aus wie HH-AB 123")
            let plain = try await garage.refusal {
                try await garage.create("owner", ["name": "Ada", "phone": "030 1"])
            }
            #expect(problems(plain) == ["KTR-R120 phone"])
            #expect(plain.problems[0].hint?.english == #"the form is \+[0-9 ]+"#)
            let job = try await garage.create("job", ["plate": "HH-AB 123", "work": "oil"])
            #expect(job["plate"] == .text("HH-AB 123"))
            #expect(
                problems(try await garage.refusal { try await garage.update(job, ["work": "x"]) }) == ["KTR-R121 work"])
        }
    }

    @Test func `a rule may mend a text before it is asked, and is asked for what it sets`() async throws {
        try await Workplace.run(Garage.texts) { garage in
            #expect(try await garage.create("job", ["plate": "b-a 1"])["plate"] == .text("B-A 1"))
            for (work, expected) in [("spoil", "KTR-R120 plate"), ("shorten", "KTR-R121 work")] {
                let refusal = try await garage.refusal { try await garage.create("job", ["work": .text(work)]) }
                #expect(problems(refusal) == [expected])
            }
        }
    }

    @Test func `a stricter definition is not applied to records that it would lock in`() async throws {
        let folder = try TemporaryFolder()
        var loose = Garage.texts
        loose.definitions = loose.definitions.replacing(#" min="3""#, with: "")
            .replacing(#" pattern="\+[0-9 ]+""#, with: "")
        try await Workplace.run(loose, in: folder) { garage in
            try await garage.create("job", ["work": "x"])
            try await garage.create("owner", ["name": "Ada", "phone": "030 1"])
        }
        let error = await #expect(throws: DiagnosticsError.self) {
            try await Workplace.run(Garage.texts, in: folder) { _ in }
        }
        #expect(error?.diagnostics.map(\.code) == ["KTR-P104", "KTR-P104"])
        let hints = error?.diagnostics.compactMap(\.hint).joined() ?? ""
        #expect(hints.contains("'x': the text has 1 character, at least 3 are needed"))
        #expect(hints.contains("••• (personal data) [KTR-R120]"))
    }

    @Test(arguments: StoreKind.allCases)
    func `a unique value names its attribute and, where one may see it, the record that has it`(kind: StoreKind)
        async throws
    {
        try await Workplace.run(Garage.texts, on: kind) { garage in
            let first = try await garage.create("job", ["plate": "B-A 7", "work": "oil"])
            let refusal = try await garage.refusal { try await garage.create("job", ["plate": "B-A 7"]) }
            #expect(refusal.kind == .conflict)
            #expect(problems(refusal) == ["KTR-R208 plate"])
            #expect(refusal.problems[0].hint?[.german] == "Es ist „B-A 7 oil“ (\(first.id)).")
            let blind = try await garage.refusal {
                try await garage.create("job", ["plate": "B-A 7"], as: Garage.neighbour)
            }
            #expect(problems(blind) == ["KTR-R208 plate"])
            #expect(blind.problems[0].hint == nil)
            try await garage.create("job", ["work": "without a plate"])
            try await garage.create("job", ["work": "without a plate"])
        }
    }

    @Test func `what is immutable stays as it was first set`() async throws {
        try await Workplace.run(Garage.texts) { garage in
            let job = try await garage.create("job", ["work": "oil"])
            let set = try await garage.update(job, ["plate": "B-A 1"])
            #expect(
                problems(try await garage.refusal { try await garage.update(set, ["plate": "B-A 2"]) })
                    == ["KTR-R223 plate"])
            #expect(
                problems(try await garage.refusal { try await garage.send("finish", to: set, ["plate": .null]) })
                    == ["KTR-R223 plate", "KTR-R122 price"])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a step into a state needs what is required there`(kind: StoreKind) async throws {
        try await Workplace.run(Garage.texts, on: kind) { garage in
            let job = try await garage.create("job", ["work": "oil"])
            let refusal = try await garage.refusal { try await garage.send("finish", to: job) }
            #expect(refusal.kind == .invalid)
            #expect(problems(refusal) == ["KTR-R122 price"])
            #expect(refusal.message.english == "'Price' is required in the state 'done'.")
            #expect(try garage.reread(job)["status"] == .text("open"))
            // Staying where nothing is required needs nothing; the step may bring the value, or set it itself.
            try await garage.send("note", to: job)
            let done = try await garage.send("finish", to: job, ["price": 10])
            #expect(done["status"] == .text("done"))
            let gift = try await garage.create("job", ["work": "gift"])
            #expect(try await garage.send("gift", to: gift)["price"] == .decimal(ExactDecimal(unscaled: 0, scale: 2)))
            // What is required in a state is required in the states inside it.
            #expect(
                problems(try await garage.refusal { try await garage.send("bill", to: done) }) == ["KTR-R122 invoice"])
            // And nobody takes it away.
            #expect(
                problems(try await garage.refusal { try await garage.update(done, ["price": .null]) })
                    == ["KTR-R122 price"])
        }
    }

    @Test func `what an event needs is told before it is sent`() async throws {
        try await Workplace.run(Garage.texts) { garage in
            let job = try await garage.create("job", ["work": "oil"])
            let events = try garage.records.possibleEvents(for: job, as: garage.admin)
            #expect(
                events.map { "\($0.name): \($0.missing.map(\.name))" } == [
                    "finish: [\"price\"]", "gift: [\"price\"]", "note: []",
                ])
            let done = try await garage.send("finish", to: job, ["price": 1])
            let next = try garage.records.possibleEvents(for: done, as: garage.admin)
            #expect(
                next.map { "\($0.name): \($0.missing.map(\.name)) \($0.configuration ?? "")" } == [
                    "bill: [\"invoice\"] sent"
                ])
        }
    }

    @Test func `a role must give what is required for it, when it creates and when it changes`() async throws {
        try await Workplace.run(Garage.texts) { garage in
            let refusal = try await garage.refusal {
                try await garage.create("job", ["work": "oil"], as: Garage.apprentice)
            }
            #expect(problems(refusal) == ["KTR-R123 reason"])
            let job = try await garage.create("job", ["work": "oil"])
            #expect(
                problems(
                    try await garage.refusal {
                        try await garage.update(job, ["remarks": "seen"], as: Garage.apprentice)
                    }) == ["KTR-R123 reason"])
            try await garage.update(job, ["remarks": "seen", "reason": "asked to"], as: Garage.apprentice)
            let bare = try await garage.create("job", ["work": "oil"])
            try await garage.send("note", to: bare, as: Garage.apprentice)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `defaults are computed from what was given, in the order that they need`(kind: StoreKind) async throws {
        try await Workplace.run(Garage.texts, on: kind) { garage in
            let today = garage.clock.now().date
            let job = try await garage.create("job", ["work": "polish"])
            #expect(job["received_on"] == .date(today))
            #expect(job["effort"] == .integer(6))
            #expect(job["due_on"] == .date(today.adding(days: 12)))
            #expect(job["size"] == .text("small"))
            #expect(job["rank"] == .integer(6))
            let given = try await garage.create("job", ["work": "polish", "effort": 1, "received_on": .null])
            #expect(given["received_on"] == .null)
            #expect(given["due_on"] == .null)
            #expect(given["rank"] == .integer(1))
            // A later change computes nothing anew.
            #expect(try await garage.update(job, ["effort": 2])["due_on"] == .date(today.adding(days: 12)))
        }
    }

    @Test func `a computed default that is none is refused under its attribute`() async throws {
        try await Workplace.run(Garage.texts) { garage in
            let refusal = try await garage.refusal { try await garage.create("job", ["work": "a long job"]) }
            #expect(problems(refusal) == ["KTR-R124 rank"])
        }
    }
}
