public import Model

#if canImport(Glibc)
    import Glibc
#endif

/// The folder with the files that cells of an import name. Nothing outside of it can be reached, whatever a cell says.
///
///     let folder = try ImportFolder(path: "scans")
///     let file = try folder.open("2026/bill 17.pdf")
public final class ImportFolder: Sendable {
    private let descriptor: Int32

    /// - Throws: `Refusal` `KTR-I187` where there is no such folder.
    public init(path: String) throws(Refusal) {
        descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor < 0 else { return }
        let why = String(cString: strerror(errno))
        throw Refusal(
            .malformed, "KTR-I187",
            LocalizedText(
                "the folder \(path) cannot be read: \(why)", german: "der Ordner \(path) ist nicht lesbar: \(why)"),
            hint: LocalizedText(
                "name the folder that holds the files with --files",
                german: "Nennen Sie mit --files den Ordner der Dateien"))
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Opens a file for reading.
    ///
    /// Every folder on the way is opened by itself and must be a folder: neither `..` nor a symbolic link leads out.
    ///
    /// - Parameter path: below the folder, with `/` between names.
    /// - Throws: `KTR-I185` for a path that is none below the folder, `KTR-I186` where no file can be read there.
    public func open(_ path: String) throws(Refusal.Problem) -> ImportedFile {
        let names = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard !path.utf8.contains(0), names.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
            throw Refusal.Problem(
                "KTR-I185",
                LocalizedText(
                    "'\(path)' is not a path below the folder", german: "„\(path)“ ist kein Pfad unterhalb des Ordners"),
                hint: LocalizedText(
                    "write it relative to the folder, such as scans/bill.pdf",
                    german: "Schreiben Sie ihn relativ zum Ordner, etwa scans/rechnung.pdf"))
        }
        var folder = descriptor
        defer { if folder != descriptor { close(folder) } }
        for name in names.dropLast() {
            let next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            let failure = errno
            if folder != descriptor { close(folder) }
            folder = descriptor
            guard next >= 0 else { throw Self.unreadable(path, failure) }
            folder = next
        }
        let name = names[names.count - 1]
        // Without O_NONBLOCK, a named pipe would be waited for.
        let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw Self.unreadable(path, errno) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(file)
            throw Self.unreadable(path, EISDIR)
        }
        return ImportedFile(descriptor: file, name: name, size: Int64(status.st_size))
    }

    private static func unreadable(_ path: String, _ code: Int32) -> Refusal.Problem {
        let why =
            switch code {
            case ELOOP, ENOTDIR, EISDIR: "not a plain file in plain folders"
            default: String(cString: strerror(code))
            }
        return Refusal.Problem(
            "KTR-I186",
            LocalizedText(
                "the file '\(path)' cannot be read: \(why)", german: "die Datei „\(path)“ ist nicht lesbar: \(why)"),
            hint: LocalizedText(
                "symbolic links are not followed", german: "symbolischen Verknüpfungen wird nicht gefolgt"))
    }
}

/// A file that an import reads.
public final class ImportedFile: Sendable {
    /// The last part of its path.
    public let name: String
    /// In bytes, when it was opened.
    public let size: Int64
    private let descriptor: Int32
    private static let pieceSize = 256 << 10

    init(descriptor: Int32, name: String, size: Int64) {
        self.descriptor = descriptor
        self.name = name
        self.size = size
    }

    deinit { close(descriptor) }

    /// The next piece; empty at the end.
    ///
    /// - Throws: `KTR-I186` where it cannot be read on.
    public func next() throws(Refusal) -> [UInt8] {
        var failure: Int32 = 0
        let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
            var got = -1
            repeat { got = Glibc.read(descriptor, buffer.baseAddress, buffer.count) } while got < 0 && errno == EINTR
            if got < 0 { failure = errno }
            count = max(0, got)
        }
        guard failure == 0 else {
            let why = String(cString: strerror(failure))
            throw Refusal(
                .malformed, "KTR-I186",
                LocalizedText(
                    "the file '\(name)' cannot be read: \(why)", german: "die Datei „\(name)“ ist nicht lesbar: \(why)")
            )
        }
        return piece
    }
}
