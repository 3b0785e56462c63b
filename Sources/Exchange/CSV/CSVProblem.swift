public import Model

/// What is wrong with a delimited text; columns count from 1.
public enum CSVProblem: Sendable, Hashable {
    case noHeader
    case namelessColumn(column: Int)
    case columnTwice(name: String)
    case unclosedQuote
    case afterQuote(column: Int)
    case width(found: Int, expected: Int)
    case encoding(column: Int, byte: UInt8)
    case zeroByte(column: Int)
    case cellTooLarge(column: Int, limit: Int)
    case rowTooLarge(limit: Int)
    case tooManyCells(limit: Int)

    /// The stable identifier, listed in `docs/errors.md`.
    public var code: String {
        switch self {
        case .noHeader: "KTR-I101"
        case .namelessColumn: "KTR-I102"
        case .columnTwice: "KTR-I103"
        case .unclosedQuote: "KTR-I104"
        case .afterQuote: "KTR-I105"
        case .width: "KTR-I106"
        case .encoding: "KTR-I107"
        case .zeroByte: "KTR-I108"
        case .cellTooLarge: "KTR-I109"
        case .rowTooLarge: "KTR-I110"
        case .tooManyCells: "KTR-I111"
        }
    }

    /// The column concerned, where there is one.
    public var column: Int? {
        switch self {
        case .namelessColumn(let column), .afterQuote(let column), .encoding(let column, _), .zeroByte(let column),
            .cellTooLarge(let column, _):
            column
        default: nil
        }
    }

    /// Whether it is about the content of one cell, so that the others say what they say.
    var leavesCells: Bool {
        switch self {
        case .encoding, .zeroByte, .afterQuote: true
        default: false
        }
    }

    /// What is wrong, without the place.
    public var message: LocalizedText {
        switch self {
        case .noHeader:
            LocalizedText("the file has no row of column names", german: "die Datei hat keine Zeile mit Spaltennamen")
        case .namelessColumn(let column):
            LocalizedText(
                "column \(column) has content but no name", german: "Spalte \(column) hat Inhalt, aber keinen Namen")
        case .columnTwice(let name):
            LocalizedText(
                "two columns are named '\(name)'", german: "zwei Spalten heißen „\(name)“")
        case .unclosedQuote:
            LocalizedText("a quoted cell never ends", german: "eine Zelle in Anführungszeichen endet nie")
        case .afterQuote:
            LocalizedText(
                "text follows a closing quote; quotes inside a quoted cell are doubled",
                german:
                    "nach dem schließenden Anführungszeichen folgt Text; Anführungszeichen in der Zelle werden verdoppelt"
            )
        case .width(let found, let expected):
            LocalizedText(
                "\(found) cells where the header has \(expected)",
                german: "\(found) Zellen, die Kopfzeile hat \(expected)")
        case .encoding(_, let byte):
            LocalizedText(
                "byte 0x\(hex(byte)) is not UTF-8; save the file as UTF-8, or declare encoding=\"windows-1252\" in the map",
                german:
                    "Byte 0x\(hex(byte)) ist kein UTF-8; speichern Sie die Datei als UTF-8, oder geben Sie encoding=\"windows-1252\" in der Zuordnung an"
            )
        case .zeroByte:
            LocalizedText("a NUL byte inside a cell", german: "ein NUL-Byte in einer Zelle")
        case .cellTooLarge(_, let limit):
            LocalizedText(
                "a cell is larger than \(limit) bytes; is a closing quote missing?",
                german: "eine Zelle ist größer als \(limit) Byte; fehlt ein schließendes Anführungszeichen?")
        case .rowTooLarge(let limit):
            LocalizedText(
                "a row is larger than \(limit) bytes; is a closing quote missing?",
                german: "eine Zeile ist größer als \(limit) Byte; fehlt ein schließendes Anführungszeichen?")
        case .tooManyCells(let limit):
            LocalizedText("a row has more than \(limit) cells", german: "eine Zeile hat mehr als \(limit) Zellen")
        }
    }

    /// The problem as the end of the reading, with the place in front.
    func refusal(row: Int, line: Int) -> Refusal {
        let column = column
        let place = column.map { ", column \($0)" } ?? ""
        let ort = column.map { ", Spalte \($0)" } ?? ""
        let message = message
        return Refusal(
            .malformed, code,
            LocalizedText(
                "row \(row) (line \(line))\(place): \(message.english)",
                german: "Zeile \(row) (Textzeile \(line))\(ort): \(message[.german])"))
    }
}

private func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
}
