import CLua
public import Model

extension Environment {
    /// All globals that scripts have set, sorted by name, for ``restore(_:)``. Integers and floats stay what they are.
    ///
    /// Functions are not data: those that are globals themselves are left out, and the scripts that define them have to
    /// run again. Tables with keys of several kinds are kept, their keys written as `[4711]`. Tables that are shared
    /// come back as copies.
    /// - Throws: ``ScriptError`` for what cannot be saved: cycles, functions inside tables, metatables.
    public func snapshot() throws -> DataValue {
        try sandbox.enter()
        defer { sandbox.leave() }
        try sandbox.check(klua_snapshot(sandbox.state, reference))
        return sandbox.result
    }

    /// Sets the globals of a snapshot.
    public func restore(_ snapshot: DataValue) throws {
        try sandbox.enter()
        defer { sandbox.leave() }
        sandbox.writer.reset()
        sandbox.writer.append(snapshot: snapshot)
        var tape = sandbox.writer.tape
        try sandbox.check(klua_restore(sandbox.state, reference, &tape))
    }
}

extension TapeWriter {
    /// As `append`, with member names read as the keys that they stand for.
    func append(snapshot value: DataValue) {
        switch value {
        case .list(let items):
            append(KLUA_LIST, items.count, 0)
            for item in items { append(snapshot: item) }
        case .object(let members):
            append(KLUA_TABLE, members.count, 0)
            for member in members {
                append(SnapshotKey.key(of: member.name))
                append(snapshot: member.value)
            }
        default: append(value)
        }
    }
}
