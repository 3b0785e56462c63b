public import Definitions
public import Model

extension EntityAccess {
    /// Refuses what no grant gives on any record.
    ///
    /// - Throws: `KTR-A101`, forbidden.
    public func require(_ privilege: Privilege) throws(Refusal) {
        guard !allows(privilege) else { return }
        throw refusal(of: privilege)
    }

    /// The refusal of a privilege, for use where a row filter has decided.
    public func refusal(of privilege: Privilege) -> Refusal {
        let verbs: (english: String, german: String) =
            switch privilege {
            case .create: ("create", "anlegen")
            case .read: ("read", "lesen")
            case .update: ("change", "ändern")
            case .delete: ("delete", "löschen")
            }
        return Refusal(
            .forbidden, "KTR-A101",
            LocalizedText(
                "your roles do not let you \(verbs.english) this: \(type.label.english)",
                german: "Ihre Rollen erlauben es nicht, dies zu \(verbs.german): \(type.label[.german])"),
            hint: LocalizedText(
                "ask an administrator for a role that grants '\(privilege.rawValue)' on '\(type.name)'",
                german: "Eine Rolle mit dem Recht „\(privilege.rawValue)“ für „\(type.name)“ vergibt die Administration"
            ))
    }

    /// The refusal of setting an attribute.
    public func refusal(ofWriting position: Int) -> Refusal.Problem {
        let attribute = type.attributes[position]
        return Refusal.Problem(
            "KTR-A102", attribute: attribute.name,
            LocalizedText(
                "your roles do not let you set '\(attribute.label.english)'",
                german: "Ihre Rollen erlauben es nicht, „\(attribute.label[.german])“ zu setzen"))
    }

    /// The refusal of an event, by what people call it.
    public func refusal(ofEvent label: LocalizedText) -> Refusal {
        Refusal(
            .forbidden, "KTR-A103",
            LocalizedText(
                "your roles do not let you send '\(label.english)' to this: \(type.label.english)",
                german: "Ihre Rollen erlauben das Ereignis „\(label[.german])“ hier nicht: \(type.label[.german])"))
    }
}
