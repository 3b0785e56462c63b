extension SystemSchema {
    /// The row that is written to find out whether anything can be; since version 3.
    static let probeTables: [SystemTable] = [
        SystemTable(
            name: "kontor_probe", columns: [.integer("id"), .integer("count"), .blob("padding")], primaryKey: ["id"])
    ]
}
