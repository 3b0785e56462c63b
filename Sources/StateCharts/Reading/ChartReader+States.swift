import Model
import XMLDocuments

extension ChartReader {
    /// A `<state>` with states in it is compound; a `<parallel>` without any is atomic, or a session in it would have no active
    /// atomic state to be saved by.
    private static func kind(of kind: State.Kind, hasStates: Bool) -> State.Kind {
        switch kind {
        case .atomic: hasStates ? .compound : .atomic
        case .parallel: hasStates ? .parallel : .atomic
        case .root, .compound, .final, .shallowHistory, .deepHistory: kind
        }
    }

    /// Reads a state, everything in it, and the states inside it; numbers them in document order.
    mutating func readState(_ element: XMLElement, kind: State.Kind, parent: Int?) {
        if kind != .root { check(element) }
        let index = drafts.count
        let inside = parts(of: element)
        let hasStates = inside.contains { ["state", "parallel", "final"].contains($0.name) }
        var draft = StateDraft(
            id: identifier(of: element, kind: kind, index: index),
            kind: Self.kind(of: kind, hasStates: hasStates), parent: parent, element: element, lastDescendant: index)
        if kind == .root {
            if !hasStates {
                report(
                    "KTR-C103", "the chart has no state", hint: "write at least one <state> or <final>",
                    at: element.location)
            }
        } else {
            if let first = positions[draft.id] {
                report(
                    "KTR-C107", "the id '\(draft.id)' is taken",
                    hint: "the first one is on line \(drafts[first].element.location.line)",
                    at: element.attribute("id")?.valueLocation ?? element.location)
            } else {
                positions[draft.id] = index
            }
            if let parent {
                if kind.isHistory {
                    drafts[parent].histories.append(index)
                } else {
                    drafts[parent].children.append(index)
                }
            }
        }
        if let initial = element.attribute("initial") {
            draft.initial = (initial.value, initial.valueLocation, [])
        }
        drafts.append(draft)
        addEmptyParts()
        for child in inside { readPart(child, of: index) }
        drafts[index].lastDescendant = drafts.count - 1
    }

    private mutating func identifier(of element: XMLElement, kind: State.Kind, index: Int) -> String {
        if kind == .root { return "" }
        guard let attribute = element.attribute("id") else { return "\(element.name)#\(index)" }
        let id = attribute.value.trimmed
        if id.isEmpty || id.contains(where: { $0.isWhitespace || $0 == "#" }) {
            report(
                "KTR-C106", "'\(attribute.value)' is not an id", hint: "an id is one word without '#'",
                at: attribute.valueLocation)
        }
        return id
    }

    private mutating func addEmptyParts() {
        parts.entryBlocks.append([])
        parts.exitBlocks.append([])
        parts.data.append([])
        parts.invokes.append([])
        parts.doneData.append(nil)
        parts.defaultEntries.append(nil)
    }

    private mutating func readPart(_ child: XMLElement, of index: Int) {
        switch child.name {
        case "state": readState(child, kind: .atomic, parent: index)
        case "parallel": readState(child, kind: .parallel, parent: index)
        case "final": readState(child, kind: .final, parent: index)
        case "history": readHistory(child, of: index)
        case "initial": readInitial(child, of: index)
        case "transition": readTransition(child, from: index)
        case "onentry":
            check(child)
            parts.entryBlocks[index].append(content(of: child))
        case "onexit":
            check(child)
            parts.exitBlocks[index].append(content(of: child))
        case "datamodel": readDataModel(child, of: index)
        case "donedata":
            check(child)
            parts.doneData[index] = payload(of: child)
        case "invoke": readInvoke(child, of: index)
        case "script": parts.script += action(child).map { [$0] } ?? []
        default: break
        }
    }

    private mutating func readHistory(_ element: XMLElement, of parent: Int) {
        var kind = State.Kind.shallowHistory
        if let type = element.attribute("type") {
            switch type.value {
            case "shallow": break
            case "deep": kind = .deepHistory
            default:
                report(
                    "KTR-C106", "the type of a history cannot be '\(type.value)'", hint: "possible: shallow, deep",
                    at: type.valueLocation)
            }
        }
        readState(element, kind: kind, parent: parent)
    }

    private mutating func readInitial(_ element: XMLElement, of index: Int) {
        check(element)
        if drafts[index].initial != nil {
            report(
                "KTR-C111", "the state has both the attribute and the element initial", hint: "keep one of them",
                at: element.location)
        }
        let transitions = parts(of: element)
        guard transitions.count == 1, let transition = transitions.first else {
            report("KTR-C110", "<initial> holds exactly one <transition>", at: element.location)
            return
        }
        drafts[index].initial = defaultTransition(transition, of: "initial")
    }

    /// The transition in `<initial>` or `<history>`: a target and nothing that would hold it back.
    mutating func defaultTransition(
        _ transition: XMLElement, of owner: String
    ) -> (ids: String, location: SourceLocation, content: [Action])? {
        check(transition)
        for name in ["event", "cond"] {
            if let attribute = transition.attribute(name) {
                report(
                    "KTR-C110", "the transition of <\(owner)> may not have '\(name)'",
                    hint: "it is always taken: remove '\(name)'", at: attribute.location)
            }
        }
        guard let target = transition.attribute("target"), !target.value.trimmed.isEmpty else {
            report("KTR-C110", "the transition of <\(owner)> needs a target", at: transition.location)
            return nil
        }
        return (target.value, target.valueLocation, content(of: transition))
    }

    mutating func readTransition(_ element: XMLElement, from source: Int) {
        if drafts[source].kind.isHistory {
            if drafts[source].initial != nil {
                report("KTR-C110", "<history> holds exactly one <transition>", at: element.location)
            }
            drafts[source].initial = defaultTransition(element, of: "history")
            return
        }
        check(element)
        if source == 0 {
            warn(
                "KTR-C123", "a transition directly in <scxml> is not SCXML 1.0", hint: "put the states into a <state>",
                at: element.location)
        }
        var draft = TransitionDraft(
            source: source, events: descriptors(of: element), target: element.attribute("target"),
            isInternal: false, annotations: annotations(of: element, fallback: element.attribute("event")?.value ?? ""),
            location: element.location)
        if let condition = element.attribute("cond"), !condition.value.trimmed.isEmpty {
            draft.guardProgram = program(.condition, condition.value, at: condition.valueLocation)
        }
        if let type = element.attribute("type") {
            draft.isInternal = type.value == "internal"
            if !["internal", "external"].contains(type.value) {
                report(
                    "KTR-C106", "the type of a transition cannot be '\(type.value)'",
                    hint: "possible: external, internal",
                    at: type.valueLocation)
            }
        }
        let actions = content(of: element)
        if draft.events.isEmpty, draft.guardProgram == nil, draft.target == nil {
            report(
                "KTR-C110", "the transition has neither event nor guard nor target", hint: "it would be taken forever",
                at: element.location)
        }
        drafts[source].transitions.append(transitionDrafts.count)
        transitionDrafts.append(draft)
        parts.contents.append(actions)
    }

    private mutating func descriptors(of element: XMLElement) -> [EventDescriptor] {
        guard let attribute = element.attribute("event") else { return [] }
        let words = attribute.value.words
        if words.isEmpty {
            report(
                "KTR-C113", "event is empty", hint: "name an event, or leave the attribute out",
                at: attribute.valueLocation)
        }
        return words.compactMap { word in
            let body = word == "*" ? "" : word.hasSuffix(".*") ? String(word.dropLast(2)) : word
            if body.contains("*") || body.contains("..") || (body.hasPrefix(".") && word != ".*") {
                report(
                    "KTR-C113", "'\(word)' describes no event",
                    hint: "words joined by dots; an asterisk only as the last word", at: attribute.valueLocation)
                return nil
            }
            return EventDescriptor(word)
        }
    }
}
