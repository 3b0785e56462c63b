/// Scripts that go for the edges of the guards themselves.
enum OwnHostileScripts {
    static let all: [HostileScript] = cpu + memory + errors + blocked

    private static let cpu: [HostileScript] = [
        .init(
            "pcall in a loop inside xpcall handlers", "limit:cpu",
            "while true do xpcall(function() while true do end end, function() return pcall(function() while true do end end) end) end"
        ),
        .init(
            "__close added after setmetatable", "limit:cpu",
            "local mt = {} local t = setmetatable({}, mt) mt.__close = function() while true do end end local x <close> = t while true do end"
        ),
        .init(
            "__close added late in a coroutine that wrap closes", "limit:cpu",
            """
            local mt = {} local t = setmetatable({}, mt) mt.__close = function() while true do end end
            pcall(coroutine.wrap(function() local x <close> = t while true do end end)) while true do end
            """),
        .init(
            "closing value of a generic for, added late", "limit:cpu",
            """
            local mt = {} local t = setmetatable({}, mt) mt.__close = function() while true do end end
            for i in function() while true do end end, nil, nil, t do end
            """),
        .init(
            "plain find of a long text that almost fits", "limit:cpu",
            #"local a = ("a"):rep(900000) local b = ("a"):rep(400000) .. "b" while true do a:find(b, 1, true) end"#),
        .init("find of nothing in a loop", "limit:cpu", #"while true do ("abc"):find("") end"#),
        .init("back references", "limit:cpu", #"local x = ("a"):rep(20000) return x:find("(.-)(.-)(.-)%1%2%3b")"#),
        .init(
            "gmatch kept and stepped", "limit:cpu",
            #"local x = ("ab"):rep(1e5) while true do for w in x:gmatch("a-b") do end end"#),
        .init(
            "sort of long equal texts", "limit:cpu",
            #"local s = ("a"):rep(100000) local t = {} for i = 1, 50 do t[i] = s .. i end while true do table.sort(t) end"#
        ),
        .init(
            "repeated concatenation of large texts", "limit:cpu",
            #"local s = ("x"):rep(900000) while true do local t = s .. "y" end"#),
        .init(
            "arithmetic on a long text of digits", "limit:cpu",
            #"local s = ("1"):rep(900000) while true do local x = s + 1 end"#),
        .init("tonumber of a long text", "limit:cpu", #"local s = ("1"):rep(900000) while true do tonumber(s) end"#),
        .init(
            "tostring with a looping __tostring", "limit:cpu",
            "return tostring(setmetatable({}, {__tostring = function() while true do end end}))"),
        .init(
            "format with a looping __tostring", "limit:cpu",
            #"return ("%s"):format(setmetatable({}, {__tostring = function() while true do end end}))"#),
        .init(
            "endless __pairs", "limit:cpu",
            "for _ in pairs(setmetatable({}, {__pairs = function() return function() return 1 end end})) do end"),
        .init("coroutines made in a loop", "limit:cpu", "while true do coroutine.create(function() end) end"),
        .init(
            "coroutine that catches its limit", "limit:cpu",
            "local co = coroutine.wrap(function() while true do pcall(function() while true do end end) coroutine.yield() end end) while true do pcall(co) end"
        ),
        .init("load in a loop", "limit:cpu", #"while true do load("return 1") end"#),
        .init(
            "utf8.char and codepoint", "limit:cpu",
            #"local s = ("é"):rep(1000) while true do utf8.char(utf8.codepoint(s, 1, -1)) end"#),
        .init(
            "unpack in a loop", "limit:cpu", "local t = {} while true do select('#', table.unpack(t, 1, 100000)) end"),
        .init(
            "move over its own table", "limit:cpu",
            "local t = {} for i = 1, 1000 do t[i] = i end while true do table.move(t, 1, 1000, 2) end"),
        .init("insert in front", "limit:cpu", "local t = {} while true do table.insert(t, 1, 1) end"),
        .init("gsub whose callback loops", "limit:cpu", #"return (("x"):gsub(".", function() while true do end end))"#),
        .init(
            "comparison metamethod in sort", "limit:cpu",
            """
            local mt = {__lt = function() while true do end end}
            local t = {setmetatable({}, mt), setmetatable({}, mt), setmetatable({}, mt)} table.sort(t)
            """),
        .init("errors in a loop", "limit:cpu", "while true do pcall(error, {}) end"),
        .init(
            "metamethod chain of __concat", "limit:cpu",
            "local t t = setmetatable({}, {__concat = function(a, b) return a end}) while true do local x = t .. 'a' .. 'b' end"
        ),
        .init(
            "recursion through pcall in constant depth", "limit:cpu",
            "local function f(n) if n > 0 then pcall(f, n - 1) end end while true do f(50) end"),
    ]

    private static let memory: [HostileScript] = [
        .init("one text doubled", "limit:memory", #"local s = "x" while true do s = s .. s end"#),
        .init("table of tables", "limit:memory", "local t = {} while true do t = {t, {}, {}, {}} end"),
        .init(
            "concat of many", "limit:memory",
            #"local t = {} for i = 1, 1e5 do t[i] = ("x"):rep(900) end return table.concat(t)"#),
        .init("pack with padding", "limit:memory", #"return #string.pack("c100000000", "x")"#),
        .init(
            "memory error caught in coroutines", "limit:memory",
            """
            local keep = {} while true do
              coroutine.wrap(function() pcall(function() while true do keep[#keep + 1] = ("x"):rep(50000) .. #keep end end) end)()
            end
            """),
        .init(
            "upper of a growing text", "limit:memory",
            #"local t, s = {}, ("x"):rep(500000) while true do t[#t + 1] = s:upper() .. #t end"#),
    ]

    private static let errors: [HostileScript] = [
        .init("deep recursion in a coroutine", "error", "local function f() return 1 + f() end coroutine.wrap(f)()"),
        .init(
            "bits of a long text of digits", "error",
            #"local s = "0x" .. ("1"):rep(900000) while true do local x = s | 1 end"#),
        .init("error is a function", "error", "error(function() end)"),
        .init("error is a number", "error", "error(42)"),
        .init(
            "error in an error handler", "error",
            "local ok = xpcall(error, function(e) error(e) end, 'x') error('handled ' .. tostring(ok))"),
        .init("result is a function", "error", "return function() end"),
        .init("result is a coroutine", "error", "return coroutine.create(function() end)"),
        .init("result is a cycle", "error", "local t = {} t.t = t return t"),
        .init(
            "result has a late metatable", "error",
            "local mt = {} local t = setmetatable({}, mt) mt.__metatable = false return t"),
        .init("result has a hole", "error", "return {[1] = 1, [3] = 3}"),
        .init("result is wide", "error", "local t = {} for i = 1, 200000 do t[i] = true end return t"),
        .init(
            "result is one long text many times", "error",
            #"local s, t = ("x"):rep(1000000), {} for i = 1, 1000 do t[i] = s end return t"#),
        .init("result is an encoded surrogate", "error", #"return "\xED\xA0\x80""#),
        .init("result is an overlong slash", "error", #"return "\xC0\xAF""#),
        .init("rep that overflows with its separator", "error", #"return ("x"):rep(1 << 40, "yy")"#),
        .init("load of bytecode by mode", "error", #"error(select(2, load("\27Lua", "x", "bt")))"#),
        .init("load of too much", "error", #"load(("x=1 "):rep(20000))"#),
        .init("goto into nowhere", "error", "goto nowhere"),
        .init("pattern of many captures", "error", #"return ("x"):find(("()"):rep(40))"#),
        .init("pattern that nests too deep", "error", #"return (("x"):rep(500)):find((".-"):rep(300) .. "y")"#),
        .init(
            "sort with a lying length", "error", "table.sort(setmetatable({}, {__len = function() return 1 << 40 end}))"
        ),
        .init("unpack of too much", "error", "return table.unpack({}, 1, 1 << 40)"),
        .init("assignment to a library", "error", "string.format = nil"),
        .init("rawset into a library", "error", "rawset(string, 'format', nil)"),
        .init("table.insert into a library", "error", "table.insert(math, 1)"),
        .init("library's metatable", "error", "setmetatable(string, {})"),
        .init(
            "yield inside a sort comparator", "error",
            "coroutine.wrap(function() table.sort({3, 2, 1}, function() coroutine.yield() end) end)() error('x')"),
    ]

    private static let blocked: [HostileScript] = [
        .init(
            "tables behind the libraries by pairs", "blocked",
            """
            local n, t = pairs(string) if t ~= nil then return "ESCAPED: table" end
            for k in pairs(string) do if k == "dump" then return "ESCAPED: dump" end end return "BLOCKED"
            """),
        .init(
            "upvalues of metamethods", "blocked",
            #"if getmetatable(string) or getmetatable(_G) or getmetatable("") then return "ESCAPED" end return "BLOCKED""#
        ),
        .init(
            "random state", "blocked",
            """
            local a = math.random(1 << 40) math.randomseed(os and 1 or 7)
            if _G.__seen and _G.__seen ~= a then return "ESCAPED" end __seen = a return "BLOCKED " .. a
            """),
        .init(
            "address of a coroutine and a function", "blocked",
            """
            for _, v in ipairs{coroutine.create(print or error), error, pairs, {}, kontor} do
              if tostring(v):find("0x") or ("%s"):format(v):find("0x") or ("%-20s"):format(v):find("0x") then return "ESCAPED" end
            end
            return "BLOCKED"
            """),
        .init(
            "address by padded %p", "blocked",
            #"local ok, s = pcall(string.format, "%d %-10p", 1, {}) if ok then return "ESCAPED " .. s end return "BLOCKED""#
        ),
        .init(
            "address in an error message", "blocked",
            """
            for _, f in ipairs{function() return {} .. "" end, function() return {} < {} end, function() return #nil end,
                               function() return ("x"):rep({}) end, function() return table.concat({{}}) end} do
              local _, e = pcall(f) if tostring(e):find("0x") then return "ESCAPED " .. e end
            end
            return "BLOCKED"
            """),
        .init(
            "environment of load", "blocked",
            #"x = 1 local f = load("return x, _ENV") local v, e = f() if v ~= 1 or e ~= _G then return "ESCAPED" end return "BLOCKED""#
        ),
        .init(
            "load with nil as environment", "blocked",
            #"local f = load("return string", "x", "t", nil) if pcall(f) then return "ESCAPED" end return "BLOCKED""#),
        .init(
            "name of a loaded chunk that poses as a file", "blocked",
            #"local f = load("error('x')", "@other.lua") local _, e = pcall(f) if e:find("other") then return "ESCAPED" end return "BLOCKED""#
        ),
        .init(
            "kontor table", "blocked",
            """
            local ok = pcall(function() kontor.before_save = nil end) local ok2 = pcall(rawset, kontor, "x", 1)
            if ok or ok2 or kontor.x then return "ESCAPED" end
            kontor.before_save("complaint", function() return "ESCAPED" end) return "BLOCKED"
            """),
    ]
}
