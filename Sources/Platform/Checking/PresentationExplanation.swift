import Definitions
import Model
import Queries

/// What a form, view or document is, and every file and line that set something on it: `complaint.form.standard`.
struct PresentationExplanation {
    let catalog: Catalog

    /// Kinds that a name can speak of behind an entity type.
    static let kinds = ["form", "view", "document"]

    /// - Returns: the lines; nil where there is nothing of that kind and name.
    func lines(_ kind: String, _ name: String, of type: EntityType) -> [String]? {
        switch kind {
        case "form": catalog.form(named: name, of: type).map(describe)
        case "view": catalog.view(named: name, of: type).map { describe($0, of: type) }
        default: catalog.documents(of: type).first { $0.name == name }.map { describe($0, of: type) }
        }
    }

    /// The names of all things of a kind.
    func names(_ kind: String, of type: EntityType) -> [String] {
        switch kind {
        case "form": catalog.forms(of: type).map(\.name)
        case "view": catalog.views(of: type).map(\.name)
        default: catalog.documents(of: type).map(\.name)
        }
    }

    private func describe(_ form: Form) -> [String] {
        let purposes = Form.Purpose.allCases.filter(form.purposes.contains).map(\.rawValue)
        let head = "\(form.name): form to \(purposes.joined(separator: ", "))"
        return [head + audience(form.roles, form.states) + ", \(form.location)"]
            + catalog.provenance(of: form).map { "  \($0)" }
    }

    private func describe(_ view: View, of type: EntityType) -> [String] {
        let columns = view.columns.map(\.text).joined(separator: " ")
        let isDefault = view.isDefault ? ", lists open with it" : ""
        return ["\(view.name): view of \(columns)\(audience(view.roles, []))\(isDefault), \(view.location)"]
            + catalog.provenance(of: view, in: type).map { "  \($0)" }
    }

    private func describe(_ document: DocumentTemplate, of type: EntityType) -> [String] {
        let languages =
            document.languages.isEmpty
            ? "" : " in \(document.languages.map(\.rawValue).joined(separator: ", "))"
        let head = "\(document.name): document\(languages)\(audience(document.roles, document.states))"
        return [head + ", \(document.location)"] + catalog.provenance(of: document, in: type).map { "  \($0)" }
    }

    private func audience(_ roles: Set<String>, _ states: Set<String>) -> String {
        (roles.isEmpty ? "" : ", for \(roles.sorted().joined(separator: ", "))")
            + (states.isEmpty ? "" : ", in \(states.sorted().joined(separator: ", "))")
    }
}
