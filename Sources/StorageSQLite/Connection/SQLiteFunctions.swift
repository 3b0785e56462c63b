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
        try define(SQLFunctions.text, 1, normalText, on: handle)
        try define(SQLFunctions.address, 1, addressText, on: handle)
        try define(SQLFunctions.fold, 1, foldedText, on: handle)
        try define(SQLFunctions.compute, -1, compute, on: handle)
        try define(SQLFunctions.compare, -1, compare, on: handle)
        let code = sqlite3_create_collation_v2(handle, SQLFunctions.order, SQLITE_UTF8, nil, compareTexts, nil)
        guard code == SQLITE_OK else {
            throw StorageError(.cannotOpen, "the order of texts cannot be defined (SQLite \(code))")
        }
        try SearchTokenizer.define(on: handle)
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

/// `kontor_text(text)`
private func normalText(_ context: OpaquePointer?, _ count: Int32, _ arguments: SQLiteFunctions.Arguments?) {
    let normal = textArgument(arguments?[0]).map(NormalText.of)
    answer(normal == "" ? nil : normal, context)
}

/// `kontor_address(text)`
private func addressText(_ context: OpaquePointer?, _ count: Int32, _ arguments: SQLiteFunctions.Arguments?) {
    let normal = textArgument(arguments?[0]).map(AttributeType.email.comparable)
    answer(normal == "" ? nil : normal, context)
}

/// `kontor_fold(text)`
private func foldedText(_ context: OpaquePointer?, _ count: Int32, _ arguments: SQLiteFunctions.Arguments?) {
    guard let value = arguments?[0], let text = textArgument(value) else {
        sqlite3_result_null(context)
        return
    }
    let folded = FoldedText.of(text)
    if folded.hasSameBytes(as: text) { sqlite3_result_value(context, value) } else { answer(folded, context) }
}

private func answer(_ text: String?, _ context: OpaquePointer?) {
    guard var text else {
        sqlite3_result_null(context)
        return
    }
    text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
            // An empty text may have no address, which would mean null.
            if let start = $0.baseAddress {
                sqlite3_result_text(context, start, Int32($0.count), copied)
            } else {
                sqlite3_result_text(context, "", 0, copied)
            }
        }
    }
}

/// `kontor_compute(program, numbers…)`
private func compute(_ context: OpaquePointer?, _ count: Int32, _ arguments: SQLiteFunctions.Arguments?) {
    guard let program = program(0, context, arguments) else { return }
    if let result = result(of: program, arguments, from: 1, count).flatMap({ Int64(exactly: $0) }) {
        sqlite3_result_int64(context, result)
    } else {
        sqlite3_result_null(context)
    }
}

/// `kontor_compare(program, program, numbers…)`
private func compare(_ context: OpaquePointer?, _ count: Int32, _ arguments: SQLiteFunctions.Arguments?) {
    guard let first = program(0, context, arguments), let second = program(1, context, arguments) else { return }
    switch (result(of: first, arguments, from: 2, count), result(of: second, arguments, from: 2, count)) {
    case (nil, nil): sqlite3_result_int64(context, 3)
    case (nil, _), (_, nil): sqlite3_result_int64(context, 4)
    case (let one?, let other?): sqlite3_result_int64(context, one < other ? -1 : one == other ? 0 : 1)
    }
}

private func result(
    of program: WideProgram, _ arguments: SQLiteFunctions.Arguments?, from first: Int, _ count: Int32
) -> Int128? {
    program.result { index in
        guard first + index < Int(count), let value = arguments?[first + index],
            sqlite3_value_type(value) == SQLITE_INTEGER
        else { return nil }
        return sqlite3_value_int64(value)
    }
}

/// The program that an argument is, read once for all rows; nil, and an error told, where it is none.
private func program(
    _ index: Int, _ context: OpaquePointer?, _ arguments: SQLiteFunctions.Arguments?
) -> WideProgram? {
    if let known = sqlite3_get_auxdata(context, Int32(index)) {
        return Unmanaged<KnownProgram>.fromOpaque(known).takeUnretainedValue().program
    }
    guard let program = textArgument(arguments?[index]).flatMap({ WideProgram($0) }) else {
        sqlite3_result_error(context, "this is not a program", -1)
        return nil
    }
    sqlite3_set_auxdata(
        context, Int32(index), Unmanaged.passRetained(KnownProgram(program)).toOpaque(), releaseProgram)
    return program
}

private final class KnownProgram: Sendable {
    let program: WideProgram

    init(_ program: WideProgram) { self.program = program }
}

private func releaseProgram(_ kept: UnsafeMutableRawPointer?) {
    if let kept { Unmanaged<KnownProgram>.fromOpaque(kept).release() }
}

private func compareTexts(
    _ context: UnsafeMutableRawPointer?, _ count: Int32, _ text: UnsafeRawPointer?, _ otherCount: Int32,
    _ other: UnsafeRawPointer?
) -> Int32 {
    Int32(
        TextOrder.compare(
            UnsafeBufferPointer(start: text?.assumingMemoryBound(to: UInt8.self), count: Int(count)),
            UnsafeBufferPointer(start: other?.assumingMemoryBound(to: UInt8.self), count: Int(otherCount))))
}

/// A text argument; nil for any other value.
func textArgument(_ value: OpaquePointer?) -> String? {
    guard let value, sqlite3_value_type(value) == SQLITE_TEXT else { return nil }
    let start = sqlite3_value_text(value)
    return String(decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(value))), as: UTF8.self)
}
