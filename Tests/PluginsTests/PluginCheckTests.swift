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
            ("change.claim = 1", "KTR-L691", "change.after.claim"),
            ("if change.afer.claim then a.note = 'x' end", "KTR-L691", "did you mean 'after'?"),
            ("local k = kontor; k.creat('task', {})", "KTR-L600", "create"),
            ("kontor['creat']('task', {})", "KTR-L600", "create"), ("kontor:create('task', {})", "KTR-L600", "dot"),
            ("local make = kontor.create make('tsk', {})", "KTR-L602", "task"),
            ("local T = 'tsk' kontor.create(T, {})", "KTR-L602", "task"),
            ("kontor.create('task', { ['subjct'] = 'x' })", "KTR-L603", "subject"),
            ("local v = {} v.subjct = 'x' kontor.create('task', v)", "KTR-L603", "subject"),
            ("local v = { subjct = 'x' } kontor.create('task', v)", "KTR-L603", "subject"),
            ("local E = 'clsoe' kontor.send('dossier', a.id, E)", "KTR-L604", "close"),
            ("kontor.refuse('no', 'noote')", "KTR-L603", "note"), ("a.revision = 2", "KTR-L690", "revision"),
            ("if change.aftr then a.note = 'x' end", "KTR-L691", "after"),
            ("if change['kindd'] then a.note = 'x' end", "KTR-L691", "kind"),
            ("if change.kind == 'creat' then a.note = 'x' end", "KTR-L692", "create"),
            ("local r = kontor.principal() a.note = r.nme", "KTR-L691", "name"),
            ("a['noote'] = 'x'", "KTR-L603", "note"), ("a.note = a.note:uper()", "KTR-L601", "upper"),
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
        #expect(problems.map(\.code) == ["KTR-L691"])
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

    @Test func `looks into functions that are handed the change or its record`() throws {
        let problems = try found(
            """
            local function mend(r)
              r.noote = "x"
            end
            local function check(change, t) mend(change.after) return t end
            kontor.before_save("dossier", function(change) check(change) end)
            """)
        #expect(problems.map(\.code) == ["KTR-L603"])
        #expect(problems.first?.location?.line == 2)
    }

    @Test func `does not guess where a name stands for several things, or is called by whom nobody knows`() throws {
        #expect(
            try found(
                """
                local function mend(r) r.noote = "x" end
                kontor.before_save("dossier", function(change) mend(change.after) mend({}) end)
                local k = kontor
                kontor.before_save("task", function(change)
                  local a = change.after
                  if a.subject then a = {} end
                  a.noote = 1
                  pcall(mend, a)
                end)
                """
            ).isEmpty)
    }

    @Test func `knows what a transition has, the states and the events of the chart`() throws {
        let problems = try found(
            """
            kontor.after_transition("dossier", function(change, transition)
              if transition.too == "x" then return end
              if transition.event == "clsoe" then return end
              if "nowhere" == transition.to then return end
              if transition.from == "" then return end
            end)
            kontor.after_transition("task", function(change) change.after.subject = "x" end)
            """)
        #expect(problems.map(\.code) == ["KTR-L691", "KTR-L692", "KTR-L692", "KTR-L693"])
        #expect(problems.map { $0.location?.line } == [2, 3, 4, 7])
    }
}
