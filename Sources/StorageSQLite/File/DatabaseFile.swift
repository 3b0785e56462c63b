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

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes what was renamed or created in a folder survive a power loss.
    static func syncFolder(of path: String) throws {
        let folder = folder(of: path)
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StorageError(fileError: errno, folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw StorageError(fileError: errno, folder) }
    }

    private static func makeFolder(_ folder: String) throws {
        if access(folder, F_OK) == 0 { return }
        let parent = Self.folder(of: folder)
        if parent != folder { try makeFolder(parent) }
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw StorageError(fileError: errno, folder) }
    }
}
