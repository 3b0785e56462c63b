import Model
import Records
import Scripting
import StateCharts

/// The record as a chart has it in hand, with its formulas as the chart has seen them last.
final class FollowedFormulas {
    fileprivate(set) var record: Record?
    /// What the store could not do while formulas were computed: no fault of the chart.
    fileprivate var failure: (any Error)?

    func begin(_ record: Record, in scope: ScriptScope) {
        self.record = scope.formulas.isEmpty ? nil : record
        failure = nil
    }

    func check() throws { if let failure { throw failure } }
}

extension ChartRun {
    /// Computes the formulas anew after an assignment, and shows the chart those that are others now.
    func followFormulas() throws {
        guard let compute = context.formulas, var record = formulas.record else { return }
        do {
            try ScriptRecord.fold(
                try model.value(of: "record"), into: &record, in: scope, files: context.files,
                chart: chart.states[0].location)
        } catch is Refusal {
            // What does not fit is told at the end of the step, with its place.
            return
        }
        let computed: Record
        do { computed = try compute(record) } catch {
            formulas.failure = error
            return
        }
        for position in scope.formulas where computed.values[position] != record.values[position] {
            let value = DataValue(script: computed.values[position], context.files)
            try model.set(value, at: "record.\(computed.type.attributes[position].name)")
        }
        formulas.record = computed
    }
}
