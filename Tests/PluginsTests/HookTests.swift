import Model
import Records
import TestSupport
import Testing

@Suite struct `Hooks of a write` {
    @Test(arguments: StoreKind.allCases)
    func `change values before they are stored`(kind: StoreKind) async throws {
        let rule = """
            kontor.before_save("dossier", function(change)
              if change.after.claim and change.after.claim > 10000 then change.after.priority = "high" end
            end)
            """
        try await Workplace.run(Bureau.texts(rule), on: kind) { bureau in
            let small = try await bureau.create("dossier", ["subject": "a", "claim": "10000.00"])
            #expect(small["priority"] == .null)
            let large = try await bureau.create("dossier", ["subject": "b", "claim": "10000.01"])
            #expect(large["priority"] == .text("high"))
            #expect(try bureau.reread(large)["priority"] == .text("high"))
            #expect(try await bureau.update(small, ["claim": 20_000])["priority"] == .text("high"))
        }
    }

    @Test func `see the change: kind, type, image before and after, every type of value`() async throws {
        let rule = """
            kontor.before_save("dossier", function(change)
              local before = change.before
              change.after.note = change.kind .. " " .. change.type .. " "
                .. (before and tostring(before.count) or "none") .. ">" .. tostring(change.after.count)
                .. " " .. tostring(change.after.due_on) .. " " .. math.type(change.after.count)
                .. " " .. tostring(change.after.claim) .. " " .. change.after.id:sub(1, 4) .. " " .. tostring(change.after.status)
            end)
            """
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            let record = try await bureau.create("dossier", ["count": 1, "due_on": "2026-02-03", "claim": "1.50"])
            #expect(record["note"] == .text("create dossier none>1 2026-02-03 integer 1.5 0000 nil"))
            #expect(
                try await bureau.update(record, ["count": 2])["note"]
                    == .text("update dossier 1>2 2026-02-03 integer 1.5 0000 open"))
        }
    }

    @Test func `refuse with a message in two languages, an attribute, file and line`() async throws {
        let rule = """
            kontor.before_save("dossier", function(change)
              if not change.after.subject then
                kontor.refuse({ en = "A case needs a subject.", de = "Ein Fall braucht einen Betreff." }, "subject")
              end
            end)
            """
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            let refusal = try await bureau.refusal { try await bureau.create("dossier", [:]) }
            #expect(refusal.kind == .invalid)
            #expect(refusal.code == "KTR-L310")
            #expect(refusal.message.english == "A case needs a subject.")
            #expect(refusal.message[.german] == "Ein Fall braucht einen Betreff.")
            #expect(refusal.problems[0].attribute == "subject")
            #expect(refusal.problems[0].location?.file == "plugins/test/rule.lua")
            #expect(refusal.problems[0].location?.line == 3)
            #expect(try bureau.all("dossier").isEmpty)
        }
    }

    @Test func `that fail refuse the write with their line`() async throws {
        let rule = """
            kontor.before_save("dossier", function(change)
              local x = nil
              change.after.note = x.y
            end)
            """
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            let refusal = try await bureau.refusal { try await bureau.create("dossier", [:]) }
            #expect(refusal.code == "KTR-L201")
            #expect(refusal.problems[0].location?.file == "plugins/test/rule.lua")
            #expect(refusal.problems[0].location?.line == 3)
        }
    }

    @Test(
        arguments: [
            ("change.after.count = 'many'", "KTR-R107"), ("change.after.count = 501", "KTR-R108"),
            ("change.after.priority = 'urgent'", "KTR-R114"), ("change.after.due_on = 5", "KTR-R112"),
            ("change.after.number = 'C-9'", "KTR-L313"), ("change.after.status = 'closed'", "KTR-L313"),
            ("change.after.revision = 7", "KTR-L313"),
        ])
    func `cannot assign what does not fit, and are told at the line`(line: String, code: String) async throws {
        let rule = "kontor.before_save('dossier', function(change)\n\n  \(line)\nend)"
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            let refusal = try await bureau.refusal { try await bureau.create("dossier", [:]) }
            #expect(refusal.kind == .invalid)
            #expect(refusal.code == code)
            #expect(refusal.problems[0].attribute != nil)
            #expect(refusal.problems[0].location?.line == 3)
            #expect(try bureau.all("dossier").isEmpty)
        }
    }

    @Test func `cannot assign to an attribute that is not there, or to the image before`() async throws {
        for line in ["change.after['prioritty'] = 'high'", "change.before.count = 3"] {
            let rule =
                "kontor.before_save('dossier', function(change)\n if change.kind == 'update' then \(line) end\nend)"
            try await Workplace.run(Bureau.texts(rule)) { bureau in
                let record = try await bureau.create("dossier", [:])
                let refusal = try await bureau.refusal { try await bureau.update(record, ["count": 1]) }
                #expect(refusal.problems[0].location?.line == 2)
                #expect(try bureau.reread(record).revision == 1)
            }
        }
    }

    @Test func `run in the order of files and of registration, each seeing what the last one did`() async throws {
        func add(_ word: String) -> String {
            "kontor.before_save('dossier', function(c) c.after.note = (c.after.note or '') .. '\(word)' end)\n"
        }
        let texts = Bureau.texts(["b_second": add("3"), "a_first": add("1") + add("2"), "c_third": add("4")])
        try await Workplace.run(texts) { bureau in
            let found = try await bureau.create("dossier", [:])["note"]
            #expect(found == .text("1234"))
        }
    }

    @Test func `carry nothing from one run to the next`() async throws {
        let rule = """
            local runs = 0
            seen = (seen or 0) + 1
            kontor.before_save("dossier", function(change)
              runs = runs + 1
              change.after.note = runs .. " " .. seen
              string.leak = "x"
            end)
            """
        let harmless = rule.replacing("  string.leak = \"x\"\n", with: "")
        try await Workplace.run(Bureau.texts(harmless)) { bureau in
            for _ in 0..<3 {
                let note = try await bureau.create("dossier", [:])["note"]
                #expect(note == .text("1 1"))
            }
        }
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            let refusal = try await bureau.refusal { try await bureau.create("dossier", [:]) }
            #expect(refusal.code == "KTR-L201")
        }
    }

    @Test func `do not run for a delete, and not for other types`() async throws {
        let rule =
            "kontor.before_save('dossier', function(change) if change.kind ~= 'create' then kontor.refuse('no') end end)"
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            let record = try await bureau.create("dossier", [:])
            try await bureau.create("task", ["subject": "x"])
            _ = try await bureau.refusal { try await bureau.update(record, ["count": 1]) }
            try await bureau.delete(record)
            #expect(try bureau.all("dossier").isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `after a transition are given the change and the transition`(kind: StoreKind) async throws {
        let rule = """
            kontor.after_transition("dossier", function(change, transition)
              change.after.note = transition.chart .. ": " .. tostring(transition.event) .. " "
                .. transition.from .. ">" .. transition.to .. " " .. change.after.status
            end)
            """
        try await Workplace.run(Bureau.texts(rule), on: kind) { bureau in
            let record = try await bureau.create("dossier", [:])
            #expect(record["note"] == .text("dossier: nil >open open"))
            #expect(try await bureau.send("close", to: record)["note"] == .text("dossier: close open>closed closed"))
            #expect(try await bureau.update(record, ["note": "x"])["note"] == .text("x"))
        }
    }

    @Test func `know the principal, the instant and the day`() async throws {
        let rule = """
            kontor.before_save("dossier", function(change)
              local who = kontor.principal()
              change.after.note = who.name .. " " .. who.roles[1] .. " " .. kontor.now() .. " " .. kontor.today()
            end)
            """
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            let record = try await bureau.create("dossier", [:], as: Bureau.agent)
            #expect(record["note"] == .text("ada agent 2026-01-05T09:00:00Z 2026-01-05"))
        }
    }

    @Test func `set what the principal may not set, and see what is hidden from the principal`() async throws {
        let rule = """
            kontor.before_save("dossier", function(change)
              change.after.priority = "high"
              if change.kind == "update" then change.after.note = change.before.secret end
            end)
            """
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            let record = try await bureau.create("dossier", ["secret": "x1"])
            let changed = try await bureau.update(record, ["count": 1], as: Bureau.agent)
            #expect(changed["priority"] == .text("high"))
            #expect(changed["note"] == .text("x1"))
        }
    }
}
