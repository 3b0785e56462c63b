/// Keeps a spreadsheet from running what stands in a cell of a text that we write for people.
///
/// A cell that begins like a formula gets an apostrophe in front, and one that already has such apostrophes gets one more; so
/// taking one off gives every cell back as it was. Plain numbers are left alone: `-5,00` runs nothing.
enum CellGuard {
    static func guarded(_ cell: [UInt8]) -> [UInt8] {
        isFormula(after: apostrophes(cell), in: cell) && !isNumber(cell) ? [apostrophe] + cell : cell
    }

    static func unguarded(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let count = apostrophes(Array(cell))
        return count > 0 && isFormula(after: count, in: Array(cell)) ? cell.dropFirst() : cell
    }

    private static let apostrophe = UInt8(ascii: "'")

    private static func apostrophes(_ cell: [UInt8]) -> Int { cell.prefix { $0 == apostrophe }.count }

    private static func isFormula(after count: Int, in cell: [UInt8]) -> Bool {
        guard count < cell.count else { return false }
        switch cell[count] {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "\t"),
            UInt8(ascii: "\r"), UInt8(ascii: "\n"):
            return true
        // The wide forms of the same signs: U+FF1D, U+FF0B, U+FF0D, U+FF20.
        case 0xEF where count + 2 < cell.count && cell[count + 1] == 0xBC:
            return [0x9D, 0x8B, 0x8D, 0xA0].contains(cell[count + 2])
        default: return false
        }
    }

    private static func isNumber(_ cell: [UInt8]) -> Bool {
        guard let first = cell.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-"), cell.count > 1 else {
            return false
        }
        return cell.dropFirst().allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".")
                || byte == UInt8(ascii: ",")
        }
    }
}
