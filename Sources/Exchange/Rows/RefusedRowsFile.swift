public import Model
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// A delimited text of the refused rows: their own columns, then row number, column and reason, so that they can be mended
/// there and imported again with the same map. It is written as the text was that they come from: encoding, byte-order mark,
/// separator, line ends and the lines above the header.
///
/// A file that was there is replaced only by refused rows, and only when all of them are written: until then they are in a file
/// beside it.
public final class RefusedRowsFile: Sendable {
    private struct Progress {
        var form: CSVForm?
        var isFinished = false
    }

    private let path: String
    private let writtenPath: String
    private let language: Language
    private let descriptor: Int32
    private let progress = Mutex(Progress())

    /// Opens the file before anything is imported, so that a wrong path is noticed early.
    ///
    /// - Parameter inputs: files that are read, which this one must not replace.
    /// - Throws: `Refusal` `KTR-I121` when it cannot be written, `KTR-I561` when it is one of the inputs.
    public init(path: String, inputs: [String], language: Language) throws(Refusal) {
        self.language = language
        let target = Self.resolved(path)
        var status = stat()
        let isThere = stat(target, &status) == 0
        if isThere, let input = inputs.first(where: { Self.isSame(status, $0) }) {
            throw Self.isInput(path, input)
        }
        self.path = target
        let isReplaced = !isThere || status.st_mode & S_IFMT == S_IFREG
        // What is no plain file, such as a pipe, cannot be replaced and is written to as it is.
        writtenPath = isReplaced ? "\(target).\(getpid()).part" : target
        let mode = isThere ? status.st_mode & 0o777 : 0o644
        // What a process of this number left behind is nobody's any more.
        if isReplaced { unlink(writtenPath) }
        descriptor = open(writtenPath, (isReplaced ? O_EXCL | O_CREAT : 0) | O_WRONLY | O_CLOEXEC, mode)
        if descriptor < 0 { throw Self.unwritable(path, errno) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        if writtenPath != path, progress.withLock({ !$0.isFinished }) { unlink(writtenPath) }
    }

    /// Adds a row; the first also writes what stands above it.
    ///
    /// - Throws: `Refusal` `KTR-I121` when it cannot be written.
    public func append(_ row: RefusedRow, _ form: CSVForm) throws(Refusal) {
        var writer = CSVWriter(separator: form.separator, lineEnd: form.lineEnd)
        let isFirst = progress.withLock { progress in
            defer { progress.form = form }
            return progress.form == nil
        }
        if isFirst {
            if form.hasSeparatorLine { writer.appendLine("sep=" + String(UnicodeScalar(form.separator.byte))) }
            for cells in form.preamble { writer.append(cells.map(CellGuard.guarded)) }
            writer.append(
                own(form.header, form).map(CellGuard.guarded) + RefusedRow.addedColumns.map { Array($0.utf8) })
        }
        let names = form.names.count
        let missing = max(0, names - row.bytes.count)
        let cells = own(Array(row.bytes.prefix(names)) + Array(repeating: [], count: missing), form)
        let kept = form.names.indices.filter { !RefusedRow.addedColumns.contains(form.names[$0]) }
        let misquoted = Set(kept.indices.filter { row.misquoted.contains(kept[$0]) })
            .union(row.misquoted.filter { $0 >= names }.map { kept.count + RefusedRow.addedColumns.count + $0 - names })
        let columns = row.faults.compactMap(\.column).reduce(into: [String]()) { columns, column in
            if !columns.contains(column) { columns.append(column) }
        }
        let codes = row.faults.map(\.code).reduce(into: [String]()) { codes, code in
            if !codes.contains(code) { codes.append(code) }
        }
        let told = [
            String(row.number), columns.joined(separator: ", "), codes.joined(separator: ", "), row.reason[language],
        ].map { CellGuard.guarded(Array($0.utf8)) }
        // Cells behind the last column are kept where they are seen to be too many.
        writer.append(
            cells.map(CellGuard.guarded) + told + row.bytes.dropFirst(names).map(CellGuard.guarded),
            misquoted: misquoted)
        let mark = isFirst && form.hasByteOrderMark ? form.encoding.byteOrderMark : []
        try write(mark + form.encoding.bytes(of: writer.bytes))
    }

    /// Puts the file where it was asked for, if any row was refused; a file that was there stays otherwise.
    ///
    /// - Throws: `Refusal` `KTR-I121` when it cannot be put there.
    public func finish() throws(Refusal) {
        guard writtenPath != path, progress.withLock({ $0.form != nil && !$0.isFinished }) else { return }
        guard fsync(descriptor) == 0, rename(writtenPath, path) == 0 else { throw Self.unwritable(path, errno) }
        progress.withLock { $0.isFinished = true }
    }

    /// The cells of the text's own columns.
    private func own(_ cells: [[UInt8]], _ form: CSVForm) -> [[UInt8]] {
        zip(form.names, cells).filter { !RefusedRow.addedColumns.contains($0.0) }.map(\.1)
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
}

extension RefusedRowsFile {
    /// The path with symbolic links followed, where something is there.
    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    private static func isSame(_ status: stat, _ path: String) -> Bool {
        var other = stat()
        return stat(path, &other) == 0 && other.st_dev == status.st_dev && other.st_ino == status.st_ino
    }

    private static func isInput(_ path: String, _ input: String) -> Refusal {
        Refusal(
            .malformed, "KTR-I561",
            LocalizedText(
                "refused rows cannot be written to \(path): it is \(input), which is an input",
                german:
                    "abgewiesene Zeilen können nicht nach \(path) geschrieben werden: Das ist \(input), eine Eingabedatei"
            ),
            hint: LocalizedText(
                "name another file with --refused", german: "Nennen Sie mit --refused eine andere Datei"))
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
