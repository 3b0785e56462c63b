public import Model

/// A row that was not imported, and why.
public struct RefusedRow: Sendable {
    /// One thing that is wrong with a row.
    public struct Fault: Sendable, Hashable {
        /// The column to blame, where there is one.
        public var column: String?
        /// The stable identifier of the reason.
        public var code: String
        /// Why, for the person who has the file.
        public var reason: LocalizedText

        /// What faults of different rows have in common.
        public struct Kind: Sendable, Hashable {
            /// The column to blame, where there is one.
            public var column: String?
            /// The stable identifier of the reason.
            public var code: String

            /// Faults of one code in one column.
            public init(column: String?, code: String) { (self.column, self.code) = (column, code) }
        }

        /// What it has in common with faults of other rows.
        public var kind: Kind { Kind(column: column, code: code) }
    }

    /// As a spreadsheet counts, which gives title lines and empty rows a number too.
    public var number: Int
    /// The line of the text that the row begins in.
    public var line: Int
    /// Everything that is wrong with it.
    public var faults: [Fault] = []
    /// The bytes of the row's cells as they were; no UTF-8 where the text was none.
    public var bytes: [[UInt8]]
    /// Cells whose quoting is wrong: their bytes are as they are written, quotes included.
    var misquoted: Set<Int> = []

    /// The row's cells as they were.
    public var cells: [String] { bytes.map { String(decoding: $0, as: UTF8.self) } }
    /// The first column to blame.
    public var column: String? { faults.lazy.compactMap(\.column).first }
    /// The identifier of the first reason.
    public var code: String { faults.first?.code ?? "" }

    /// All reasons, each behind its column where there are several.
    public var reason: LocalizedText {
        guard faults.count > 1 else { return faults.first?.reason ?? "" }
        func all(_ language: Language) -> String {
            faults.map { fault in
                (fault.column.map { "\($0): " } ?? "") + fault.reason[language]
            }.joined(separator: "; ")
        }
        return LocalizedText(all(.english), german: all(.german))
    }

    /// What a file of refused rows has behind the columns of the text; passed over when that file is imported.
    static let addedColumns = ["kontor_row", "kontor_column", "kontor_code", "kontor_reason"]
}
