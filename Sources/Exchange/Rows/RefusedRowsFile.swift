public import Model
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// A delimited text of the refused rows: their own columns, then row number, column and reason, so that they can be mended
/// there and imported again with the same map. Where no row was refused, no file stays.
public final class RefusedRowsFile: Sendable {
    private let path: String
    private let language: Language
    private let descriptor: Int32
    private let isEmpty = Mutex(true)

    /// Opens the file before anything is imported, so that a wrong path is noticed early.
    ///
    /// - Throws: `Refusal` `KTR-I121` when it cannot be written.
    public init(path: String, language: Language) throws(Refusal) {
        self.path = path
        self.language = language
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        if descriptor < 0 { throw Self.unwritable(path, errno) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if descriptor >= 0, isEmpty.withLock({ $0 }) { unlink(path) }
    }

    /// Adds a row; the first also writes the column names.
    ///
    /// - Throws: `Refusal` `KTR-I121` when it cannot be written.
    public func append(_ row: RefusedRow, header: [String]) throws(Refusal) {
        var writer = CSVWriter()
        let names = header.filter { !RefusedRow.addedColumns.contains($0) }
        isEmpty.withLock { isEmpty in
            if isEmpty { writer.append(names + RefusedRow.addedColumns) }
            isEmpty = false
        }
        let cells = zip(header, row.cells).filter { !RefusedRow.addedColumns.contains($0.0) }.map(\.1)
        let padding = Array(repeating: "", count: max(0, names.count - cells.count))
        writer.append(
            cells + padding + [String(row.number), row.column ?? "", row.code, row.reason[language]])
        try write(Array(writer.text.utf8))
    }

    private func write(_ bytes: [UInt8]) throws(Refusal) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { throw Self.unwritable(path, errno) }
            written += count
        }
    }

    private static func unwritable(_ path: String, _ code: Int32) -> Refusal {
        let why = String(cString: strerror(code))
        return Refusal(
            .malformed, "KTR-I121",
            LocalizedText("\(path) cannot be written: \(why)", german: "\(path) ist nicht schreibbar: \(why)"),
            hint: LocalizedText(
                "name a file in a folder that you may write to",
                german: "Nennen Sie eine Datei in einem Ordner, in den Sie schreiben dürfen"))
    }
}
