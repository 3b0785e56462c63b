import Glibc
import Storage

/// Locks on single bytes of a file that belong to an open descriptor, not to the process: two stores of one process keep apart as
/// well (F_OFD_SETLK of fcntl(2)).
enum OpenFileLock {
    /// The same number on every architecture; the C library hides it behind _GNU_SOURCE.
    private static let command: Int32 = 37

    /// Takes or releases a lock. Returns whether it could be had now.
    ///
    /// - Throws: `noLocks` where the file system has none.
    static func set(_ kind: Int32, at place: Int64, of descriptor: Int32, _ path: String) throws(StorageError) -> Bool {
        var lock = flock()
        lock.l_type = Int16(kind)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = off_t(place)
        lock.l_len = 1
        guard fcntl(descriptor, command, &lock) != 0 else { return true }
        let code = errno
        if code == EAGAIN || code == EACCES || code == EINTR { return false }
        throw StorageError(.noLocks, "\(path): \(String(cString: strerror(code)))")
    }
}
