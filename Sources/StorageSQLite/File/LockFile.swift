import Glibc
import Storage
import Synchronization

/// The file beside a database by whose locks the processes that have it open tell each other what they are doing. The operating
/// system lets them go when a process ends, however it ends.
///
/// Each lock is on one byte of the file; what is written there, who serves and who writes, has nothing to do with that. The same
/// locks are on the database file itself (``HeldFile``), for when somebody removes this one.
final class LockFile: Sendable {
    /// What a process can have for itself; the number is the place of the byte.
    enum Region: Int {
        /// Answering requests and firing timers.
        case serving
        /// Being next to write.
        case next
        /// Writing.
        case writing
    }

    /// Nil once the file was closed.
    private let descriptor: Mutex<Int32?>
    let path: String

    /// Where the process that writes is named, behind the one that serves.
    private static let writerPlace: off_t = 64
    private static let noteLength = 48

    init(beside database: String) throws(StorageError) {
        path = database + ".lock"
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StorageError(fileError: errno, path) }
        self.descriptor = Mutex(descriptor)
    }

    deinit { close() }

    /// Takes a lock. Returns whether it could be had now.
    func take(_ region: Region) throws(StorageError) -> Bool { try set(F_WRLCK, region) }

    func release(_ region: Region) { _ = try? set(F_UNLCK, region) }

    /// Lets everything go.
    func close() {
        descriptor.withLock { descriptor in
            if let open = descriptor { Glibc.close(open) }
            descriptor = nil
        }
    }

    /// Says that this process serves the database.
    ///
    /// - Throws: ``StorageError`` of `served` when another process does.
    func takeServing() throws(StorageError) {
        guard try take(.serving) else { throw StorageError(.served, "\(server) holds \(path)") }
        note("\(getpid())\n", at: 0, length: 20)
    }

    /// Says that this process writes now, and since when.
    func noteWriter() {
        note("\(getpid()) \(ProcessNote.secondsSinceBoot())\n", at: Self.writerPlace, length: Self.noteLength)
    }

    /// Who writes, as far as that was said.
    var writer: ProcessNote? { ProcessNote(read(at: Self.writerPlace, length: Self.noteLength)) }

    private var server: String {
        let digits = read(at: 0, length: 20).prefix { $0.isNumber }
        return digits.isEmpty ? "another process" : "process \(digits)"
    }

    private func note(_ text: String, at place: off_t, length: Int) {
        let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: max(0, length - text.utf8.count))
        descriptor.withLock { descriptor in
            guard let descriptor else { return }
            _ = pwrite(descriptor, bytes, bytes.count, place)
        }
    }

    private func read(at place: off_t, length: Int) -> String {
        var bytes = [UInt8](repeating: 0, count: length)
        let count = descriptor.withLock { descriptor in descriptor.map { pread($0, &bytes, length, place) } ?? 0 }
        return String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 0 }, as: UTF8.self)
    }

    private func set(_ kind: Int32, _ region: Region) throws(StorageError) -> Bool {
        try descriptor.withLock { descriptor throws(StorageError) in
            guard let descriptor else { return false }
            return try OpenFileLock.set(kind, at: Int64(region.rawValue), of: descriptor, path)
        }
    }
}
