import Model

/// Reads a decimal number that a person typed, in the German or the English way.
///
/// The last of two different marks is the decimal mark: `1.234,50` and `1,234.50` are the same number in both languages.
/// A single mark of the own language's decimal kind is the decimal mark; a single other mark is one too, unless exactly
/// three digits follow it as in a group of thousands: `12.5` is read in German, and `1.234` is one thousand there.
struct DecimalInput {
    let language: Language

    func read(_ typed: String) -> ExactDecimal? {
        let text = typed.filter { !" \u{00A0}\u{202F}'’".contains($0) }.replacing("−", with: "-")
        let sign = text.hasPrefix("-") ? "-" : ""
        let body = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : Substring(text)
        let marks = body.filter { $0 == "." || $0 == "," }
        guard !body.isEmpty, body.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }) else {
            return nil
        }
        guard let decimalMark = decimalMark(in: body, marks: marks) else {
            guard isGrouped(body, by: marks.first) else { return nil }
            return ExactDecimal(sign + body.filter(\.isNumber))
        }
        guard let position = body.lastIndex(of: decimalMark) else { return nil }
        let whole = body[..<position]
        let fraction = body[body.index(after: position)...]
        let group: Character = decimalMark == "," ? "." : ","
        guard !whole.contains(decimalMark), fraction.allSatisfy(\.isNumber), !fraction.isEmpty,
            isGrouped(whole, by: whole.contains(group) ? group : nil)
        else { return nil }
        return ExactDecimal("\(sign)\(whole.filter(\.isNumber)).\(fraction)")
    }

    /// The mark that starts the fraction; nil where there is no fraction.
    private func decimalMark(in body: Substring, marks: String) -> Character? {
        guard let last = marks.last else { return nil }
        if Set(marks).count == 2 { return last }
        if marks.count > 1 { return nil }
        let own: Character = language.primary == .german ? "," : "."
        if last == own { return own }
        let pieces = body.split(separator: last, omittingEmptySubsequences: false)
        let looksGrouped = pieces[1].count == 3 && (1...3).contains(pieces[0].count) && pieces[0] != "0"
        return looksGrouped ? nil : last
    }

    private func isGrouped(_ whole: Substring, by mark: Character?) -> Bool {
        guard let mark else { return !whole.isEmpty && whole.allSatisfy(\.isNumber) }
        let groups = whole.split(separator: mark, omittingEmptySubsequences: false)
        return (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
            && groups.allSatisfy { $0.allSatisfy(\.isNumber) }
    }
}
