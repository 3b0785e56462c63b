import Glibc
import Storage

/// The database file and its folder, before SQLite opens it.
enum DatabaseFile {
    /// Makes the folder (mode 0700) and an empty file (mode 0600) where they are missing, and finds out whether both can
    /// be written: SQLite's own message about that names neither.
    static func prepare(_ path: String) throws {
        let folder = folder(of: path)
        try makeFolder(folder)
        // A file that is there is not opened: closing it again would drop the locks of a store of this process.
        let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST || access(path, R_OK | W_OK) != 0 {
            throw StorageError(fileError: errno, path)
        }
        // SQLite makes its -wal and -shm files in the folder.
        guard access(folder, W_OK | X_OK) == 0 else { throw StorageError(fileError: errno, folder) }
    }

    /// Finds out whether the write-ahead log beside a database can be its own. SQLite would take the pages of any log with the right
    /// name into it. A backup of ours is no database in WAL mode (https://www.sqlite.org/fileformat2.html, bytes 18 and 19), and
    /// is one as soon as it is opened, before its first log: beside one that is not, a log is another database's.
    ///
    /// A head that was noted beside such a file is not of it either, and goes.
    static func refuseStaleLog(_ path: String, _ file: HeldFile) throws {
        let head = file.head(20)
        guard head.count < 20 || head[18] == 1 else { return }
        guard let log = HeldFile.status(path + "-wal"), log.st_size > 0 else { return NotedHead(beside: path).remove() }
        throw StorageError(.staleLog, "\(path)-wal does not belong to \(path), which is a backup or empty")
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Bytes that are free where a file lies; nil where that cannot be told.
    static func freeSpace(_ path: String) -> Int64? {
        var status = statvfs()
        guard statvfs(folder(of: path), &status) == 0 else { return nil }
        return Int64(status.f_bavail) * Int64(status.f_frsize)
    }

    /// Makes what was renamed or created in a folder survive a power loss.
    static func syncFolder(of path: String) throws {
        let folder = folder(of: path)
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StorageError(fileError: errno, folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw StorageError(fileError: errno, folder) }
    }

    /// Makes a folder with those above it, where they are missing.
    static func makeFolder(_ folder: String) throws {
        if access(folder, F_OK) == 0 { return }
        let parent = Self.folder(of: folder)
        if parent != folder { try makeFolder(parent) }
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw StorageError(fileError: errno, folder) }
    }
}
