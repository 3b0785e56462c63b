extension DataValue {
    /// The id of the file that a script's table speaks of, where an attribute of a type takes files; else the value itself.
    ///
    ///     change.after.copy = change.before.photo     -- in Lua
    public func naming(_ type: AttributeType) -> DataValue {
        guard case .file = type, let id = self["id"] else { return self }
        return id
    }
}
