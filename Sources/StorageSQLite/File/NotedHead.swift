import Glibc
import Storage
import Synchronization

/// The file beside a database that says how far its change log had come: a database that has lost the end of its log, or was
/// replaced by an older one, is recognised by it.
///
/// Written without waiting for the disk: after a power loss it may be older than the log, never newer.
struct NotedHead: Sendable {
    let path: String

    init(beside database: String) { path = database + ".head" }

    func read() -> ChangeLogHead? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return ChangeLogHead(String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 10 }, as: UTF8.self))
    }

    func write(_ head: ChangeLogHead) {
        let (text, partial) = (Array("\(head)\n".utf8), path + ".new")
        let descriptor = open(partial, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let count = Glibc.write(descriptor, text, text.count)
        close(descriptor)
        // In place of the old one as a whole, or not at all.
        if count == text.count { rename(partial, path) } else { unlink(partial) }
    }

    func remove() { unlink(path) }
}
