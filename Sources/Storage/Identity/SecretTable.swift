import SQLText

/// Keys of the installation's own, by what they are for: all its processes have the same, and they outlive a start.
public enum SecretTable {
    /// The key of a name; nil where none was kept yet.
    public static func bytes(_ name: String, in reader: any SQLReader) throws -> [UInt8]? {
        try reader.first(SQLFragment("SELECT \"bytes\" FROM \"kontor_secret\" WHERE \"name\" = ?", .text(name))) {
            $0.blob(0)
        }
    }

    /// Keeps a key where there is none of the name.
    ///
    /// - Returns: the one that holds now.
    public static func keep(_ bytes: [UInt8], as name: String, on connection: any SQLConnection) throws -> [UInt8] {
        if let known = try self.bytes(name, in: connection) { return known }
        try connection.execute(
            SQLFragment(
                "INSERT INTO \"kontor_secret\" (\"name\", \"bytes\") VALUES (?, ?)", .text(name), .blob(bytes)))
        return bytes
    }
}
