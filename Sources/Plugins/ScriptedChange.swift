import Model
import Scripting

/// A change as hooks see it, with what they assign folded in as it happens.
final class ScriptedChange: ScriptableChange {
    private(set) var change: ChangeSet
    private let files: [RecordID: FileDescription]
    private let formulas: ((Record) throws -> Record)?
    /// Whether something was set since formulas were computed.
    private var isOutdated = false
    /// The line that assigns.
    var callPlace: () -> SourceLocation? = { nil }

    /// - Parameters:
    ///   - files: what is told of the files in both images.
    ///   - formulas: computes what formulas give for a record as it is now.
    init(
        _ change: ChangeSet, files: [RecordID: FileDescription] = [:],
        formulas: ((Record) throws -> Record)? = nil
    ) {
        self.change = change
        self.files = files
        self.formulas = formulas
    }

    var type: EntityType { change.type }
    var kind: ChangeSet.Kind { change.kind }
    var hasBefore: Bool { change.before != nil }

    func before(_ field: Int) -> DataValue { change.before.map { DataValue(script: $0.values[field], files) } ?? .null }
    func after(_ field: Int) -> DataValue {
        if isOutdated, case .formula = type.attributes[field].type {
            // A formula that cannot be computed now keeps what it had; the write itself computes it again.
            if let computed = try? formulas?(change.after) { change.after = computed }
            isOutdated = false
        }
        return DataValue(script: change.after.values[field], files)
    }

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
            isOutdated = true
            change.origins[field] = callPlace()
        case .failure(let problem): throw Refusal(.invalid, [problem])
        }
    }
}
