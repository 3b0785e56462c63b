import Model

/// Every word of the interface, one table per page area.
enum InterfaceTexts {
    static let all: [String: LocalizedText] = {
        let tables = [
            FrameTexts.table, HomeTexts.table, ListTexts.table, FormTexts.table, RecordTexts.table, ProblemTexts.table,
            SearchTexts.table, DocumentTexts.table,
        ]
        return tables.reduce(into: [:]) { all, table in all.merge(table) { first, _ in first } }
    }()
}
