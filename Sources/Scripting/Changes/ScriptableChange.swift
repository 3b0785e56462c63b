public import Model

/// A change of a record as a hook sees it: `change.kind`, `change.type`, `change.before`, `change.after`.
///
/// Fields go by their number in the ``Shape``. A field is read only when the script reads it, so a hook costs what it
/// touches and not what the record is wide.
public protocol ScriptableChange: AnyObject {
    var kind: ChangeSet.Kind { get }
    /// Whether there is an image before; `change.before` is nil otherwise.
    var hasBefore: Bool { get }
    func before(_ field: Int) -> DataValue
    /// The value as it shall be, with what was assigned so far.
    func after(_ field: Int) -> DataValue
    /// Takes a value that the script assigned. An error thrown here is raised at the line that assigns.
    func assign(_ value: DataValue, to field: Int) throws
}

/// The field names of one kind of record, known to a sandbox: what turns `change.after.claim` into a number.
public struct Shape: Hashable {
    let reference: Int32
}
