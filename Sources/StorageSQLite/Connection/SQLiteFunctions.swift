import GRDBSQLite
import Model
import SQLText
import Storage

/// Defines on a connection what our SQL needs and SQLite does not have (``SQLFunctions``).
///
/// The functions are called by SQLite's own interface: GRDB's wraps every argument of every row.
public enum SQLiteFunctions {
    typealias Arguments = UnsafeMutablePointer<OpaquePointer?>
    typealias Body = @convention(c) (OpaquePointer?, Int32, Arguments?) -> Void

    /// - Throws: `StorageError` where SQLite refuses.
    public static func define(on handle: OpaquePointer) throws {
        try define(SQLFunctions.local, 2, localTime, on: handle)
    }

    /// A function whose result follows from its arguments alone.
    private static func define(_ name: String, _ count: Int32, _ body: Body, on handle: OpaquePointer) throws {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        let code = sqlite3_create_function_v2(handle, name, count, flags, nil, body, nil, nil, nil)
        guard code == SQLITE_OK else {
            throw StorageError(.cannotOpen, "the function \(name) cannot be defined (SQLite \(code))")
        }
    }
}

/// `kontor_local(instant, zone)`
private func localTime(_ context: OpaquePointer?, _ count: Int32, _ arguments: SQLiteFunctions.Arguments?) {
    guard let instant = arguments?[0], sqlite3_value_type(instant) == SQLITE_INTEGER else {
        sqlite3_result_null(context)
        return
    }
    let moment = Instant(microseconds: sqlite3_value_int64(instant))
    if let known = sqlite3_get_auxdata(context, 1) {
        let zone = Unmanaged<KnownZone>.fromOpaque(known).takeUnretainedValue().zone
        sqlite3_result_int64(context, zone.local(moment).inUTC)
        return
    }
    guard let zone = textArgument(arguments?[1]).flatMap({ Zone(named: $0) }) else {
        sqlite3_result_error(context, "the time zone is not known here", -1)
        return
    }
    sqlite3_result_int64(context, zone.local(moment).inUTC)
    // The name is the same for all rows: SQLite keeps what it stands for, and may drop it at any time, so this comes last.
    sqlite3_set_auxdata(context, 1, Unmanaged.passRetained(KnownZone(zone)).toOpaque(), release)
}

/// A zone that a statement asks for again and again.
private final class KnownZone: Sendable {
    let zone: Zone

    init(_ zone: Zone) { self.zone = zone }
}

private func release(_ kept: UnsafeMutableRawPointer?) {
    if let kept { Unmanaged<KnownZone>.fromOpaque(kept).release() }
}

/// A text argument; nil for any other value.
func textArgument(_ value: OpaquePointer?) -> String? {
    guard let value, sqlite3_value_type(value) == SQLITE_TEXT else { return nil }
    let start = sqlite3_value_text(value)
    return String(decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(value))), as: UTF8.self)
}
