extension String {
    /// HTML whose tables have a name for who cannot see where they stand; a caption is one already.
    func namingTables(_ name: String) -> String {
        let start = "<table>"
        let pieces = split(separator: start, omittingEmptySubsequences: false)
        guard let first = pieces.first, pieces.count > 1 else { return self }
        let label = EscapedHTML().escapeText(name)
        return pieces.dropFirst().reduce(String(first)) { text, piece in
            let table = piece.firstRange(of: "</table>").map { piece[..<$0.lowerBound] } ?? piece
            let isNamed = table.contains("<caption")
            return text + (isNamed ? start : "<table aria-label=\"\(label)\">") + piece
        }
    }
}
