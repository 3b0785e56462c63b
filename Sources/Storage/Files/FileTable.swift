public import Model
import SQLText

/// The files that attributes hold: one row each for what is known of them, and rows of at most ``chunkSize`` bytes for
/// their content, so that neither reading nor writing needs a whole file in memory.
///
/// The content never changes; a record that gets another one gets another file.
public enum FileTable {
    /// Bytes of each chunk but the last.
    public static let chunkSize = 256 << 10

    private static let columns = """
        "id", "name", "media_type", "size", "hash", "width", "height", "uploaded_by", "uploaded_at", "record_id", \
        "expires_at"
        """
    private static let selection = "SELECT \(columns) FROM \"kontor_file\""

    // MARK: Arriving

    /// Begins a file that has no bytes yet.
    public static func insert(_ file: StoredFile, on connection: any SQLConnection) throws {
        let description = file.description
        try connection.execute(
            SQLFragment(
                "INSERT INTO \"kontor_file\" (\(columns)) VALUES (?, ?, ?, ?, NULL, NULL, NULL, ?, ?, NULL, ?)",
                .blob(description.id.bytes), .text(description.name), .text(description.mediaType),
                .integer(description.size), .blob(file.uploader.bytes), .integer(file.uploaded.microseconds),
                file.expires.map { .integer($0.microseconds) } ?? .null))
    }

    /// Adds the next chunk of a file that is arriving.
    ///
    /// - Throws: ``StorageError`` of `foreignKey` where the file was collected meanwhile.
    public static func append(
        _ content: [UInt8], number: Int64, to file: RecordID, on connection: any SQLConnection
    ) throws {
        let known = try connection.execute(
            SQLFragment(
                "UPDATE \"kontor_file\" SET \"size\" = \"size\" + ? WHERE \"id\" = ? AND \"hash\" IS NULL",
                .integer(Int64(content.count)), .blob(file.bytes)))
        guard known == 1 else { throw StorageError(.foreignKey, "the file to write to does not exist") }
        try connection.execute(
            SQLFragment(
                "INSERT INTO \"kontor_file_chunk\" (\"file\", \"number\", \"content\") VALUES (?, ?, ?)",
                .blob(file.bytes), .integer(number), .blob(content)))
    }

    /// Notes that a file is whole, and what its bytes turned out to be.
    ///
    /// - Parameter hash: SHA-256, 32 bytes.
    public static func finish(
        _ file: RecordID, mediaType: String, hash: [UInt8], extent: PictureExtent?, on connection: any SQLConnection
    ) throws {
        let known = try connection.execute(
            SQLFragment(
                """
                UPDATE "kontor_file" SET "media_type" = ?, "hash" = ?, "width" = ?, "height" = ?
                WHERE "id" = ? AND "hash" IS NULL
                """, .text(mediaType), .blob(hash), extent.map { .integer(Int64($0.width)) } ?? .null,
                extent.map { .integer(Int64($0.height)) } ?? .null, .blob(file.bytes)))
        guard known == 1 else { throw StorageError(.foreignKey, "the file to finish does not exist") }
    }

    /// Bytes of all files of a principal that belong to no record yet, those included that still arrive.
    public static func waitingSize(of principal: RecordID, in reader: any SQLReader) throws -> Int64 {
        try reader.integer(
            SQLFragment(
                """
                SELECT coalesce(sum(min("size", 1099511627776)), 0) FROM "kontor_file"
                WHERE "uploaded_by" = ? AND "expires_at" IS NOT NULL AND "record_id" IS NULL
                """, .blob(principal.bytes))) ?? 0
    }

    // MARK: Belonging

    /// Gives a file to a record for good.
    public static func attach(_ file: RecordID, to record: RecordID, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment(
                "UPDATE \"kontor_file\" SET \"record_id\" = ?, \"expires_at\" = NULL WHERE \"id\" = ?",
                .blob(record.bytes), .blob(file.bytes)))
    }

    /// Lets a file go that its record holds no longer.
    public static func release(_ file: RecordID, until instant: Instant, on connection: any SQLConnection) throws {
        try connection.execute(
            SQLFragment(
                "UPDATE \"kontor_file\" SET \"expires_at\" = ? WHERE \"id\" = ?", .integer(instant.microseconds),
                .blob(file.bytes)))
    }

    // MARK: Reading

    /// What is known of a file; nil where there is none.
    public static func file(_ id: RecordID, in reader: any SQLReader) throws -> StoredFile? {
        try reader.first(SQLFragment(selection + " WHERE \"id\" = ?", .blob(id.bytes)), decode)
    }

    /// What is told of some files; those that are not there, or not whole, are missing.
    public static func descriptions(
        of ids: Set<RecordID>, in reader: any SQLReader
    ) throws -> [RecordID: FileDescription] {
        var found: [RecordID: FileDescription] = [:]
        for id in ids {
            if let file = try file(id, in: reader), file.isWhole { found[id] = file.description }
        }
        return found
    }

    /// Hands over each whole file, in the order of their ids.
    public static func forEachWholeFile(in reader: any SQLReader, _ body: (StoredFile) throws -> Void) throws {
        try reader.forEachRow(SQLFragment(selection + " WHERE \"hash\" IS NOT NULL ORDER BY \"id\"")) {
            try body(try decode($0))
        }
    }

    /// The bytes of a chunk, counted from 0; nil where there is none.
    public static func chunk(_ number: Int64, of file: RecordID, in reader: any SQLReader) throws -> [UInt8]? {
        try reader.first(
            SQLFragment(
                "SELECT \"content\" FROM \"kontor_file_chunk\" WHERE \"file\" = ? AND \"number\" = ?",
                .blob(file.bytes), .integer(number))
        ) { $0.blob(0) }
    }

    static func decode(_ row: any SQLRow) throws -> StoredFile {
        // A size below zero is nobody's, and would not make a range of bytes.
        let hash = row.isNull(4) ? "" : row.withBytes(4) { $0.map(hexadecimal).joined() }
        var extent: PictureExtent?
        if let width = row.optionalInteger(5), let height = row.optionalInteger(6) {
            extent = PictureExtent(width: Int(width), height: Int(height))
        }
        return StoredFile(
            description: FileDescription(
                id: try row.recordID(0), name: row.text(1), size: max(0, row.integer(3)), mediaType: row.text(2),
                hash: hash),
            extent: extent, uploader: try row.recordID(7), uploaded: row.instant(8),
            record: try row.optionalRecordID(9), expires: row.optionalInstant(10))
    }
}

/// Two hexadecimal digits.
func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
