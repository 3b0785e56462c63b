import Glibc
import Storage
import Synchronization

/// The database file, held by a descriptor for as long as a store of this process has it open: it tells what the file is that was
/// opened, whatever lies at its path by now, and has locks that hold where the lock file beside it was removed.
///
/// A process loses its locks on a file, SQLite's included, when it closes any descriptor of it (fcntl(2)). So there is one
/// descriptor for all stores of a process, and it is closed after the last of them has closed its connections.
final class HeldFile: Sendable {
    /// Which file it is, whatever it is called.
    struct Identity: Hashable, Sendable {
        var device: UInt64
        var inode: UInt64

        init(_ status: stat) { (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino)) }
    }

    private struct Entry {
        var descriptor: Int32
        var stores: Int
        var isServed = false
    }

    let path: String
    let identity: Identity
    private let descriptor: Int32
    private let isOpen = Mutex(true)
    private let serves = Mutex(false)

    private static let entries = Mutex<[Identity: Entry]>([:])
    /// Beyond what SQLite locks (2³⁰ and some) and what a file can be long.
    private static let firstLock: Int64 = 1 << 61

    init(_ path: String) throws(StorageError) {
        let (identity, descriptor) = try Self.entries.withLock {
            entries throws(StorageError) -> (Identity, Int32) in
            if let status = Self.status(path), entries[Identity(status)] != nil {
                let identity = Identity(status)
                entries[identity]?.stores += 1
                return (identity, entries[identity]?.descriptor ?? -1)
            }
            let descriptor = open(path, O_RDWR | O_CLOEXEC)
            var status = stat()
            guard descriptor >= 0, fstat(descriptor, &status) == 0 else { throw StorageError(fileError: errno, path) }
            let identity = Identity(status)
            entries[identity] = Entry(descriptor: descriptor, stores: 1)
            return (identity, descriptor)
        }
        self.path = path
        self.identity = identity
        self.descriptor = descriptor
    }

    deinit { close() }

    /// What the path leads to now; nil where there is nothing.
    static func status(_ path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    /// Whether another store of this process has the file at a path open.
    static func isHeld(_ path: String) -> Bool {
        guard let status = status(path) else { return false }
        return entries.withLock { $0[Identity(status)] != nil }
    }

    /// The first bytes of the file.
    func head(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = pread(descriptor, &bytes, count, 0)
        return Array(bytes.prefix(max(0, read)))
    }

    /// Takes a lock on the file. Returns whether it could be had now.
    func take(_ region: LockFile.Region) throws(StorageError) -> Bool {
        guard region == .serving else { return try set(F_WRLCK, region) }
        // Locks are those of the descriptor, which all stores of the process share.
        let isFree = Self.entries.withLock { entries in
            let wasServed = entries[identity]?.isServed ?? false
            entries[identity]?.isServed = true
            return !wasServed
        }
        guard isFree else { return false }
        serves.withLock { $0 = true }
        if try set(F_WRLCK, region) { return true }
        release(.serving)
        return false
    }

    func release(_ region: LockFile.Region) {
        if region == .serving {
            let served = serves.withLock { serves in
                defer { serves = false }
                return serves
            }
            guard served else { return }
            Self.entries.withLock { $0[identity]?.isServed = false }
        }
        _ = try? set(F_UNLCK, region)
    }

    /// Lets go of the file, after the connections to it are closed.
    func close() {
        let wasOpen = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        guard wasOpen else { return }
        release(.serving)
        Self.entries.withLock { entries in
            entries[identity]?.stores -= 1
            guard entries[identity]?.stores == 0 else { return }
            Glibc.close(descriptor)
            entries[identity] = nil
        }
    }

    private func set(_ kind: Int32, _ region: LockFile.Region) throws(StorageError) -> Bool {
        try OpenFileLock.set(kind, at: Self.firstLock + Int64(region.rawValue), of: descriptor, path)
    }
}
