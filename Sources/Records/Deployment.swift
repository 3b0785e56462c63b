public import Access
public import Definitions
import Model
import Storage
import Synchronization

/// One compiled set of definitions in force: everything a request needs to know, taken once at its start.
///
/// An apply makes a new one; requests that run keep the one they began with.
public struct Deployment: Sendable {
    public let catalog: Catalog
    public let access: AccessTable
    public let saveRules: any SaveRules
    public let stateRules: any StateRules
    let tables: [String: RecordTable]

    public init(
        catalog: Catalog, access: AccessTable, saveRules: any SaveRules, stateRules: any StateRules
    ) {
        self.catalog = catalog
        self.access = access
        self.saveRules = saveRules
        self.stateRules = stateRules
        tables = Dictionary(
            uniqueKeysWithValues: catalog.entityTypes.map { ($0.name, RecordTable($0)) })
    }
}

/// Holds the deployment in force; replaced as a whole.
public final class CurrentDeployment: Sendable {
    private let value: Mutex<Deployment>

    public init(_ deployment: Deployment) { value = Mutex(deployment) }

    public func get() -> Deployment { value.withLock { $0 } }
    public func replace(with deployment: Deployment) { value.withLock { $0 = deployment } }
}
