public import Model

extension Chart {
    /// Every element of executable content, wherever it stands.
    var everyAction: [Action] {
        let entries = defaultEntries.compactMap { $0?.content ?? [] }
        return (entryBlocks + exitBlocks).flatMap { $0.flatMap(Self.all) } + (contents + entries).flatMap(Self.all)
    }

    private static func all(in content: [Action]) -> [Action] {
        content.flatMap { action -> [Action] in
            switch action {
            case .choose(let branches): [action] + branches.flatMap { all(in: $0.body) }
            case .iterate(_, let body): [action] + all(in: body)
            default: [action]
            }
        }
    }

    /// Ids that a `<cancel>` names and that no `<send>` has.
    public var unknownCancellations: [(id: String, location: SourceLocation, known: [String])] {
        var known: [String] = []
        var cancelled: [(id: String, location: SourceLocation)] = []
        for action in everyAction {
            switch action {
            case .send(let send):
                if let id = send.id { known.append(id) }
                // A generated id is kept in a variable, and what is computed from it is nobody's to judge.
                if send.idLocation != nil { return [] }
            case .cancel(.literal(let id), let location): cancelled.append((id, location))
            default: break
            }
        }
        return cancelled.filter { !known.contains($0.id) }.map { ($0.id, $0.location, known) }
    }
}
