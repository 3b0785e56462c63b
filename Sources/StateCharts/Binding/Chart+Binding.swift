public import Model

extension Chart {
    /// The entity type whose records the chart drives (`k:entity`); nil for a stand-alone chart.
    public var entity: String? { annotations["entity"] }
    /// The attribute that holds the state (`k:attribute`).
    public var attribute: String? { annotations["attribute"] }

    /// What a chart that drives records may not have, each with the reason; empty for a stand-alone chart.
    ///
    /// A record's chart runs inside the one transaction of a write, for anyone's records: it opens no files, starts no other
    /// sessions, and keeps what it computes in guards and assignments that can be explained one by one.
    public func bindingDiagnostics() -> [Diagnostic] {
        guard entity != nil else { return attributeWithoutEntity() }
        var found: [Diagnostic] = []
        func refuse(_ code: String, _ message: String, _ hint: String, _ location: SourceLocation) {
            found.append(Diagnostic(.error, code, message, hint: hint, at: location))
        }
        if attribute == nil {
            refuse(
                "KTR-C130", "k:entity without k:attribute", "name the state attribute that the chart drives",
                annotations.location(of: "entity") ?? states[0].location)
        }
        for invoke in invokes.flatMap({ $0 }) {
            refuse(
                "KTR-C131", "a record's chart may not <invoke>: its step is part of one write",
                "send an event, or give the other chart a state attribute of its own", invoke.location)
        }
        for place in placesOfSources {
            refuse(
                "KTR-C132", "a record's chart may not read other files with 'src'", "write the text into the chart",
                place)
        }
        for place in placesOfScripts {
            refuse(
                "KTR-C134", "a record's chart may not have <script>", "use <assign> and <if>, or a plugin", place)
        }
        if !["lua", "null"].contains(dataModel) {
            refuse(
                "KTR-C133", "a record's chart has datamodel 'lua' or 'null'", "write datamodel=\"lua\"",
                states[0].location)
        }
        for state in states.dropFirst() where state.id.contains("#") && layout.atomic.contains(state.index) {
            refuse(
                "KTR-C135", "every state of a record's chart needs an id", "the state attribute holds it",
                state.location)
        }
        return found + formerNameDiagnostics()
    }

    private func attributeWithoutEntity() -> [Diagnostic] {
        guard let place = annotations.location(of: "attribute") else { return [] }
        return [
            Diagnostic(
                .error, "KTR-C130", "k:attribute without k:entity", hint: "name the entity type that has the attribute",
                at: place)
        ]
    }
}
