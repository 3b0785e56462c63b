import Model

// A cause in the change log: channel, request, the chain of rules, and the state change that came with it.

extension Cause {
    func encoded(with transition: StateTransition?) -> String {
        var members: [DataValue.Member] = [
            .init("channel", .text(channel.rawValue)), .init("request", .text(request)),
        ]
        if !chain.isEmpty { members.append(.init("chain", .list(chain.map(DataValue.text)))) }
        if let transition {
            members.append(
                .init(
                    "transition",
                    .object([
                        "chart": .text(transition.chart), "event": transition.event.map(DataValue.text) ?? .null,
                        "from": .text(transition.from), "to": .text(transition.to),
                    ])))
        }
        return DataValue.object(members).jsonText
    }

    /// Reads what ``encoded(with:)`` wrote.
    static func decode(_ text: String) -> (cause: Cause, transition: StateTransition?)? {
        guard let value = try? DataValue(json: text), case .text(let channel)? = value["channel"],
            case .text(let request)? = value["request"], let known = Channel(rawValue: channel)
        else { return nil }
        var chain: [String] = []
        if case .list(let links)? = value["chain"] { chain = links.compactMap(\.textValue) }
        return (Cause(known, request: request, chain: chain), value["transition"].flatMap(StateTransition.init))
    }
}

extension StateTransition {
    fileprivate init?(_ value: DataValue) {
        guard let chart = value["chart"]?.textValue, let from = value["from"]?.textValue,
            let to = value["to"]?.textValue
        else { return nil }
        self.init(chart: chart, event: value["event"]?.textValue, from: from, to: to)
    }
}

extension DataValue {
    var textValue: String? { if case .text(let text) = self { text } else { nil } }
}
