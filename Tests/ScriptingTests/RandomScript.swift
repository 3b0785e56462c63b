import TestSupport

/// Lua that nobody would write, made from a seed: most of it compiles, much of it fails, some of it never ends by itself.
struct RandomScript {
    private var random: SeededGenerator

    /// The script of a seed.
    static func text(seed: UInt64) -> String {
        var script = RandomScript(random: SeededGenerator(seed: seed))
        return (0..<script.random.below(6) + 1).map { _ in script.statement(3) }.joined(separator: "\n") + "\nreturn "
            + script.expression(2)
    }

    private static let names = ["a", "b", "t", "f", "kontor", "string", "table", "math", "_G", "self", "x"]
    private static let functions = [
        "pcall", "xpcall", "error", "type", "tostring", "tonumber", "select", "next", "pairs", "ipairs", "rawget",
        "rawset", "rawlen", "rawequal",
        "setmetatable", "getmetatable", "load", "assert", "string.rep", "string.format", "string.gsub", "string.find",
        "string.byte",
        "string.char", "string.sub", "string.gmatch", "string.pack", "string.unpack", "table.concat", "table.sort",
        "table.move", "table.insert",
        "table.remove", "table.unpack", "table.pack", "math.floor", "math.tointeger", "math.random", "math.max",
        "utf8.char", "utf8.codepoint",
        "utf8.len", "coroutine.wrap", "coroutine.create", "coroutine.resume", "coroutine.yield", "coroutine.close",
        "coroutine.status",
        "coroutine.isyieldable", "collectgarbage", "require", "print", "os.time", "debug.sethook",
    ]
    private static let literals = [
        "nil", "true", "0", "-1", "1", "3.5", "1e308", "-0.0", "0/0", "1/0", "math.maxinteger", "math.mininteger",
        "2^53", "''", "'abc'", "'%d%s%q'",
        "'(.-)%1'", "'%f[%w]'", "('x'):rep(1000)", "'\\0'", "'\\xff'", "{}", "{1,2,3}", "{[1]=1,[3]=3,n=9}", "...",
    ]

    private mutating func expression(_ depth: Int) -> String {
        guard depth > 0 else { return random.element(of: Bool.random(using: &random) ? Self.literals : Self.names) }
        switch random.below(10) {
        case 0, 1: return random.element(of: Self.literals)
        case 2: return random.element(of: Self.names)
        case 3, 4: return call(depth)
        case 5:
            let operation = random.element(of: [
                "+", "-", "*", "/", "//", "%", "^", "..", "==", "<", "and", "or", "<<", "&", "~",
            ])
            return "(\(expression(depth - 1)) \(operation) \(expression(depth - 1)))"
        case 6: return "\(random.element(of: ["not ", "-", "#", "~"]))\(expression(depth - 1))"
        case 7: return "function(...) \(statement(depth - 1)) return \(expression(depth - 1)) end"
        case 8:
            return
                "{\(expression(depth - 1)), k = \(expression(depth - 1)), [\(expression(depth - 1))] = \(expression(depth - 1))}"
        default:
            let key = random.element(of: [
                "__index", "__call", "__close", "__gc", "__tostring", "__len", "__eq", "__lt", "__concat", "__pairs",
            ])
            return "setmetatable({}, {\(key) = \(expression(depth - 1))})"
        }
    }

    private mutating func call(_ depth: Int) -> String {
        let arguments = (0..<random.below(4)).map { _ in expression(depth - 1) }.joined(separator: ", ")
        return "\(random.element(of: Self.functions))(\(arguments))"
    }

    private mutating func statement(_ depth: Int) -> String {
        guard depth > 0 else { return "\(random.element(of: Self.names)) = \(expression(1))" }
        switch random.below(11) {
        case 0, 1: return "local \(random.element(of: Self.names)) = \(expression(depth))"
        case 2: return "\(random.element(of: Self.names)) = \(expression(depth))"
        case 3: return "\(random.element(of: ["a", "b", "t"]))[\(expression(1))] = \(expression(depth - 1))"
        case 4: return "if \(expression(depth - 1)) then \(statement(depth - 1)) else \(statement(depth - 1)) end"
        case 5:
            return "for i = 1, \(random.element(of: ["3", "10", "1e4", "math.huge"])) do \(statement(depth - 1)) end"
        case 6: return "while \(expression(depth - 1)) do \(statement(depth - 1)) end"
        case 7:
            return "pcall(function(...) \(statement(depth - 1)) \(statement(depth - 1)) end, \(expression(depth - 1)))"
        case 8:
            return
                "do local c <close> = setmetatable({}, {__close = \(expression(depth - 1))}) \(statement(depth - 1)) end"
        case 9: return "local function f(n) return \(random.element(of: ["f(n)", "n", "1 + f(n)", "f"])) end t = f"
        default: return "local r = \(call(depth))"
        }
    }
}
