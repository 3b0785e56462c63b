import Model
import Records
import TestSupport
import Testing

@Suite struct `Further writes of plugins` {
    @Test(arguments: StoreKind.allCases)
    func `happen in the same transaction, with the plugin's line in their cause`(kind: StoreKind) async throws {
        let rule = """
            kontor.after_transition("dossier", function(change, transition)
              if transition.to == "closed" then
                kontor.create("task", { subject = "File it", dossier = change.after.id })
              end
            end)
            """
        try await Workplace.run(Bureau.texts(rule), on: kind) { bureau in
            let record = try await bureau.create("dossier", [:])
            #expect(try bureau.all("task").isEmpty)
            try await bureau.send("close", to: record)
            let task = try #require(try bureau.all("task").first)
            #expect(task["dossier"] == .record(record.id))
            #expect(task[.createdBy] == .record(bureau.admin.id))
            let cause = try bureau.records.history(of: "task", task.id, as: bureau.admin)[0].cause
            #expect(cause.chain.count == 2)
            #expect(cause.chain[0] == "dossier: open → closed")
            #expect(cause.chain[1].hasPrefix("plugins/test/rule.lua:3:"))
        }
    }

    @Test func `update, delete and send`() async throws {
        let rule = """
            kontor.before_save("task", function(change)
              local what = change.after.subject
              if change.kind ~= "create" then return end
              if what == "update" then kontor.update("dossier", change.after.dossier, { count = 7 }) end
              if what == "send" then kontor.send("dossier", change.after.dossier, "close") end
              if what == "delete" then kontor.delete("dossier", change.after.dossier) end
            end)
            """
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            let record = try await bureau.create("dossier", [:])
            let id = DataValue.text(record.id.description)
            try await bureau.create("task", ["subject": "update", "dossier": id])
            #expect(try bureau.reread(record)["count"] == .integer(7))
            try await bureau.create("task", ["subject": "send", "dossier": id])
            #expect(try bureau.reread(record)["status"] == .text("closed"))
            try await bureau.create("task", ["subject": "delete", "dossier": id])
            #expect(try bureau.all("dossier").isEmpty)
            // The tasks went with their dossier, the one that asked for it included.
            #expect(try bureau.all("task").isEmpty)
            #expect(try bureau.changeLogProblems().isEmpty)
        }
    }

    @Test func `come in by the channel of plugins, so that a step can be theirs alone`() async throws {
        let rule = """
            kontor.before_save("task", function(change)
              kontor.send("dossier", change.after.dossier, "shelve")
            end)
            """
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            let record = try await bureau.create("dossier", [:])
            let refusal = try await bureau.refusal { try await bureau.send("shelve", to: record) }
            #expect(refusal.code == "KTR-C315")
            try await bureau.create("task", ["subject": "x", "dossier": .text(record.id.description)])
            #expect(try bureau.reread(record)["status"] == .text("closed"))
            let entry = try bureau.records.history(of: "dossier", record.id, as: bureau.admin)[0]
            #expect(entry.cause.channel == .plugin)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `are done with the rights of whoever made the first one`(kind: StoreKind) async throws {
        let rule = """
            kontor.before_save("dossier", function(change)

              kontor.create("task", { subject = "Look at it" })
            end)
            """
        try await Workplace.run(Bureau.texts(rule), on: kind) { bureau in
            let refusal = try await bureau.refusal { try await bureau.create("dossier", [:], as: Bureau.agent) }
            #expect(refusal.kind == .forbidden)
            #expect(refusal.code == "KTR-A101")
            #expect(refusal.problems[0].location?.file == "plugins/test/rule.lua")
            #expect(try bureau.all("dossier").isEmpty)
            #expect(try bureau.all("task").isEmpty)
            try await bureau.create("dossier", [:])
            #expect(try bureau.all("task").count == 1)
        }
    }

    @Test(
        arguments: [
            ("kontor.create('tsak', {})", "KTR-R201"), ("kontor.create('task', { subjct = 'x' })", "KTR-R220"),
            ("kontor.create('task', {})", "KTR-R222"), ("kontor.create('task')", "KTR-L311"),
            ("kontor.create(5, {})", "KTR-L311"), ("kontor.create('task', { 1, 2 })", "KTR-L311"),
            ("kontor.update('dossier', 'no id', {})", "KTR-L311"), ("kontor.update('dossier', nil, {})", "KTR-L311"),
            ("kontor.delete('task', change.after.id)", "KTR-R202"),
            ("kontor.send('dossier', change.after.id, 'reopen')", "KTR-C301"),
            ("kontor.send('dossier', change.after.id)", "KTR-L311"), ("kontor.refuse()", "KTR-L311"),
        ])
    func `that are wrong refuse everything and name the plugin`(call: String, code: String) async throws {
        let rule = "kontor.before_save('dossier', function(change)\n\(call)\nend)"
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            let refusal = try await bureau.refusal { try await bureau.create("dossier", [:]) }
            #expect(refusal.code == code)
            if code == "KTR-L311" {
                #expect(refusal.problems[0].location?.line == 2)
                #expect(refusal.problems[0].hint?[.german].hasPrefix("Schreiben Sie kontor.") == true)
            }
            #expect(try bureau.rowCounts().values.allSatisfy { $0 == 0 })
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `that trigger each other without end are stopped`(kind: StoreKind) async throws {
        let rule = """
            kontor.before_save("task", function(change)
              kontor.create("task", { subject = "again", depth = (change.after.depth or 0) + 1 })
            end)
            """
        try await Workplace.run(Bureau.texts(rule), on: kind) { bureau in
            let refusal = try await bureau.refusal { try await bureau.create("task", ["subject": "x"]) }
            #expect(refusal.kind == .limit)
            #expect(refusal.code == "KTR-R209")
            #expect(refusal.problems[0].location?.file == "plugins/test/rule.lua")
            #expect(try bureau.rowCounts().values.allSatisfy { $0 == 0 })
        }
    }

    @Test func `that double each time are stopped too`() async throws {
        let rule = """
            kontor.before_save("task", function(change)
              if (change.after.depth or 0) > 20 then return end
              for _ = 1, 2 do kontor.create("task", { subject = "x", depth = (change.after.depth or 0) + 1 }) end
            end)
            """
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            let refusal = try await bureau.refusal { try await bureau.create("task", ["subject": "x"]) }
            #expect(refusal.code == "KTR-R209")
            #expect(try bureau.all("task").isEmpty)
        }
    }

    @Test func `up to 150 are done`() async throws {
        let rule = """
            kontor.before_save("dossier", function(change)
              for number = 1, change.after.count do kontor.create("task", { subject = "task " .. number }) end
            end)
            """
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            try await bureau.create("dossier", ["count": 150])
            #expect(try bureau.all("task").count == 150)
            let refusal = try await bureau.refusal { try await bureau.create("dossier", ["count": 151]) }
            #expect(refusal.kind == .limit)
            #expect(refusal.code == "KTR-L204")
            #expect(try bureau.all("task").count == 150)
        }
    }
}
