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
