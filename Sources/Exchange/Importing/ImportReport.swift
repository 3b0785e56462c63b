public import Model

/// What an import did, or would do.
public struct ImportReport: Sendable {
    /// The batch under which it can be undone; nil for a dry run.
    public var batch: RecordID?
    /// The rows by what became of them.
    public var counts = ImportCounts()
    /// The first refused rows; all of them go to where ``ImportSettings/onRefusal`` sends them.
    public var refused: [RefusedRow] = []
    /// How often rows were refused for which reason in which column.
    public var reasons: [RefusedRow.Fault.Kind: Int] = [:]
    /// The first rows that have the key of an earlier row.
    public var repeatedRows: [Int] = []
    /// Columns that are not used, and the like.
    public var warnings: [Diagnostic] = []
    /// Cells from which control characters were taken out.
    public var cleanedCells = 0

    static let refusedShown = 20
    /// Columns without use that are named one by one.
    static let unusedShown = 20
}

/// How many rows went which way.
public struct ImportCounts: Sendable, Hashable {
    /// Rows that made a record.
    public var created = 0
    /// Rows whose record was there and differed.
    public var updated = 0
    /// Rows whose record was there and is the same.
    public var unchanged = 0
    /// Rows that were not imported.
    public var refused = 0
    /// Records of other entity types that were made because rows refer to them.
    public var createdTargets = 0

    /// Rows that hold nothing; they are no rows otherwise.
    public var empty = 0
    /// Rows that have the key of an earlier row of the same text; counted above too.
    public var repeatedKeys = 0
    /// Rows that were stored without a reference to a record that should have come later in the text; counted above too.
    public var unlinked = 0

    /// All rows that were read.
    public var rows: Int { created + updated + unchanged + refused }
}

/// How far an import is.
public struct ImportProgress: Sendable {
    /// The rows so far.
    public var counts: ImportCounts
    /// Bytes of the text that were read so far.
    public var bytesRead: Int
}

/// What an import is told beside its map and its text.
public struct ImportSettings: Sendable {
    /// Who imports: every row is written with this principal's roles.
    public var principal: Principal
    /// How the text is named in the list of batches.
    public var source: String
    /// Whether everything is checked and nothing stored.
    ///
    /// Each batch of rows goes through the whole write path inside a transaction that is rolled back. The counts are those of
    /// the run: a row whose record an earlier row would have made is counted by what that one would have stored.
    public var isDryRun = false
    /// Rows of one transaction.
    public var batchSize = 500
    /// Where the files are that cells of file attributes name; nil where there are none.
    public var folder: ImportFolder?
    /// Takes each refused row, with the way in which the text is written.
    public var onRefusal: (@Sendable (RefusedRow, CSVForm) throws -> Void)?
    /// Whether an import is done although one of the same file was interrupted and would be doubled.
    public var isRepeatAllowed = false
    /// The encoding of the text, whatever the map says; nil to leave it to the map.
    public var encoding: TextEncoding?
    /// Called after each batch.
    public var onProgress: (@Sendable (ImportProgress) -> Void)?

    /// An import that is meant and stores what it reads.
    public init(principal: Principal, source: String) {
        self.principal = principal
        self.source = source
    }
}
