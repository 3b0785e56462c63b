import GRDBSQLite
import Model
import SQLText
import Storage

/// Gives SQLite's full-text index our words (``SearchWords``), so that what is found follows the same rules everywhere.
enum SearchTokenizer {
    static func define(on handle: OpaquePointer) throws {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        var api: UnsafeMutablePointer<fts5_api>?
        // https://www.sqlite.org/fts5.html#extending_fts5
        guard sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, nil) == SQLITE_OK else { throw failure }
        withUnsafeMutablePointer(to: &api) { place in
            _ = sqlite3_bind_pointer(statement, 1, place, apiName, nil)
            sqlite3_step(statement)
        }
        guard let api else { throw failure }
        var tokenizer = fts5_tokenizer(xCreate: makeTokenizer, xDelete: dropTokenizer, xTokenize: tokenize)
        guard api.pointee.xCreateTokenizer?(api, SQLFunctions.words, nil, &tokenizer, nil) == SQLITE_OK else {
            throw failure
        }
    }

    /// SQLite keeps the address, so it must be that of a text that stays.
    private static var apiName: UnsafePointer<CChar> {
        let name: StaticString = "fts5_api_ptr"
        return UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    }

    private static var failure: StorageError {
        StorageError(.cannotOpen, "the words of the full-text index cannot be defined")
    }
}

/// There is nothing to keep: any address that is none of nothing will do.
private func makeTokenizer(
    _ context: UnsafeMutableRawPointer?, _ arguments: UnsafeMutablePointer<UnsafePointer<CChar>?>?, _ count: Int32,
    _ made: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
    made?.pointee = OpaquePointer(bitPattern: 1)
    return SQLITE_OK
}

private func dropTokenizer(_ tokenizer: OpaquePointer?) {}

private func tokenize(
    _ tokenizer: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ flags: Int32, _ text: UnsafePointer<CChar>?,
    _ count: Int32,
    _ take: (
        @convention(c) (UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, Int32, Int32, Int32) -> Int32
    )?
) -> Int32 {
    guard let text, let take else { return SQLITE_OK }
    return text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { start in
        var code = SQLITE_OK
        SearchWords.forEach(in: UnsafeBufferPointer(start: start, count: Int(count))) { word, place in
            code = word.withMemoryRebound(to: CChar.self) {
                take(context, 0, $0.baseAddress, Int32($0.count), Int32(place.lowerBound), Int32(place.upperBound))
            }
            return code == SQLITE_OK
        }
        return code
    }
}
