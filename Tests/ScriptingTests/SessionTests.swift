import Model
import Scripting
import Testing

@Suite struct `The environment of a session` {
    private let sandbox: Sandbox
    private let session: Environment

    init() throws {
        sandbox = try Sandbox()
        session = try sandbox.makeSession()
    }

    private func run(_ text: String) throws {
        try sandbox.execute(try sandbox.compile(ScriptSource(text, name: "chart")), in: session)
    }

    private func value(_ expression: String) throws -> DataValue {
        try sandbox.evaluate(try sandbox.compile(ScriptSource(expression: expression, name: "chart")), in: session)
    }

    private func holds(_ expression: String) throws -> Bool {
        try sandbox.test(try sandbox.compile(ScriptSource(expression: expression, name: "chart")), in: session)
    }

    @Test func `keeps globals from chunk to chunk, and apart from other sessions`() throws {
        try run("Var1 = 3; Var2 = {1, 2.0}")
        #expect(try value("Var1 + 1") == .integer(4))
        #expect(try session.value(of: "Var2") == .list([.integer(1), .number(2)]))
        let other = try sandbox.makeSession()
        #expect(
            try sandbox.evaluate(try sandbox.compile(ScriptSource(expression: "Var1", name: "chart")), in: other)
                == .null)
    }

    @Test func `knows Lua's truth`() throws {
        #expect(try holds("0") && holds("''") && holds("{}"))
        #expect(try !holds("nil") && !holds("false") && !holds("unbound"))
        #expect(throws: ScriptError.self) { try holds("foo.bar.baz") }
    }

    @Test func `shows the event, with nil for what does not apply`() throws {
        #expect(try holds("_event == nil"))
        try session.setEvent(
            ScriptEvent(name: "go", type: "external", origin: "#_x", data: .object(["n": .integer(1)])))
        #expect(try holds("_event.name == 'go' and _event.origin == '#_x' and _event.data.n == 1"))
        #expect(try holds("_event.sendid == nil and _event.invokeid == nil and _event.origintype == nil"))
        try session.setEvent(ScriptEvent(name: "bare", type: "platform"))
        #expect(try holds("_event.data == nil and _event.type == 'platform'"))
        try session.setEvent(nil)
        #expect(try holds("_event == nil"))
    }

    @Test func `refuses to assign system variables`() throws {
        try session.setSystem("_sessionid", to: .text("s1"))
        try session.setEvent(ScriptEvent(name: "go", type: "external"))
        for text in [
            "_sessionid = 1", "_event = 2", "rawset(_G, '_name', 1)", "_G._x = {}", "load('_ioprocessors = 1')()",
            "_G = 1",
        ] {
            #expect(throws: ScriptError.self) { try run(text) }
        }
        #expect(throws: ScriptError.self) { try session.set("_event", to: .integer(1)) }
        #expect(try holds("_sessionid == 's1' and _event.name == 'go' and _name == nil and _G.Var1 == nil"))
    }

    @Test func `assigns to locations and keeps the identity of tables`() throws {
        try run("Var1 = {1, 2, 3}; a = {b = {}}")
        func assign(_ expression: String, to location: String) throws {
            let source = ScriptSource(assigning: expression, to: location, name: "chart")
            try sandbox.execute(try sandbox.compile(source), in: session)
        }
        try assign("#Var1", to: "Var1[4]")
        try assign("Var1", to: "a.b.c ")
        #expect(try holds("Var1[4] == 3 and a.b.c == Var1"))
        for location in ["1", "f()", "a, b", "x = 1; y", "", "foo.bar.baz", "'continue'"] {
            #expect(throws: (any Error).self) { try assign("1", to: location) }
        }
        let chunk = try sandbox.compile(ScriptSource(assigningTo: "a.n", name: "chart"))
        try sandbox.execute(chunk, in: session, argument: .list([.integer(7)]))
        #expect(try value("a.n[1]") == .integer(7))
    }

    @Test func `saves its globals and takes them back`() throws {
        try run(
            """
            i = 3; f = 3.0; t = {1, {x = 'y'}}; sparse = {[4711] = true, [2.5] = 1, name = 'n', ['[k'] = 2}
            e = {}; function g() end; flag = false
            """)
        let saved = try session.snapshot()
        #expect(saved["g"] == nil && saved["_G"] == nil && saved["i"] == .integer(3) && saved["f"] == .number(3))
        let other = try sandbox.makeSession()
        try other.restore(saved)
        #expect(try other.snapshot() == saved)
        let check = """
            math.type(i) == 'integer' and math.type(f) == 'float' and t[2].x == 'y' and sparse[4711] and sparse[2.5] == 1
            and sparse.name == 'n' and sparse['[k'] == 2 and flag == false and #e == 0
            """
        #expect(try sandbox.test(try sandbox.compile(ScriptSource(expression: check, name: "c")), in: other))
        try run("t.t = t")
        #expect(throws: ScriptError.self) { try session.snapshot() }
    }

    @Test func `goes over a copy of a list`() throws {
        try run("Var1 = {1, 2, 3}; sum = 0; seen = {}")
        let list = try sandbox.compile(ScriptSource(expression: "Var1", name: "chart"))
        let body = try sandbox.compile(
            ScriptSource("sum = sum + item * index; Var1[#Var1 + 1] = 9", name: "chart"))
        try session.forEach(of: list, item: "item", index: "index") { try sandbox.execute(body, in: session) }
        #expect(try value("sum") == .integer(14))
        #expect(try value("#Var1") == .integer(6))
        let number = try sandbox.compile(ScriptSource(expression: "5", name: "chart"))
        #expect(throws: ScriptError.self) { try session.forEach(of: number, item: "item") {} }
        #expect(throws: ScriptError.self) { try session.forEach(of: list, item: "_event") {} }
    }

    @Test func `calls In of the host`() throws {
        var active: Set<String> = ["s1"]
        let sandbox = try Sandbox(functions: [
            HostFunction("In") { arguments in
                guard case .text(let id)? = arguments.first else { return .boolean(false) }
                return .boolean(active.contains(id))
            }
        ])
        let condition = try sandbox.compile(ScriptSource(expression: "In('s1')", name: "chart"))
        let session = try sandbox.makeSession()
        #expect(try sandbox.test(condition, in: session))
        active = []
        #expect(try !sandbox.test(condition, in: session))
    }
}
