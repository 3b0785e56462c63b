import Access
import Definitions
import Model
import Records
import SchemaPlanning
import Storage
import Synchronization
import TestSupport

/// The deployments of a store to which catalogs are applied while the service runs, as another process would.
final class AppliedCatalogs: DeploymentSource {
    private let store: any Store
    private let catalog: Mutex<Catalog>

    /// Begins with the catalog that the service has.
    init(_ store: any Store) throws {
        self.store = store
        catalog = Mutex(try TestCatalog.compile())
    }

    func state() throws -> Int64 { try store.read { try SchemaStateTable.number(in: $0) } }

    func deployment() throws -> Deployment {
        let (catalog, state) = (catalog.withLock { $0 }, try state())
        return Deployment(
            catalog: catalog, access: AccessTable(catalog), saveRules: NoSaveRules(), stateRules: ThreeStates(),
            zone: .utc,
            state: state)
    }

    /// Changes the tables of the store; nobody tells the service.
    func apply(_ change: (String) -> String) async throws {
        let new = try TestCatalog.compile(change)
        catalog.withLock { $0 = new }
        let plan = try store.read { try SchemaMigration.plan(to: new.entityTypes, in: $0) }
        try await SchemaMigration.apply(plan, fingerprint: new.fingerprint, at: ManualClock().now(), to: store)
    }
}
