import Model
import Scripting
import Testing

@Suite struct `Running scripts` {
    private func evaluate(_ text: String, _ sandbox: Sandbox? = nil) throws -> DataValue {
        let sandbox = try sandbox ?? Sandbox()
        let chunk = try sandbox.compile(ScriptSource(text, name: "test.lua"))
        return try sandbox.evaluate(chunk, in: try sandbox.makeEnvironment())
    }

    @Test func `keeps integers, floats, texts, lists and objects what they are`() throws {
        let value = try evaluate("return {b = 1, a = {1.0, 2, 'é', true}, c = {}}")
        #expect(
            value
                == .object([
                    "a": .list([.number(1), .integer(2), .text("é"), .boolean(true)]), "b": .integer(1), "c": .list([]),
                ]))
        #expect(try evaluate("return math.mininteger") == .integer(.min))
        #expect(try evaluate("return") == .null)
    }

    @Test func `carries nothing from run to run`() throws {
        let sandbox = try Sandbox()
        let script = """
            local seen = {leak, _G.leak, string.leak, rawget(_G, "leak"), load("return leak")()}
            leak = 1; _G.leak = 1; rawset(_G, "leak", 1); load("leak = 2")(); pcall(function() string.leak = 1 end)
            pcall(rawset, string, "leak", 1); pcall(rawset, math, "leak", 1); pcall(table.insert, table, "leak")
            math.randomseed(42); string = nil; pairs = nil
            return next(seen) == nil and math.random(1000000)
            """
        let first = try evaluate(script, sandbox)
        guard case .integer = first else {
            Issue.record("\(first)")
            return
        }
        #expect(try evaluate(script, sandbox) == first)
        #expect(try evaluate("return string.leak or math.leak or #table", sandbox) == .integer(0))
    }

    @Test func `keeps what a closure of one environment sees apart from another that runs the same chunk`() throws {
        let sandbox = try Sandbox(registrars: ["on"])
        let chunk = try sandbox.compile(
            ScriptSource("n = (n or 0) + 1; on('x', function() n = n + 1 return n end)", name: "f.lua"))
        let (one, two) = (try sandbox.makeEnvironment(), try sandbox.makeEnvironment())
        let first = try #require(try sandbox.load(chunk, named: "f.lua", in: one).first)
        let second = try #require(try sandbox.load(chunk, named: "f.lua", in: two).first)
        #expect(first.subject == "x" && first.location == SourceLocation(file: "f.lua", line: 1))
        #expect(try sandbox.call(first.function, in: one) == .integer(2))
        #expect(try sandbox.call(first.function, in: one) == .integer(3))
        #expect(try sandbox.call(second.function, in: two) == .integer(2))
    }

    @Test func `says where a script does not compile`() throws {
        let sandbox = try Sandbox()
        let error = #expect(throws: DiagnosticsError.self) {
            _ = try sandbox.compile(ScriptSource("local x = 1\nlocal = 3", name: "plugins/a.lua", line: 10))
        }
        let diagnostic = try #require(error?.diagnostics.first)
        #expect(diagnostic.location == SourceLocation(file: "plugins/a.lua", line: 11))
        #expect(diagnostic.code == "KTR-L101")
        #expect(diagnostic.message == "<name> expected near '='")
        for text in ["return", "return#", "1) return (2", "x = 1", ""] {
            #expect(throws: DiagnosticsError.self) {
                _ = try sandbox.compile(ScriptSource(expression: text, name: "c"))
            }
        }
        #expect(throws: DiagnosticsError.self) {
            _ = try sandbox.compile(ScriptSource("\u{1B}Lua", name: "bytecode"))
        }
    }

    @Test func `says where an error was raised and what led there`() throws {
        let script = "local function f()\n  error('no good')\nend\n\nf()\n"
        let error = #expect(throws: ScriptError.self) { try evaluate(script) }
        #expect(error?.message == "no good")
        #expect(error?.location == SourceLocation(file: "test.lua", line: 2))
        #expect(error?.trace.map(\.line) == [2, 5])
        #expect(error?.refusal.kind == .invalid)
        let caller = #expect(throws: ScriptError.self) {
            try evaluate("local function check(x)\n error('bad ' .. x, 2)\nend\ncheck('y')\n")
        }
        #expect(caller?.location?.line == 4)
        #expect(caller?.message == "bad y")
        let endless = #expect(throws: ScriptError.self) { try evaluate("\nwhile true do end") }
        #expect(endless?.kind == .limitCPU)
        #expect(endless?.location?.line == 2)
        #expect(endless?.refusal.kind == .limit)
    }

    @Test func `cleans what an error says`() throws {
        let error = #expect(throws: ScriptError.self) { try evaluate("error('a\\r\\n\\27[31mb\\xff', 0)") }
        #expect(error?.message == "a   [31mb\u{FFFD}")
        let table = #expect(throws: ScriptError.self) { try evaluate("error({message = 'from a table'})") }
        #expect(table?.message == "from a table")
        let long = #expect(throws: ScriptError.self) { try evaluate("error(('x'):rep(100000))") }
        #expect((long?.message.count ?? 0) <= 501)
    }

    @Test func `lets everything in a block draw on one budget`() throws {
        let sandbox = try Sandbox(budget: Budget(instructions: 100_000))
        let chunk = try sandbox.compile(ScriptSource("for i = 1, 30000 do end", name: "loop"))
        let environment = try sandbox.makeEnvironment()
        for _ in 1...5 { try sandbox.execute(chunk, in: environment) }
        let error = #expect(throws: ScriptError.self) {
            try sandbox.sharingBudget { for _ in 1...5 { try sandbox.execute(chunk, in: environment) } }
        }
        #expect(error?.kind == .limitCPU)
        try sandbox.execute(chunk, in: environment)
    }

    @Test(arguments: [
        ("return {[1] = 1, x = 2}", "mixes kinds of keys"), ("return {[3] = 1}", "holes"),
        ("return 0/0", "not finite"), ("return {1/0}", "not finite"), ("return '\\xff'", "UTF-8"),
        ("return 'a\\0b'", "UTF-8"), ("return print or pairs", "function"),
        ("return setmetatable({}, {})", "metatable"),
    ])
    func `refuses values that cannot leave`(script: String, reason: String) throws {
        let error = #expect(throws: ScriptError.self) { try evaluate(script) }
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    }

    @Test func `takes 64 tables deep and no more`() throws {
        let script = "local t = {} for i = 2, n do t = {t} end return t"
        #expect(throws: Never.self) { try evaluate("local n = 64 " + script) }
        #expect(throws: ScriptError.self) { try evaluate("local n = 65 " + script) }
    }

    @Test func `keeps coroutines, pcall and metatables of ordinary scripts working`() throws {
        let script = """
            local Point = {} Point.__index = Point
            function Point:sum() return self.x + self.y end
            local p = setmetatable({x = 1, y = 2}, Point)
            local gen = coroutine.wrap(function() local ok, v = pcall(function() return coroutine.yield(1) end) coroutine.yield(v) end)
            local a, b = gen(), gen("through")
            local ok, message = xpcall(function(n) error("no " .. n, 0) end, function(m) return m .. "!" end, 7)
            local co = coroutine.create(function() error({}) end)
            return {p:sum(), a, b, ok, message, (coroutine.resume(co)), coroutine.status(co), select("#", pcall(error)),
              ("x,y"):gsub(",", ";"), #table.pack(xpcall(function(...) return ... end, print or error, 1, 2))}
            """
        #expect(
            try evaluate(script)
                == .list([
                    .integer(3), .integer(1), .text("through"), .boolean(false), .text("no 7!"), .boolean(false),
                    .text("dead"), .integer(2), .text("x;y"), .integer(3),
                ]))
    }
}
