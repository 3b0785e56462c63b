import Glibc
import Storage
import Synchronization

/// The file beside a database by whose locks the processes that have it open tell each other what they are doing. The operating
/// system lets them go when a process ends, however it ends.
///
/// Each lock is on one byte of the file; what is written there, the id of the serving process, has nothing to do with that. The
/// locks are not on the database file itself: closing any descriptor of that one would drop SQLite's own.
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

    init(beside database: String) throws {
        path = database + ".lock"
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StorageError(fileError: errno, path) }
        self.descriptor = Mutex(descriptor)
    }

    deinit { close() }

    /// Takes a lock. Returns whether it could be had now.
    func take(_ region: Region) -> Bool { set(F_WRLCK, region) }

    func release(_ region: Region) { _ = set(F_UNLCK, region) }

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
    func takeServing() throws {
        guard take(.serving) else {
            throw StorageError(.served, "process \(server ?? "unknown") holds \(path)")
        }
        descriptor.withLock { descriptor in
            guard let descriptor else { return }
            ftruncate(descriptor, 0)
            let text = "\(getpid())\n"
            _ = text.utf8.withContiguousStorageIfAvailable { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        }
    }

    /// A lock of the open file, not of the process: two stores of one process keep apart as well
    /// (F_OFD_SETLK of fcntl(2), the same number on every architecture; the C library hides it behind _GNU_SOURCE).
    private static let setOpenFileLock: Int32 = 37

    private func set(_ kind: Int32, _ region: Region) -> Bool {
        descriptor.withLock { descriptor in
            guard let descriptor else { return false }
            var lock = flock()
            lock.l_type = Int16(kind)
            lock.l_whence = Int16(SEEK_SET)
            lock.l_start = off_t(region.rawValue)
            lock.l_len = 1
            return fcntl(descriptor, Self.setOpenFileLock, &lock) == 0
        }
    }

    private var server: String? {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = descriptor.withLock { descriptor in descriptor.map { pread($0, &bytes, 20, 0) } ?? 0 }
        guard count > 0 else { return nil }
        let digits = bytes.prefix(count).prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
    }
}
