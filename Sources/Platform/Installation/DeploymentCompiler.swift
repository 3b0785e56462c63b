import Access
public import Definitions
import Foundation
public import Model
import Plugins
public import Records
import Workflows

/// Compiles the folders of definitions, charts and plugins into a deployment.
public enum DeploymentCompiler {
    /// - Throws: `DiagnosticsError` with every problem of every file.
    public static func compile(folder: String, zone: Zone) throws -> Deployment {
        try compile(DefinitionTree.read(from: URL(fileURLWithPath: folder)), zone: zone)
    }

    /// Compiles texts that are already read.
    ///
    /// - Parameter state: the number of the state that they were applied as; nil for texts that were not.
    public static func compile(_ sources: DefinitionSources, zone: Zone, state: Int64? = nil) throws -> Deployment {
        let catalog = try DefinitionCompiler.compile(sources)
        return Deployment(
            catalog: catalog, access: AccessTable(catalog), saveRules: try PluginRules(catalog),
            stateRules: ChartRules(catalog: catalog), zone: zone, state: state)
    }
}
