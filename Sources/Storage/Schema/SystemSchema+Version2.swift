extension SystemSchema {
    /// What version 2 adds: why a timer was refused, and full-text indexes that have something to forget.
    static let version2: [SystemTable] = [
        SystemTable(extending: "kontor_timer", by: [.text("problem", optional: true)]),
        SystemTable(
            name: "kontor_search_purge", columns: [.text("entity"), .integer("step")], primaryKey: ["entity"]),
    ]
}
