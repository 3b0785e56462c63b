import Model
import Scripting
import StateCharts

/// A data model in which the record's formulas follow what programs assign to it, so that the next program of the step sees them
/// as they are then.
final class CurrentFormulas: DataModel {
    private let model: LuaDataModel
    private let scope: ScriptScope
    /// The record as it was when formulas were computed last.
    private var record: Record
    private let files: [RecordID: FileDescription]
    private let location: SourceLocation
    private let compute: (Record) throws -> Record

    init(
        _ model: LuaDataModel, _ record: Record, in scope: ScriptScope, files: [RecordID: FileDescription],
        chart location: SourceLocation, compute: @escaping (Record) throws -> Record
    ) {
        self.model = model
        self.record = record
        self.scope = scope
        self.files = files
        self.location = location
        self.compute = compute
    }

    var activeStates: StateSet {
        get { model.activeStates }
        set { model.activeStates = newValue }
    }

    func begin(_ session: SessionFacts) throws(DataModelError) { try model.begin(session) }
    func bind(_ event: Event) throws(DataModelError) { try model.bind(event) }
    func condition(_ program: Int) throws(DataModelError) -> Bool { try model.condition(program) }
    func value(_ program: Int) throws(DataModelError) -> DataValue { try model.value(program) }

    func run(_ program: Int) throws(DataModelError) {
        try model.run(program)
        try follow()
    }

    func put(_ value: DataValue, into program: Int) throws(DataModelError) {
        try model.put(value, into: program)
        try follow()
    }

    func declare(_ name: String, _ value: DataValue) throws(DataModelError) { try model.declare(name, value) }

    func iterate(_ program: Int, _ turn: () -> Bool) throws(DataModelError) { try model.iterate(program, turn) }

    func variables() throws(DataModelError) -> DataValue { try model.variables() }
    func restore(_ variables: DataValue) throws(DataModelError) { try model.restore(variables) }

    /// Computes formulas again where something was assigned. A value that does not fit is told at the end of the step.
    private func follow() throws(DataModelError) {
        let assigned = try model.value(of: "record")
        var now = record
        guard (try? ScriptRecord.fold(assigned, into: &now, in: scope, files: files, chart: location)) != nil,
            now != record, let computed = try? compute(now)
        else { return }
        record = computed
        guard computed != now else { return }
        try model.declare("record", ScriptRecord.value(of: computed, in: scope, files: files))
    }
}
