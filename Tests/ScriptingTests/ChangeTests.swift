import Model
import Testing

@testable import Scripting

/// A change over two rows of values, as a host would make one over records.
final class RowChange: ScriptableChange {
    struct Refused: Error {}
    let kind: ChangeSet.Kind
    let old: [DataValue]?
    var new: [DataValue]

    init(_ kind: ChangeSet.Kind, old: [DataValue]?, new: [DataValue]) {
        self.kind = kind
        self.old = old
        self.new = new
    }

    var hasBefore: Bool { old != nil }
    func before(_ field: Int) -> DataValue { old?[field] ?? .null }
    func after(_ field: Int) -> DataValue { new[field] }
    func assign(_ value: DataValue, to field: Int) throws {
        if value == .text("refused") { throw Refused() }
        new[field] = value
    }
}

@Suite struct `A change shown to a hook` {
    private func run(_ body: String, on change: RowChange) throws {
        let sandbox = try Sandbox(registrars: ["hook"])
        let chunk = try sandbox.compile(ScriptSource("hook('x', function(change)\n\(body)\nend)", name: "hook.lua"))
        let environment = try sandbox.makeEnvironment()
        let hook = try #require(try sandbox.load(chunk, named: "hook.lua", in: environment).first)
        let shape = try sandbox.shape(named: "complaint", fields: ["number", "claim", "priority"])
        try sandbox.call(hook.function, in: environment, showing: change, shape: shape)
    }

    private func update() -> RowChange {
        RowChange(
            .update, old: [.text("C-1"), .integer(5), .null],
            new: [.text("C-1"), .decimal(ExactDecimal(unscaled: 1_250_000, scale: 2)), .null])
    }

    @Test func `reads both images and takes what is assigned`() throws {
        let change = update()
        try run(
            """
            assert(change.kind == "update" and change.type == "complaint" and change.before.claim == 5)
            if change.after.claim and change.after.claim > 10000 then change.after.priority = "high" end
            assert(change.after.priority == "high" and change.before.priority == nil)
            change.after.number = nil
            """, on: change)
        #expect(change.new == [.null, .decimal(ExactDecimal(unscaled: 1_250_000, scale: 2)), .text("high")])
    }

    @Test func `goes over its fields in their order`() throws {
        let change = update()
        try run(
            "local t = {} for k, v in pairs(change.after) do t[#t + 1] = k end change.after.priority = table.concat(t, ' ')",
            on: change)
        #expect(change.new[2] == .text("number claim"))
    }

    @Test(arguments: [
        ("return change.after.clam", "complaint has no attribute 'clam'"),
        ("change.after.clam = 1", "complaint has no attribute 'clam'"),
        ("change.before.claim = 1", "'before' cannot be assigned"), ("change.after = {}", "assign to the attributes"),
        ("return change.old", "no 'old'"), ("change.after.claim = function() end", "function"),
    ])
    func `refuses what makes no sense, at its line`(body: String, reason: String) throws {
        let error = #expect(throws: ScriptError.self) { try run("\n" + body, on: update()) }
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
        #expect(error?.location?.line == 3)
    }

    @Test func `has no image before when a record is created`() throws {
        try run(
            "assert(change.before == nil and change.kind == 'create')",
            on: RowChange(.create, old: nil, new: [.null, .null, .null]))
    }

    @Test func `gives back the host's error for a value that it refuses`() throws {
        #expect(throws: RowChange.Refused.self) { try run("change.after.claim = 'refused'", on: update()) }
    }

    @Test func `is over when the hook has returned`() throws {
        let sandbox = try Sandbox(registrars: ["hook"])
        let chunk = try sandbox.compile(
            ScriptSource("hook('x', function(c) if kept then return kept.claim end kept = c.after end)", name: "h.lua"))
        let environment = try sandbox.makeEnvironment()
        let hook = try #require(try sandbox.load(chunk, named: "h.lua", in: environment).first)
        let shape = try sandbox.shape(named: "complaint", fields: ["number", "claim", "priority"])
        try sandbox.call(hook.function, in: environment, showing: update(), shape: shape)
        let error = #expect(throws: ScriptError.self) {
            try sandbox.call(hook.function, in: environment, showing: update(), shape: shape)
        }
        #expect(error?.message.contains("over") == true)
    }
}
