import Definitions
import Model
import Plugins
import TestSupport
import Testing

@Suite struct `Checking plugins` {
    private func found(_ plugin: String) throws -> [Diagnostic] {
        PluginCheck.diagnostics(of: try DefinitionCompiler.compile(Bureau.texts(plugin).sources))
    }

    private func hook(_ body: String) throws -> [Diagnostic] {
        try found("kontor.before_save(\"dossier\", function(change)\n  local a = change.after\n  \(body)\nend)")
    }

    @Test(
        arguments: [
            ("kontor.refus('x')", "KTR-L600", "refuse"), ("kontor.updat('task', a.id, {})", "KTR-L600", "update"),
            ("recrod.x = 1", "KTR-L601", "recrod"), ("a.note = string.uper(a.note)", "KTR-L601", "string.uper"),
            ("kontor.create('tsk', { subject = 'x' })", "KTR-L602", "task"),
            ("kontor.create('task', { subjct = 'x' })", "KTR-L603", "subject"),
            ("kontor.update('task', a.id, { subject = 'x', dept = 1 })", "KTR-L603", "depth"),
            ("kontor.delete('tak', a.id)", "KTR-L602", "task"),
            ("kontor.send('dossier', a.id, 'clsoe')", "KTR-L604", "close"),
            ("kontor.send('task', a.id, 'close')", "KTR-L604", "chart"),
            ("change.claim = 1", "KTR-L710", "write change.after.claim"),
            ("if change.afer.claim then a.note = 'x' end", "KTR-L710", "did you mean 'after'?"),
            ("a.noote = 'x'", "KTR-L603", "note"), ("if a.clam then a.note = 'x' end", "KTR-L603", "claim"),
        ])
    func `finds what nothing knows, with its place and what was meant`(line: String, code: String, word: String) throws
    {
        let problems = try hook(line)
        #expect(problems.map(\.code) == [code])
        #expect(problems.map(\.description).joined().contains(word))
        #expect(problems.first?.location?.line == 3)
    }

    @Test(
        arguments: [
            "local b, c = change.before, change.after\n if b then c.note = b.note end",
            "for k, v in pairs({ 1, 2, key = 3 }) do a.count = v end",
            "local function twice(n) return n * 2 end a.count = twice(3)",
            "helper = function(x) return x end a.note = helper('x')",
            "a.note = change.kind .. change.type", "local function f(change) return change.claim end a.note = f({})",
            "local change = { claim = 1 } a.count = change.claim",
            "local a = { noote = 1 } a.noote = 2", "local t = change.after.note:upper() a.note = t",
            "kontor.create('task', { subject = a.subject, dossier = a.id })", "kontor.log('x', 1, { y = 2 })",
            "kontor.send('dossier', a.id, 'close', { noote = 1 })", "goto done ::done:: a.note = utf8.char(65)",
        ])
    func `has nothing to say about a sound one`(body: String) throws {
        #expect(try hook(body).isEmpty)
    }

    @Test func `knows what a transition has`() throws {
        let problems = try found(
            """
            kontor.after_transition("dossier", function(change, step)
              if step.to == "closed" and step.form == "open" then change.after.note = step.event end
            end)
            """)
        #expect(problems.map(\.code) == ["KTR-L710"])
        #expect(problems.first?.hint == "did you mean 'from'?")
    }

    @Test func `looks into a function that is handed over by its name`() throws {
        let problems = try found(
            """
            local function check(change)
              local after = change.after
              if after.claim then after.noote = "x" end
            end
            kontor.before_save("dossier", check)
            """)
        #expect(problems.map(\.code) == ["KTR-L603"])
        #expect(problems.first?.location?.line == 3)
    }
}
