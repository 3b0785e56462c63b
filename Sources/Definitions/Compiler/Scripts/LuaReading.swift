/// Follows the local names of a Lua text: where it speaks of what, in which function, with which arguments.
///
/// What it finds is certain; what a script computes, or gives a second value, it does not follow.
package struct LuaReading {
    package let tokens: [LuaToken]
    /// In the order of the text.
    package private(set) var uses: [LuaUse] = []
    /// What a function is given that is the last argument of a call, by the call and its other arguments.
    package typealias Given = (_ call: LuaPath, _ arguments: [LuaConstant?]) -> [LuaPath?]

    private let given: Given
    /// Names that are given another value somewhere; they are not followed.
    private var changed: Set<String> = []
    /// What the parameters of functions stand for, as far as all calls agree.
    private var parameters: [Int: [LuaPath?]] = [:]
    private var handed: [Int: [[LuaPath?]]] = [:]
    private var scopes: [Scope] = []
    /// Functions that are an argument of a call that says what they will be given.
    private var givers: Set<Int> = []

    private struct Scope {
        var names: [String: LuaConstant?] = [:]
    }

    /// - Parameter given: asked for functions that are the last argument of a call: `kontor.before_save("task", function(change) …`.
    package init(_ tokens: [LuaToken], given: @escaping Given = { _, _ in [] }) {
        self.tokens = tokens
        self.given = given
        changed = Self.changedNames(in: tokens)
        // Functions that call functions: what they are given is known a round later.
        for _ in 0..<8 {
            uses = []
            handed = [:]
            scopes = [Scope()]
            read()
            var agreed: [Int: [LuaPath?]] = [:]
            for (function, calls) in handed { agreed[function] = Self.agreed(calls) }
            if agreed == parameters { break }
            parameters = agreed
        }
    }

    package init(_ text: String) { self.init(LuaToken.tokens(of: text.utf8)) }

    // MARK: Walking

    private mutating func read() {
        var index = 0
        // Names that come to life at a token: a local begins behind its statement, a loop's variable in its block.
        var pending: [(at: Int, name: String, value: LuaConstant?)] = []
        var loop: [String] = []
        while index < tokens.count {
            for begun in pending where begun.at <= index { bind(begun.name, begun.value) }
            pending.removeAll { $0.at <= index }
            guard let name = tokens[index].name, !tokens.isMember(index) else {
                index += 1
                continue
            }
            switch name {
            case "function":
                index = enterFunction(at: index)
                continue
            case "do":
                scopes.append(Scope())
                for name in loop { bind(name, nil) }
                loop = []
            case "then", "repeat": scopes.append(Scope())
            case "else":
                leave()
                scopes.append(Scope())
            case "elseif", "end", "until": leave()
            case "for": loop = names(from: index + 1).names
            case "local":
                if index + 1 < tokens.count, tokens[index + 1].name == "function" {
                    if index + 2 < tokens.count, let function = tokens[index + 2].name {
                        bind(function, changed.contains(function) ? nil : .path(LuaPath(.function(index + 1))))
                    }
                    index = enterFunction(at: index + 1)
                    continue
                }
                let (names, next) = names(from: index + 1)
                pending += declarations(names, next)
                index = next
                continue
            case let word where LuaGlobals.words.contains(word): break
            default: note(at: index)
            }
            index += 1
        }
    }

    private mutating func leave() { if scopes.count > 1 { scopes.removeLast() } }

    private mutating func bind(_ name: String, _ value: LuaConstant?) {
        scopes[scopes.count - 1].names.updateValue(value, forKey: name)
    }

    /// Begins the block of a function, with its parameters; gives the token behind the first parenthesis.
    private mutating func enterFunction(at start: Int) -> Int {
        guard let open = tokens[start...].firstIndex(where: { $0.isMark("(") }) else { return start + 1 }
        // A function with a name of its own: `function help(change)`.
        if open == start + 2, let name = tokens[start + 1].name, start == 0 || tokens[start - 1].name != "local",
            !isLocal(name)
        {
            let isOne = Self.isDeclaredOnce(name, in: tokens)
            scopes[0].names.updateValue(isOne ? LuaConstant.path(LuaPath(.function(start))) : nil, forKey: name)
        }
        scopes.append(Scope())
        let known = parameters[start] ?? []
        for (position, name) in names(from: open + 1).names.enumerated() {
            let path: LuaPath? = position < known.count && !changed.contains(name) ? known[position] : nil
            bind(name, path.map { LuaConstant.path($0) })
        }
        if open > start + 1, tokens[start..<open].contains(where: { $0.isMark(":") }) { bind("self", nil) }
        return names(from: open + 1).next
    }

    private func isLocal(_ name: String) -> Bool { scopes.contains { $0.names[name] != nil } }

    private func declarations(_ names: [String], _ next: Int) -> [(at: Int, name: String, value: LuaConstant?)] {
        guard next < tokens.count, tokens[next].isMark("=") else { return names.map { (next, $0, nil) } }
        var position = next + 1
        var found: [(at: Int, name: String, value: LuaConstant?)] = []
        for (number, name) in names.enumerated() {
            guard let (value, end) = constant(at: position), isEnd(end) else {
                // A call or a sum: whatever is in it is spoken of by its own names.
                found += names[number...].map { (position, $0, nil) }
                return found
            }
            found.append((end, name, changed.contains(name) ? nil : value))
            position = end
            guard position < tokens.count, tokens[position].isMark(",") else {
                found += names[(number + 1)...].map { (position, $0, nil) }
                return found
            }
            position += 1
        }
        return found
    }

    // MARK: Expressions

    /// The path, text or table that an expression is, with the token behind it; nil for what has to be computed.
    private func constant(at start: Int) -> (LuaConstant, end: Int)? {
        guard start < tokens.count else { return nil }
        if tokens[start].isMark("{") { return (.path(LuaPath(.table(start))), close(of: start) + 1) }
        if tokens[start].name == "function" {
            return (.path(LuaPath(.function(start))), end(ofFunctionAt: start))
        }
        if let text = constantText(at: start) { return (.text(text), start + 1) }
        guard let name = tokens[start].name, !LuaGlobals.words.contains(name), let path = path(at: start) else {
            return nil
        }
        if let (arguments, end) = call(at: path.end) {
            guard arguments.isEmpty, case .global = path.path.head else { return nil }
            return (.path(LuaPath(.result(Self.written(path.path)))), end)
        }
        return (.path(path.path), path.end)
    }

    private static func written(_ path: LuaPath) -> String {
        guard case .global(let name) = path.head else { return "" }
        return ([name] + path.members).joined(separator: ".")
    }

    /// What stands for a name: a path, a text, or nil for what is not followed.
    private func value(of name: String) -> LuaConstant? {
        for scope in scopes.reversed() { if let bound = scope.names[name] { return bound } }
        return .path(LuaPath(.global(name)))
    }

    private func path(at start: Int) -> (path: LuaPath, tokens: [Int], end: Int)? {
        guard let name = tokens[start].name, case .path(var path)? = value(of: name) else { return nil }
        var (places, end) = ([start], start + 1)
        if path == .global("_G") || path == .global("_ENV"), let (member, place, next) = member(at: end) {
            (path, places, end) = (LuaPath(.global(member)), [place], next)
        }
        while let (member, place, next) = member(at: end) {
            path.members.append(member)
            places.append(place)
            end = next
        }
        return (path, places, end)
    }

    /// `.name` or `["name"]`.
    private func member(at index: Int) -> (name: String, token: Int, end: Int)? {
        if index + 1 < tokens.count, tokens[index].isMark("."), let name = tokens[index + 1].name {
            return (name, index + 1, index + 2)
        }
        guard index + 2 < tokens.count, tokens[index].isMark("["), tokens[index + 2].isMark("]"),
            let text = constantText(at: index + 1)
        else { return nil }
        return (text, index + 1, index + 3)
    }

    /// A text, or a local name that stands for one.
    package func constantText(at index: Int) -> String? {
        if let text = tokens[index].text { return text }
        guard let name = tokens[index].name, !LuaGlobals.words.contains(name), case .text(let text)? = value(of: name)
        else {
            return nil
        }
        return text
    }

    private mutating func note(at index: Int) {
        if isField(index) { return }
        guard let (path, places, end) = path(at: index) else { return }
        let call = call(at: end)
        let arguments = call?.arguments.map { LuaArgument(range: $0, value: value(of: $0)) }
        if let arguments, let last = arguments.last { hand(path, arguments, last) }
        if case .function(let function) = path.head, path.members.isEmpty {
            // What is handed on as a value is called by who knows whom.
            if let arguments {
                handed[function, default: []].append(
                    arguments.map { if case .path(let path)? = $0.value { path } else { nil } })
            } else if !isHanded(index) {
                handed[function, default: []].append([])
            }
        }
        uses.append(
            LuaUse(
                path: path, tokens: places, end: end, arguments: arguments,
                isAssigned: isAssignment(end), comparedWith: compared(from: index, to: end)))
    }

    private func value(of range: Range<Int>) -> LuaConstant? {
        guard let (value, end) = constant(at: range.lowerBound), end == range.upperBound else { return nil }
        return value
    }

    /// A function that is handed to a call that says what it will be given.
    private mutating func hand(_ path: LuaPath, _ arguments: [LuaArgument], _ last: LuaArgument) {
        guard case .path(let value)? = last.value, case .function(let function) = value.head, value.members.isEmpty
        else {
            return
        }
        let paths = given(path, arguments.dropLast().map(\.value))
        guard !paths.isEmpty else { return }
        handed[function, default: []].append(paths)
        givers.insert(function)
    }

    /// Whether a function's name stands as an argument of a call that says what it will be given.
    private func isHanded(_ index: Int) -> Bool {
        guard case .path(let path)? = tokens[index].name.flatMap({ value(of: $0) }),
            case .function(let function) = path.head
        else { return false }
        return givers.contains(function)
    }

    private static func agreed(_ calls: [[LuaPath?]]) -> [LuaPath?] {
        guard var all = calls.first else { return [] }
        for call in calls.dropFirst() {
            all = all.indices.map { $0 < call.count && call[$0] == all[$0] ? all[$0] : nil }
        }
        return all
    }
}
