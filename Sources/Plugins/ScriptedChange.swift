import Model
import Scripting

/// A change as hooks see it, with what they assign folded in as it happens.
final class ScriptedChange: ScriptableChange {
    private(set) var change: ChangeSet
    private let files: [RecordID: FileDescription]
    /// The line that assigns.
    var callPlace: () -> SourceLocation? = { nil }

    /// - Parameter files: what is told of the files in both images.
    init(_ change: ChangeSet, files: [RecordID: FileDescription] = [:]) {
        self.change = change
        self.files = files
    }

    var type: EntityType { change.type }
    var kind: ChangeSet.Kind { change.kind }
    var hasBefore: Bool { change.before != nil }

    func before(_ field: Int) -> DataValue { change.before.map { DataValue(script: $0.values[field], files) } ?? .null }
    func after(_ field: Int) -> DataValue { DataValue(script: change.after.values[field], files) }

    /// - Throws: `Refusal` for a value that does not fit, or an attribute that no rule may set.
    func assign(_ value: DataValue, to field: Int) throws {
        let attribute = type.attributes[field]
        guard !attribute.isReadOnly else {
            throw Refusal(
                .invalid, "KTR-L313", attribute: attribute.name,
                LocalizedText(
                    "A plugin may not set '\(attribute.name)'.",
                    german: "Ein Plugin darf „\(attribute.name)“ nicht setzen."), hint: attribute.derivation)
        }
        let kept = change.before?.values[field] ?? .null
        switch attribute.type.coerce(
            value.withPlainNames.naming(attribute.type), of: attribute.name, keeping: kept)
        {
        case .success(let coerced):
            change.after.values[field] = coerced
            change.origins[field] = callPlace()
        case .failure(let problem): throw Refusal(.invalid, [problem])
        }
    }
}
