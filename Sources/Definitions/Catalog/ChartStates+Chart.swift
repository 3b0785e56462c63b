import Queries
import StateCharts

extension ChartStates {
    /// The states of a chart: those of outer levels and regions too, histories left out.
    init(of chart: Chart) {
        let states = chart.states
        let isParallel = states.map { $0.kind == .parallel }
        self.init(
            states.filter { $0.kind != .root && !$0.kind.isHistory }.map { state in
                let inside = state.index...state.lastDescendant
                var isAlone = !isParallel[inside].contains(true)
                var outer = state.parent
                while let index = outer, isAlone {
                    isAlone = !isParallel[index]
                    outer = states[index].parent
                }
                return State(
                    state.id,
                    leaves: inside.filter { states[$0].kind == .atomic || states[$0].kind == .final }.map {
                        states[$0].id
                    }, standsAlone: isAlone)
            })
    }
}
