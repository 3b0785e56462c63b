import Model
import Records
import Scripting
import StateCharts

/// The record as a chart has it in hand, with its formulas as the chart has seen them last.
final class FollowedFormulas {
    private(set) var record: Record?
    /// What the store could not do while formulas were computed: no fault of the chart.
    private var failure: (any Error)?

    func begin(_ record: Record, in scope: ScriptScope) {
        self.record = scope.formulas.isEmpty ? nil : record
        failure = nil
    }

    func check() throws { if let failure { throw failure } }

    /// Computes the formulas anew after an assignment, and shows the chart those that are others now.
    func follow(
        _ model: LuaDataModel, _ scope: ScriptScope, _ files: [RecordID: FileDescription], at place: SourceLocation,
        _ compute: (Record) throws -> Record
    ) throws {
        guard var record else { return }
        do {
            try ScriptRecord.fold(
                try model.value(of: "record"), into: &record, in: scope, files: files, chart: place)
        } catch is Refusal {
            // What does not fit is told at the end of the step, with its place.
            return
        }
        let computed: Record
        do { computed = try compute(record) } catch {
            failure = error
            return
        }
        for position in scope.formulas where computed.values[position] != record.values[position] {
            let value = DataValue(script: computed.values[position], files)
            try model.set(value, at: "record.\(computed.type.attributes[position].name)")
        }
        self.record = computed
    }
}

extension ChartRun {
    /// Lets the record's formulas follow what the chart assigns. What is captured may outlive this run, which itself may not: it
    /// holds a closure that is not to escape.
    func followFormulas() {
        model.afterAssignment = nil
        guard let compute = context.formulas, !scope.formulas.isEmpty else { return }
        let (scope, formulas, files, place) = (self.scope, self.formulas, context.files, chart.states[0].location)
        let model = self.model
        model.afterAssignment = { [unowned model] in
            try formulas.follow(model, scope, files, at: place, compute)
        }
    }
}
