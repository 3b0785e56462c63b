import Scripting
import StateCharts
import Synchronization

/// Data models that wait for their next session, by chart: making one costs far more than using one.
///
/// Unchecked: a model is either in the pool, behind the lock, or with the one caller that took it.
final class DataModelPool: @unchecked Sendable {
    private let idle = Mutex<[ObjectIdentifier: [Idle]]>([:])

    /// Unchecked: see the pool.
    private struct Idle: @unchecked Sendable { let model: LuaDataModel }

    func withModel<T>(for chart: Chart, _ body: (LuaDataModel) throws -> T) throws -> T {
        let key = ObjectIdentifier(chart)
        let waiting = idle.withLock { $0[key]?.popLast() }
        let model = try waiting?.model ?? LuaDataModel(chart: chart, sandbox: ChartSandbox())
        let back = Idle(model: model)
        defer { idle.withLock { $0[key, default: []].append(back) } }
        return try body(model)
    }
}
