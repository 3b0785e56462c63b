public import Definitions
import Model

/// What somebody wants to do with records of an entity type, to be explained.
public enum AccessQuestion: Sendable, Hashable {
    case privilege(Privilege)
    /// Sending an event of the chart.
    case event(String)
    /// Seeing an attribute's value.
    case readAttribute(String)
    /// Setting an attribute's value.
    case writeAttribute(String)

    /// `update`, `event accept`, `read claim`.
    var text: String {
        switch self {
        case .privilege(let privilege): privilege.rawValue
        case .event(let name): "event \(name)"
        case .readAttribute(let name): "read \(name)"
        case .writeAttribute(let name): "write \(name)"
        }
    }

    /// Why a grant does not give it; nil when it does.
    func reasonAgainst(_ grant: Grant) -> LocalizedText? {
        switch self {
        case .privilege(let privilege): Self.missing(privilege, grant)
        case .event(let name):
            grant.allows(event: name)
                ? nil
                : LocalizedText(
                    "does not name the event '\(name)'", german: "nennt das Ereignis „\(name)“ nicht")
        case .readAttribute(let name): Self.missing(.read, grant) ?? Self.hides(name, grant)
        case .writeAttribute(let name):
            Self.missing(.update, grant) ?? Self.hides(name, grant)
                ?? (grant.readOnly.contains(name)
                    ? LocalizedText("makes '\(name)' read-only", german: "lässt „\(name)“ nur lesen") : nil)
        }
    }

    private static func missing(_ privilege: Privilege, _ grant: Grant) -> LocalizedText? {
        grant.privileges.contains(privilege)
            ? nil
            : LocalizedText(
                "does not grant '\(privilege.rawValue)'", german: "gibt das Recht „\(privilege.rawValue)“ nicht")
    }

    private static func hides(_ name: String, _ grant: Grant) -> LocalizedText? {
        grant.hidden.contains(name) ? LocalizedText("hides '\(name)'", german: "verbirgt „\(name)“") : nil
    }
}
