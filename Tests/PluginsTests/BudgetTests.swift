import Model
import Records
import TestSupport
import Testing

@Suite struct `Budgets of plugins` {
    @Test(
        arguments: [
            ("while true do end", "KTR-L202"), ("local s = 'x' while true do s = s .. s end", "KTR-L203"),
            ("pcall(function() while true do end end) change.after.note = 'escaped'", "KTR-L202"),
            ("local t = {} while true do t[#t + 1] = {} end", "KTR-L203"),
        ])
    func `stop a hook that does not end; nothing is stored and the next write is fine`(
        body: String, code: String
    ) async throws {
        let rule = "kontor.before_save('dossier', function(change)\n if change.after.count == 1 then \(body) end\nend)"
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            let refusal = try await bureau.refusal { try await bureau.create("dossier", ["count": 1]) }
            #expect(refusal.kind == .limit)
            #expect(refusal.code == code)
            #expect(refusal.problems[0].location?.file == "plugins/test/rule.lua")
            #expect(refusal.message[.german].contains("Regel"))
            #expect(try bureau.rowCounts().values.allSatisfy { $0 == 0 })
            #expect(try await bureau.create("dossier", ["count": 2])["number"] == .text("C-001"))
        }
    }

    @Test func `are one for everything that follows from a request`() async throws {
        // Each of the writes is within its own budget; together they would take half a minute.
        let rule = """
            kontor.before_save('dossier', function(change)
              for i = 1, 4000000 do local x = i * 2 end
              if change.kind == 'create' or change.after.count < 400 then
                kontor.update('dossier', change.after.id, { count = (change.after.count or 0) + 1 })
              end
            end)
            """
        let limits = WorkLimits(rules: .milliseconds(300))
        try await Workplace.run(Bureau.texts(rule), limits: limits) { bureau in
            let refusal = try await bureau.refusal { try await bureau.create("dossier", ["count": 0]) }
            #expect(refusal.code == "KTR-R500" && refusal.kind == .limit)
            #expect(refusal.message[.english].contains("300 ms") && refusal.message[.german].contains("300 ms"))
            #expect(try bureau.rowCounts().values.allSatisfy { $0 == 0 })
        }
    }

    @Test(arguments: [
        "pcall(kontor.refuse, 'no')", "xpcall(kontor.refuse, function() end, 'no')",
        "coroutine.wrap(function() pcall(kontor.refuse, 'no') end)()",
    ])
    func `let no rule swallow its own refusal`(call: String) async throws {
        let rule = "kontor.before_save('dossier', function(change)\n \(call)\nend)"
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            let refusal = try await bureau.refusal { try await bureau.create("dossier", [:]) }
            #expect(refusal.code == "KTR-L310" && refusal.message.english == "no")
            #expect(refusal.problems[0].location?.line == 2)
        }
    }

    @Test(arguments: [
        "'\\xC3'", "'a\\0b'", "0/0", "pcall", "coroutine.create(function() end)", "setmetatable({}, {})",
        "{ en = function() end }", "(function() local t = {} t.t = t return t end)()", "{}", "''", "{ en = ' ' }",
        "nil",
        "'no', pcall",
    ])
    func `let no rule swallow a refusal whose message is none`(arguments: String) async throws {
        let rule = """
            kontor.before_save('dossier', function(change)
              pcall(kontor.refuse, \(arguments))
              coroutine.wrap(function() pcall(kontor.refuse, \(arguments)) end)()
            end)
            """
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            let refusal = try await bureau.refusal { try await bureau.create("dossier", [:]) }
            #expect(refusal.code == "KTR-L311" && refusal.problems[0].location?.line == 2)
            #expect(try bureau.rowCounts().values.allSatisfy { $0 == 0 })
        }
    }

    @Test func `let a refusal say so much and no more, of an attribute that there is`() async throws {
        let rule = """
            kontor.before_save('dossier', function(change)
              if change.after.note then kontor.refuse(('x'):rep(1000000), 'subject') end
              pcall(kontor.refuse, 'no', 'subjekt')
            end)
            """
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            let long = try await bureau.refusal { try await bureau.create("dossier", ["note": "x"]) }
            #expect(long.code == "KTR-L310" && long.problems[0].attribute == "subject")
            #expect(long.message.english.utf8.count <= Refusal.Problem.longestText + 3)
            let wrong = try await bureau.refusal { try await bureau.create("dossier", [:]) }
            #expect(wrong.code == "KTR-L502" && wrong.problems[0].hint?.english.contains("subject") == true)
        }
    }

    @Test func `are shared by all hooks of one write`() async throws {
        let rule = "kontor.before_save('dossier', function(c) for i = 1, 1500000 do local x = i * 2 end end)"
        let many = Dictionary(uniqueKeysWithValues: (1...12).map { ("rule\($0)", rule) })
        try await Workplace.run(Bureau.texts(many)) { bureau in
            let refusal = try await bureau.refusal { try await bureau.create("dossier", [:]) }
            #expect(refusal.code == "KTR-L202")
        }
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            try await bureau.create("dossier", [:])
        }
    }

    @Test(
        arguments: [
            "os.time()", "io.open('/etc/passwd')", "require('os')", "debug.getinfo(1)", "collectgarbage()",
            "print('x')",
            "dofile('x')", "string.dump(function() end)", "setmetatable({}, { __gc = function() end })",
        ])
    func `are kept by a sandbox without doors`(call: String) async throws {
        let rule = "kontor.before_save('dossier', function(change)\n \(call)\nend)"
        try await Workplace.run(Bureau.texts(rule)) { bureau in
            let refusal = try await bureau.refusal { try await bureau.create("dossier", [:]) }
            #expect(refusal.code == "KTR-L201")
            #expect(refusal.problems[0].location?.line == 2)
        }
    }
}
