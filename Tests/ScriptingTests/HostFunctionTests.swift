import Model
import Scripting
import Testing

@Suite struct `Functions of the host` {
    private struct NoSuchThing: Error, Equatable { let name: String }

    private func run(_ text: String, _ functions: [HostFunction], budget: Budget = .standard) throws -> DataValue {
        let sandbox = try Sandbox(budget: budget, functions: functions)
        let chunk = try sandbox.compile(ScriptSource(text, name: "host.lua"))
        return try sandbox.evaluate(chunk, in: try sandbox.makeEnvironment())
    }

    @Test func `take values and give values`() throws {
        let add = HostFunction("kontor.add") { arguments in
            guard case .integer(let a) = arguments[0], case .integer(let b) = arguments[1] else { return .null }
            return .object(["sum": .integer(a + b), "exact": .decimal(ExactDecimal(unscaled: 1250, scale: 2))])
        }
        #expect(
            try run("local r = kontor.add(1, 2) return {r.sum, r.exact, math.type(r.sum)}", [add])
                == .list([.integer(3), .number(12.5), .text("integer")]))
    }

    @Test func `come back as the error that they threw, unless a script catches it`() throws {
        let fail = HostFunction("fail") { _ in throw NoSuchThing(name: "x") }
        #expect(throws: NoSuchThing(name: "x")) { try run("fail()", [fail]) }
        #expect(throws: NoSuchThing(name: "x")) { try run("coroutine.wrap(function() fail() end)()", [fail]) == .null }
        let caught = try run("local ok, m = pcall(fail) return {ok, m}", [fail])
        #expect(caught == .list([.boolean(false), .text("NoSuchThing(name: \"x\")")]))
        let other = #expect(throws: ScriptError.self) { try run("pcall(fail)\nerror('mine')", [fail]) }
        #expect(other?.message == "mine" && other?.location?.line == 2)
    }

    @Test func `are counted by kind`() throws {
        var calls = 0
        let query = HostFunction("query", counts: .query) { _ in
            calls += 1
            return .null
        }
        let error = #expect(throws: ScriptError.self) {
            try run("for i = 1, 200 do pcall(query) end", [query], budget: Budget(calls: [.query: 100]))
        }
        #expect(error?.kind == .limitCalls(.query))
        #expect(calls == 100)
    }

    @Test func `cannot enter the sandbox that calls them`() throws {
        var sandbox: Sandbox?
        let again = HostFunction("again") { _ in try sandbox?.makeEnvironment() == nil ? .null : .null }
        let made = try Sandbox(functions: [again])
        sandbox = made
        defer { sandbox = nil }
        let chunk = try made.compile(ScriptSource("again()", name: "again.lua"))
        let environment = try made.makeEnvironment()
        let error = #expect(throws: ScriptError.self) { try made.execute(chunk, in: environment) }
        #expect(error?.kind == .reentered)
    }

    @Test func `register functions only while a script is loaded`() throws {
        let sandbox = try Sandbox(registrars: ["kontor.before_save"])
        let chunk = try sandbox.compile(
            ScriptSource(
                "kontor.before_save('a', function() kontor.before_save('b', print or error) end)", name: "r.lua"))
        let environment = try sandbox.makeEnvironment()
        let registered = try sandbox.load(chunk, named: "r.lua", in: environment)
        #expect(registered.map(\.subject) == ["a"])
        #expect(registered.map(\.registrar) == ["kontor.before_save"])
        #expect(throws: ScriptError.self) { _ = try sandbox.call(registered[0].function, in: environment) }
    }
}
