import Model

extension Session {
    /// `<send>`: everything is evaluated now, whenever the event arrives (SCXML 1.0 §6.2).
    func perform(_ send: SendAction) throws(StepFailure) -> Bool {
        var sendID = send.id
        if let place = send.idLocation {
            let made = nextID("send")
            sendID = made
            guard try put(.text(made), into: place, sendID: made) else { return false }
        }
        guard let name = try optional(send.event, sendID), let target = try optional(send.target, sendID),
            let type = try optional(send.type, sendID), let delay = try delay(of: send, sendID)
        else { return false }
        if let type = type.text, !Self.isOwnProcessor(type) {
            return refuse("error.execution", "cannot send to type '\(type)'", send, sendID)
        }
        guard let data = try value(ofSent: send.payload, sendID) else { return false }
        var event = Event(name.text ?? "", .external, data: data.value, sendID: sendID)
        event.origin = SessionFacts(id: id, name: "").address
        event.originType = Event.processor
        return try dispatch(event, to: target.text ?? "", after: delay, send, sendID)
    }

    private func dispatch(
        _ event: Event, to target: String, after delay: Duration, _ send: SendAction, _ sendID: String?
    ) throws(StepFailure) -> Bool {
        var event = event
        let destination: OutgoingEvent.Target
        switch target {
        case "", event.origin: destination = .own
        case "#_internal":
            if delay > .zero { return refuse("error.execution", "#_internal takes no delay", send, sendID) }
            internalQueue.append(Event(event.name, .internal, data: event.data, sendID: sendID))
            return true
        case "#_parent":
            guard let invokeID = surroundings.invokeID else {
                return refuse("error.communication", "nobody invoked this session", send, sendID)
            }
            event.invokeID = invokeID
            destination = .parent
        default:
            if target.hasPrefix("#_scxml_") {
                let other = String(target.dropFirst("#_scxml_".count))
                guard surroundings.hasSession(other) else {
                    return refuse("error.communication", "there is no session '\(other)'", send, sendID)
                }
                destination = .session(id: other)
            } else if target.hasPrefix("#_") {
                let other = String(target.dropFirst(2))
                guard current.invocations.contains(where: { $0.id == other }) else {
                    return refuse("error.communication", "there is no invocation '\(other)'", send, sendID)
                }
                destination = .invoked(id: other)
            } else {
                return refuse("error.execution", "'\(target)' is not a target", send, sendID)
            }
        }
        if destination == .own, delay == .zero, send.annotations["delay"] == nil {
            externalQueue.append(event)
            return true
        }
        if delay > .zero || send.annotations["delay"] != nil {
            timers += 1
            if timers > Self.timerBudget {
                throw StepFailure(
                    "KTR-C209", "more than \(Self.timerBudget) delayed events in one step", at: send.location)
            }
        }
        outcome.effects.append(
            .send(
                OutgoingEvent(
                    event: event, target: destination, delay: delay, sendID: sendID ?? nextID("send"),
                    annotations: send.annotations, location: send.location)))
        return true
    }

    static func isOwnProcessor(_ type: String) -> Bool {
        ["scxml", Event.processor, "http://www.w3.org/TR/scxml/", "http://www.w3.org/TR/scxml"].contains(type)
    }

    private func refuse(_ event: String, _ message: String, _ send: SendAction, _ sendID: String?) -> Bool {
        fail(event, "KTR-C208", message, at: send.location, sendID: sendID)
        return false
    }

    private func delay(of send: SendAction, _ sendID: String?) throws(StepFailure) -> Duration? {
        switch send.delay {
        case .none: return .zero
        case .fixed(let duration): return duration
        case .program(let program):
            guard let value = try value(program, sendID: sendID) else { return nil }
            switch value {
            case .integer(let milliseconds) where milliseconds >= 0 && milliseconds < 1_000_000_000_000_000:
                return .milliseconds(milliseconds)
            case .number(let milliseconds) where milliseconds >= 0 && milliseconds < 1e15:
                return .microseconds(Int64(milliseconds * 1000))
            case .text(let text):
                if let duration = parseDelay(text) { return duration }
            default: break
            }
            try report(
                DataModelError("'\(value.plainText)' is not a delay: write a text such as '1.5s', or milliseconds"),
                program,
                sendID: sendID)
            return nil
        }
    }

    /// A text that may be absent: nil when evaluating it failed.
    private func optional(_ computed: Computed?, _ sendID: String?) throws(StepFailure) -> (text: String?, Void)? {
        guard let computed else { return (nil, ()) }
        return try text(computed, sendID: sendID).map { ($0, ()) }
    }

    private func value(ofSent payload: Payload, _ sendID: String?) throws(StepFailure) -> (value: DataValue?, Void)? {
        if payload.isEmpty { return (nil, ()) }
        var members: [DataValue.Member] = []
        for entry in payload.names {
            guard let value = try value(entry.program, sendID: sendID) else { return nil }
            members.append(DataValue.Member(entry.name, value))
        }
        if let content = payload.content {
            guard let value = try value(of: content, sendID) else { return nil }
            return (value, ())
        }
        members += try parameters(of: payload, sendID)
        return (members.isEmpty ? nil : .object(members), ())
    }

    /// The values of `<param>` elements; one that fails is left out and the chart is told (SCXML 1.0 §5.7.1).
    func parameters(of payload: Payload, _ sendID: String? = nil) throws(StepFailure) -> [DataValue.Member] {
        var members: [DataValue.Member] = []
        for entry in payload.parameters {
            if let value = try value(entry.program, sendID: sendID) {
                members.append(DataValue.Member(entry.name, value))
            }
        }
        return members
    }

    func value(of content: Payload.Content, _ sendID: String? = nil) throws(StepFailure) -> DataValue? {
        switch content {
        case .inline(let inline): return try value(of: inline)
        case .program(let program): return try value(program, sendID: sendID)
        case .chart: return nil
        }
    }

    /// What `<donedata>` gives; nil for nothing.
    func value(of payload: Payload?) throws(StepFailure) -> DataValue? {
        guard let payload, !payload.isEmpty else { return nil }
        if let content = payload.content { return try value(of: content) }
        let members = try parameters(of: payload)
        return members.isEmpty ? nil : .object(members)
    }

    func nextID(_ kind: String) -> String {
        current.issued += 1
        return "\(id).\(kind).\(current.issued)"
    }
}
