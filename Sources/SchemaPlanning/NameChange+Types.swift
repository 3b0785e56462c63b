extension Sequence<NameChange> {
    /// What an entity type was called in an entry of the change log.
    ///
    /// - Returns: nil where the name belonged to another type then, which was renamed or removed since.
    public func loggedName(ofType entity: String, at sequence: Int64) -> String? {
        var name = entity
        for change in reversed() where change.attribute == nil && change.through >= sequence {
            if change.became == name {
                name = change.entity
            } else if change.entity == name {
                return nil
            }
        }
        return name
    }

    /// Every name that an entity type had, the present one first.
    public func names(ofType entity: String) -> [String] {
        var names = [entity]
        for change in reversed() where change.attribute == nil && names.last == change.became {
            names.append(change.entity)
        }
        return names
    }
}
