public import StateCharts

extension ChartRunner {
    /// A runner that gives each chart the data model that it names: Lua in a sandbox of its own, or none.
    ///
    ///     try ChartRunner(chart: chart, load: files.below(folder), budget: .standard).run { print($0) }
    ///
    /// - Parameter budget: what each single guard, expression or script may use.
    public init(
        chart: Chart, time: Time = .virtual, load: @escaping Chart.Loader = { _ in nil }, budget: Budget
    ) {
        self.init(chart: chart, time: time, load: load) { chart in
            guard chart.dataModel == "lua" else { return NullDataModel(chart: chart) }
            return LuaDataModel(chart: chart, sandbox: try ChartSandbox(budget: budget))
        }
    }
}
