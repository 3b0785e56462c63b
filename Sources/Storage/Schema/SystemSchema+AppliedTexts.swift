extension SystemSchema {
    /// The texts of the definitions that hold; since version 2.
    static let appliedTextTables: [SystemTable] = [
        SystemTable(
            name: "kontor_applied_text",
            columns: [.text("path"), .text("pack"), .text("part"), .blob("bytes")], primaryKey: ["path"])
    ]
}
