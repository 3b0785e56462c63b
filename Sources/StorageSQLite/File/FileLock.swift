import Glibc
import Storage
import Synchronization

/// Sees to it that only one process serves a database file: an advisory lock on a file beside it, which the operating
/// system lets go when the process ends, however it ends.
///
/// The lock is not on the database file itself: closing any descriptor of that one would drop SQLite's own locks.
final class FileLock: Sendable {
    /// Nil once the lock was let go.
    private let descriptor: Mutex<Int32?>

    /// - Throws: ``StorageError`` of `served` when another process holds the lock.
    init(beside path: String) throws {
        let lockPath = path + ".lock"
        let descriptor = open(lockPath, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StorageError(fileError: errno, lockPath) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(descriptor)
            close(descriptor)
            throw StorageError(.served, "process \(holder ?? "unknown") holds \(lockPath)")
        }
        self.descriptor = Mutex(descriptor)
        ftruncate(descriptor, 0)
        let text = "\(getpid())\n"
        _ = text.utf8.withContiguousStorageIfAvailable { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    deinit { release() }

    /// Lets another process have the file.
    func release() {
        descriptor.withLock { descriptor in
            if let open = descriptor { close(open) }
            descriptor = nil
        }
    }

    private static func holder(_ descriptor: Int32) -> String? {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        let digits = bytes.prefix(count).prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
    }
}

extension StorageError {
    /// What an `errno` says about a path.
    init(fileError code: Int32, _ path: String) {
        let reason: Reason =
            switch code {
            case EACCES, EPERM, EROFS: .readOnly
            case ENOSPC, EDQUOT: .full
            case EIO: .inputOutput
            default: .cannotOpen
            }
        self.init(reason, "\(path): \(String(cString: strerror(code)))")
    }
}
