public import Model
import Storage

extension PrincipalDirectory {
    /// How principals are called, by id; whoever is unknown is missing.
    public func displayNames(of ids: Set<RecordID>) throws -> [RecordID: String] {
        try store.read { reader in
            var names: [RecordID: String] = [:]
            for id in ids {
                names[id] =
                    id == Principal.system.id
                    ? Principal.system.displayName : try PrincipalTable.principal(id, in: reader)?.principal.displayName
            }
            return names
        }
    }
}
