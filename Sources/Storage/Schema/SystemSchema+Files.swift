extension SystemSchema {
    /// What version 2 adds for files. Never changed once released: a later version adds a list of its own.
    static let fileTables: [SystemTable] = [
        SystemTable(
            name: "kontor_file",
            columns: [
                .blob("id"), .text("name"), .text("media_type"), .integer("size"), .blob("hash", optional: true),
                .integer("width", optional: true), .integer("height", optional: true), .blob("uploaded_by"),
                .integer("uploaded_at"), .blob("record_id", optional: true), .integer("expires_at", optional: true),
            ], primaryKey: ["id"],
            indexes: [(["expires_at"], false), (["record_id"], false), (["uploaded_by", "expires_at"], false)]),
        SystemTable(
            name: "kontor_file_chunk",
            columns: [.reference("file", to: "kontor_file"), .integer("number"), .blob("content")],
            primaryKey: ["file", "number"]),
    ]
}
