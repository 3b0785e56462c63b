extension String {
    /// The text, or as much of it as so many bytes of UTF-8 hold, with an ellipsis.
    func clipped(to bytes: Int) -> String {
        guard utf8.count > bytes else { return self }
        var end = utf8.index(utf8.startIndex, offsetBy: bytes)
        // Not within a scalar: its later bytes are 10xxxxxx.
        while end > utf8.startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
        return String(self[..<end]) + "…"
    }
}

extension LocalizedText {
    /// The text with every language cut to so many bytes; of more than twenty languages some are left out.
    func clipped(to bytes: Int) -> LocalizedText {
        if english.utf8.count <= bytes, others.isEmpty { return self }
        let longest = others.values.reduce(english.utf8.count) { max($0, $1.utf8.count) }
        if longest <= bytes, others.count <= 20 { return self }
        let kept = others.sorted { $0.key.rawValue < $1.key.rawValue }.prefix(20)
        var texts = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value.clipped(to: bytes)) })
        if let german = others[.german] { texts[.german] = german.clipped(to: bytes) }
        return LocalizedText(english.clipped(to: bytes), others: texts)
    }
}
