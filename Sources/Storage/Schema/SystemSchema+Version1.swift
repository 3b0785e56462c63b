extension SystemSchema {
    /// The tables of version 1. Never changed once released: a later version adds a list of its own.
    static let version1: [SystemTable] = [
        SystemTable(name: "kontor_version", columns: [.integer("version")], primaryKey: ["version"]),
        SystemTable(
            name: "kontor_schema_state",
            columns: [.integer("number"), .integer("applied_at"), .text("fingerprint"), .text("schema")],
            primaryKey: ["number"]),
        SystemTable(
            name: "kontor_change_log",
            columns: [
                .integer("sequence"), .integer("instant"), .text("kind"), .text("entity"), .blob("record_id"),
                .integer("revision"), .blob("principal"), .text("cause"), .text("before", optional: true),
                .text("after", optional: true), .blob("previous_hash"), .blob("hash"),
            ], primaryKey: ["sequence"], indexes: [(["record_id", "sequence"], false)]),
        SystemTable(
            name: "kontor_subject_key",
            columns: [
                .blob("subject"), .blob("key", optional: true), .integer("created_at"),
                .integer("destroyed_at", optional: true),
            ], primaryKey: ["subject"]),
        SystemTable(name: "kontor_counter", columns: [.text("series"), .integer("last")], primaryKey: ["series"]),
        SystemTable(
            name: "kontor_session", columns: [.blob("record_id"), .text("chart"), .text("data")],
            primaryKey: ["record_id", "chart"]),
        SystemTable(
            name: "kontor_timer",
            columns: [
                .blob("id"), .integer("due_at"), .text("entity"), .blob("record_id"), .text("chart"), .text("send_id"),
                .text("event"), .text("data"), .integer("created_at"), .integer("attempts"),
            ], primaryKey: ["id"], indexes: [(["due_at", "id"], false), (["record_id", "send_id"], false)]),
        SystemTable(
            name: "kontor_outbox",
            columns: [
                .blob("id"), .integer("sequence"), .text("topic"), .text("payload"), .integer("created_at"),
                .integer("attempts"), .integer("due_at"),
            ], primaryKey: ["id"], indexes: [(["due_at"], false), (["sequence"], false)]),
        SystemTable(
            name: "kontor_idempotency",
            columns: [.blob("principal"), .text("key"), .text("outcome"), .integer("instant")],
            primaryKey: ["principal", "key"], indexes: [(["instant"], false)]),
        SystemTable(
            name: "kontor_principal",
            columns: [
                .blob("id"), .text("name"), .text("name_folded"), .text("display_name"), .text("roles"),
                .text("language"), .integer("is_disabled"), .text("password_hash", optional: true),
                .integer("password_changed_at", optional: true),
            ], primaryKey: ["id"], indexes: [(["name_folded"], true)]),
        SystemTable(
            name: "kontor_token",
            columns: [
                .blob("hash"), .reference("principal", to: "kontor_principal"), .text("label"), .integer("created_at"),
                .integer("expires_at", optional: true), .integer("last_used_at", optional: true),
            ], primaryKey: ["hash"], indexes: [(["principal"], false)]),
        SystemTable(
            name: "kontor_web_session",
            columns: [
                .blob("hash"), .reference("principal", to: "kontor_principal"), .blob("csrf_secret"),
                .integer("created_at"), .integer("last_seen_at"), .integer("expires_at"),
            ], primaryKey: ["hash"], indexes: [(["principal"], false), (["expires_at"], false)]),
        SystemTable(
            name: "kontor_import_batch",
            columns: [
                .blob("id"), .text("entity"), .text("file_name"), .blob("principal"), .integer("started_at"),
                .integer("finished_at", optional: true), .integer("undone_at", optional: true), .integer("created"),
                .integer("updated"), .integer("unchanged"), .integer("refused"),
            ], primaryKey: ["id"]),
        SystemTable(
            name: "kontor_import_row",
            columns: [
                .reference("batch", to: "kontor_import_batch"), .integer("number"), .integer("part"), .text("entity"),
                .blob("record_id", optional: true), .integer("revision", optional: true),
                .blob("source_key", optional: true), .text("outcome"), .text("column", optional: true),
                .text("reason", optional: true),
            ], primaryKey: ["batch", "number", "part"], indexes: [(["entity", "source_key"], false)]),
    ]
}
