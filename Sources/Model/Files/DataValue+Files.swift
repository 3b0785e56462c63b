extension DataValue {
    /// The value as scripts see it: a file as a table of what is told of it, everything else as ``init(_:)`` gives it.
    ///
    ///     change.after.photo.name, change.after.photo.size     -- in Lua
    public init(_ value: AttributeValue, files: [RecordID: FileDescription]) {
        if case .record(let id) = value, let file = files[id] { self = file.dataValue } else { self.init(value) }
    }

    /// The id of the file that a script's table speaks of, where an attribute of a type takes files; else the value itself.
    public func naming(_ type: AttributeType) -> DataValue {
        guard case .file = type, let id = self["id"] else { return self }
        return id
    }
}
