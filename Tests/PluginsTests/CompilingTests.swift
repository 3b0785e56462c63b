import Definitions
import Model
import Plugins
import TestSupport
import Testing

@Suite struct `Compiling plugins` {
    private func diagnostics(_ plugins: [String: String]) throws -> [Diagnostic] {
        let catalog = try DefinitionCompiler.compile(Bureau.texts(plugins).sources)
        do {
            _ = try PluginRules(catalog)
            return []
        } catch {
            return error.diagnostics
        }
    }

    @Test func `finds syntax errors in every file, with their line`() throws {
        let found = try diagnostics([
            "a": "kontor.before_save('dossier', function(change)\n  local = 3\nend)", "b": "x = = 1",
            "c": "local ok = 1",
        ])
        #expect(found.map(\.code) == ["KTR-L101", "KTR-L101"])
        #expect(found.map(\.location?.file) == ["plugins/test/a.lua", "plugins/test/b.lua"])
        #expect(found.map(\.location?.line) == [2, 1])
    }

    @Test func `finds hooks of entity types that are not there, with the nearest one`() throws {
        let found = try diagnostics(["a": "\nkontor.before_save('dossiers', function(change) end)"])
        #expect(found.map(\.code) == ["KTR-L301"])
        #expect(found[0].hint == "did you mean 'dossier'?")
        #expect(found[0].location?.line == 2)
    }

    @Test(
        arguments: [
            "kontor.create('task', {})", "local day = kontor.today()", "error('broken')", "while true do end",
            "kontor.before_save('dossier', 5)", "kontor.before_svae('dossier', function() end)",
        ])
    func `finds what fails while a file is loaded`(text: String) throws {
        let found = try diagnostics(["a": "\n" + text])
        #expect(found.count == 1)
        #expect(found[0].location?.file == "plugins/test/a.lua")
        #expect(found[0].location?.line == 2)
    }

    @Test(
        arguments: [
            ("kontor.beforeSave('dossier', function() end)", "did you mean 'kontor.before_save'?"),
            ("local a = 1 != 2", "in Lua, 'not equal' is written ~= and 'not' is written not"),
            ("local a = true && false", "in Lua, it is written and"),
            ("local a = true || false", "in Lua, it is written or"),
        ])
    func `says what Lua and Kontor call what was written as elsewhere`(text: String, hint: String) throws {
        #expect(try diagnostics(["a": text]).map(\.hint) == [hint])
    }

    @Test func `names the file that takes too much memory`() throws {
        let found = try diagnostics(["a": "local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(1000) .. i end"])
        #expect(found.map(\.code) == ["KTR-L203"])
        #expect(found[0].location?.file == "plugins/test/a.lua")
    }

    @Test func `tells where hooks were registered, in their order`() throws {
        let hook = "kontor.before_save('dossier', function(change) end)"
        let texts = Bureau.texts([
            "b": hook, "a": "\n" + hook + "\n" + hook, "c": hook.replacing("dossier", with: "task"),
        ])
        let rules = try PluginRules(DefinitionCompiler.compile(texts.sources))
        #expect(
            rules.hooks(on: "dossier").map { "\($0.file):\($0.line)" } == [
                "plugins/test/a.lua:2", "plugins/test/a.lua:3", "plugins/test/b.lua:1",
            ])
    }
}
