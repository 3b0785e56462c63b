import Definitions
import Model
import Records
import Storage

/// Makes the deployment of what was applied to a database, from the texts that apply kept there: every process that has the
/// database open works by the same definitions, whatever its own folder says by now.
struct AppliedDeployments: DeploymentSource {
    let store: any Store
    /// The installation's time zone.
    let zone: Zone

    func state() throws -> Int64 { try store.read { try SchemaStateTable.number(in: $0) } }

    func deployment() throws -> Deployment {
        guard let deployment = try applied() else {
            throw Refusal(
                .unavailable, "KTR-E153",
                LocalizedText(
                    "The texts of the current definitions are not in the database.",
                    german: "Die Texte der geltenden Definitionen liegen nicht in der Datenbank."),
                hint: LocalizedText(
                    "Apply the definitions again: kontor apply",
                    german: "Wenden Sie die Definitionen noch einmal an: kontor apply"))
        }
        return deployment
    }

    /// What was applied; nil where nothing was, or by a version that kept no texts.
    func applied() throws -> Deployment? {
        let (state, sources) = try store.read {
            (try SchemaStateTable.number(in: $0), try AppliedTextTable.sources(in: $0))
        }
        guard let sources else { return nil }
        do {
            return try DeploymentCompiler.compile(sources, zone: zone, state: state)
        } catch let error as DiagnosticsError {
            // They compiled when they were applied: by another version of the program.
            throw Refusal(
                .unavailable, "KTR-E154",
                LocalizedText(
                    "This version of Kontor cannot use the current definitions: \(error.description)",
                    german: "Diese Version von Kontor versteht die geltenden Definitionen nicht: \(error.description)"),
                hint: LocalizedText(
                    "Run the version that applied them, or correct them and apply them with this one.",
                    german:
                        "Starten Sie die Version, die sie angewendet hat, oder berichtigen Sie sie und wenden Sie sie an."
                ))
        }
    }
}
