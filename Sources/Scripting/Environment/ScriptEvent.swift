import CLua
public import Model

/// The fields of `_event`; what does not apply is nil in the script.
public struct ScriptEvent: Sendable, Hashable {
    /// As transitions match it: `error.execution`, `approve`.
    public var name: String
    /// `internal`, `external` or `platform`.
    public var type: String
    /// The author's id of the send that failed or caused it; never a generated one that nobody asked for.
    public var sendID: String?
    /// Where an answer can be sent.
    public var origin: String?
    /// The type of processor that an answer has to go through.
    public var originType: String?
    /// The invocation that it came from.
    public var invokeID: String?
    /// `.null` where there is none.
    public var data: DataValue

    /// An event with the fields that apply to it.
    public init(
        name: String, type: String, sendID: String? = nil, origin: String? = nil, originType: String? = nil,
        invokeID: String? = nil, data: DataValue = .null
    ) {
        self.name = name
        self.type = type
        self.sendID = sendID
        self.origin = origin
        self.originType = originType
        self.invokeID = invokeID
        self.data = data
    }
}

extension Environment {
    /// Sets a session's `_event`; nil until the first event.
    public func setEvent(_ event: ScriptEvent?) throws {
        try sandbox.enter()
        defer { sandbox.leave() }
        guard let event else {
            try sandbox.check(klua_set_event(sandbox.state, reference, nil, nil))
            return
        }
        let writer = sandbox.writer
        writer.reset()
        writer.append(event.data)
        let dataNodes = writer.count
        writer.append(text: event.name)
        writer.append(text: event.type)
        for text in [event.sendID, event.origin, event.originType, event.invokeID] {
            if let text { writer.append(text: text) } else { writer.append(KLUA_NIL, 0, 0) }
        }
        var tape = writer.tape
        func view(_ index: Int) -> klua_text {
            let node = tape.nodes[dataNodes + index]
            guard Int(node.kind) == KLUA_TEXT else { return klua_text(bytes: nil, length: 0) }
            return klua_text(bytes: tape.bytes + Int(node.payload), length: Int(node.count))
        }
        var fields = klua_event(
            name: view(0), type: view(1), sendid: view(2), origin: view(3), origintype: view(4), invokeid: view(5))
        try sandbox.check(klua_set_event(sandbox.state, reference, &fields, &tape))
    }
}
