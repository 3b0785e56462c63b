/// Which part of a file a client asks for (RFC 9110 §14.2). Several parts at once are not served: then it gets the whole.
enum ByteRange: Equatable {
    case whole
    case part(Range<Int64>)
    /// The file ends before the part begins.
    case unsatisfiable

    /// - Parameter header: `bytes=0-499`, `bytes=500-`, `bytes=-200`; what cannot be read counts as no header.
    init(_ header: String?, of size: Int64) {
        self = .whole
        // A size that somebody else wrote into the database may be anything.
        guard size >= 0, let header, header.lowercased().hasPrefix("bytes=") else { return }
        let range = header.dropFirst(6).filter { $0 != " " }
        let parts = range.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return }
        switch (parts[0].isEmpty, parts[1].isEmpty) {
        case (true, true): return
        case (true, false):
            let last = Int64(parts[1]) ?? .max
            self = last == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - last)..<size)
        case (false, let isOpen):
            let first = Int64(parts[0]) ?? .max
            let end = isOpen ? size - 1 : Int64(parts[1]) ?? .max
            if !isOpen, end < first { return }
            self = first >= size ? .unsatisfiable : .part(first..<min(end, size - 1) + 1)
        }
    }
}
