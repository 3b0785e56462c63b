import Model

/// A record that was written without a reference to one which comes later in the same file.
struct UnlinkedRow {
    var row: RefusedRow
    /// The written record.
    var id: RecordID
    /// Position in the translator's lookups.
    var lookup: Int
    /// What the cell says.
    var text: String
    /// The record's own key, where the reference is by the same.
    var key: String?
}
