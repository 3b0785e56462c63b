extension SystemSchema {
    /// Keys of the installation's own, by what they are for; since version 3.
    static let secretTables: [SystemTable] = [
        SystemTable(name: "kontor_secret", columns: [.text("name"), .blob("bytes")], primaryKey: ["name"])
    ]
}
