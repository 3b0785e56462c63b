import Glibc

/// A process that said since when it writes, as another one reads it.
struct ProcessNote: Sendable, Hashable {
    var process: Int32
    /// Seconds since the machine was started, which all processes count alike.
    var since: Int

    /// Reads what ``LockFile/noteWriter()`` wrote; nil for anything else.
    init?(_ text: String) {
        let parts = text.split { $0 == " " || $0 == "\n" }
        guard parts.count == 2, let process = Int32(parts[0]), let since = Int(parts[1]) else { return nil }
        self.process = process
        self.since = since
    }

    /// Who it is, for how long it has been writing, and whether it is stopped.
    var description: String {
        let age = max(0, Self.secondsSinceBoot() - since)
        let state = isStopped ? " and is stopped (Ctrl-Z): continue it with 'kill -CONT \(process)', or end it" : ""
        return "process \(process)\(command.map { " (\($0))" } ?? "") has been writing for \(age) s\(state)"
    }

    static func secondsSinceBoot() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Int(time.tv_sec)
    }

    /// The program and its command: `kontor import`. Not what else it was given, which may be anything.
    private var command: String? {
        let words = contents("cmdline").split(separator: 0).prefix(2).map { String(decoding: $0, as: UTF8.self) }
        guard let program = words.first?.split(separator: "/").last else { return nil }
        return ([String(program)] + words.dropFirst().filter { !$0.hasPrefix("-") }).joined(separator: " ")
    }

    /// The third field of /proc/PID/stat (proc(5)); the name before it is in parentheses and may hold any sign.
    private var isStopped: Bool {
        let text = String(decoding: contents("stat"), as: UTF8.self)
        guard let end = text.lastIndex(of: ")") else { return false }
        let state = text[text.index(after: end)...].drop { $0 == " " }.first
        return state == "T" || state == "t"
    }

    private func contents(_ name: String) -> [UInt8] {
        let descriptor = open("/proc/\(process)/\(name)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        return Array(bytes.prefix(max(0, read(descriptor, &bytes, bytes.count))))
    }
}
