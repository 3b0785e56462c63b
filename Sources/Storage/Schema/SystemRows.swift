import SQLText
import SchemaPlanning

/// Kontor's own rows that name entity types, attributes and charts: they follow a rename and go with what is removed.
enum SystemRows {
    static func follow(_ step: MigrationStep, on connection: any SQLConnection) throws {
        switch step {
        case .renameTable(let old, let new):
            for table in ["kontor_timer", "kontor_import_batch", "kontor_import_row"] {
                try replace("entity", old, by: new, in: table, on: connection)
            }
            try renameSeries("\(old).", to: "\(new).", on: connection)
        case .renameColumn(let table, let old, let new):
            try renameSeries("\(table).\(old):", to: "\(table).\(new):", on: connection)
        case .changeColumn(let change):
            guard let chart = change.newChart else { return }
            try replace("chart", chart.old, by: chart.new, in: "kontor_session", on: connection)
            try replace("chart", chart.old, by: chart.new, in: "kontor_timer", on: connection)
        case .dropColumn(let table, let column):
            if column.kind == .file {
                try FileTable.releaseAll(in: quotedIdentifier(table), quotedIdentifier(column.name), on: connection)
            } else {
                try removeWorkflow(of: table, chart: column.chart, on: connection)
            }
        case .dropTable(let table):
            for column in table.columns where column.kind == .file {
                try FileTable.releaseAll(
                    in: quotedIdentifier(table.name), quotedIdentifier(column.name), on: connection)
            }
            let chart = table.columns.lazy.compactMap(\.chart).first
            try removeWorkflow(of: table.name, chart: chart, on: connection)
        default: break
        }
    }

    private static func replace(
        _ column: String, _ old: String, by new: String, in table: String, on connection: any SQLConnection
    ) throws {
        let column = quotedIdentifier(column)
        try connection.execute(
            SQLFragment(
                "UPDATE \(quotedIdentifier(table)) SET \(column) = ? WHERE \(column) = ?", .text(new), .text(old)))
    }

    /// A series of numbers is named after its attribute; it goes on counting under the new name.
    private static func renameSeries(_ old: String, to new: String, on connection: any SQLConnection) throws {
        let length = Int64(old.unicodeScalars.count)
        try connection.execute(
            SQLFragment(
                """
                UPDATE "kontor_counter" SET "series" = ? || substr("series", ?) WHERE substr("series", 1, ?) = ?
                """, .text(new), .integer(length + 1), .integer(length), .text(old)))
    }

    /// Without its state attribute, a record has no session, and no timer has anything to come back to.
    ///
    /// - Parameter chart: the one that it followed; nil where that was not noted.
    private static func removeWorkflow(
        of table: String, chart: String?, on connection: any SQLConnection
    ) throws {
        var sessions = SQLFragment(
            "DELETE FROM \"kontor_session\" WHERE \"record_id\" IN (SELECT \"id\" FROM \(quotedIdentifier(table)))")
        if let chart { sessions += SQLFragment(" AND \"chart\" = ?", .text(chart)) }
        try connection.execute(sessions)
        try connection.execute(SQLFragment("DELETE FROM \"kontor_timer\" WHERE \"entity\" = ?", .text(table)))
    }
}
