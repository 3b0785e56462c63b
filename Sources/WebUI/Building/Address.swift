import Model

/// The addresses of pages.
enum Address {
    /// The list, with what has just been done.
    static func list(_ type: EntityType, notice: String) -> String {
        list(type, FormData([.init(name: "notice", value: notice)]))
    }

    static func list(_ type: EntityType, _ parameters: FormData = FormData()) -> String {
        let query = parameters.urlEncoded
        return "/records/\(type.setName)" + (query.isEmpty ? "" : "?\(query)")
    }

    static func record(_ type: EntityType, _ id: RecordID) -> String { "/records/\(type.setName)/\(id)" }
    static func edit(_ type: EntityType, _ id: RecordID) -> String { record(type, id) + "/edit" }
    static func delete(_ type: EntityType, _ id: RecordID) -> String { record(type, id) + "/delete" }
    static func end(_ type: EntityType, _ id: RecordID) -> String { record(type, id) + "/end" }
    static func document(_ record: Record, _ name: String) -> String {
        self.record(record.type, record.id) + "/documents/\(percentEncoded(name))"
    }
    static func suggestions(_ type: EntityType) -> String { "/suggestions/\(type.setName)" }

    static func file(_ type: EntityType, _ id: RecordID, _ attribute: Attribute) -> String {
        record(type, id) + "/files/\(attribute.name)"
    }

    static func event(_ type: EntityType, _ id: RecordID, _ name: String) -> String {
        record(type, id) + "/events/\(percentEncoded(name))"
    }

    /// - Parameter lookup: a lookup that is filled in already, and the record it shall lead to.
    static func create(_ type: EntityType, lookup: (name: String, id: RecordID)? = nil) -> String {
        "/records/\(type.setName)/new" + (lookup.map { "?\(percentEncoded($0.name))=\($0.id)" } ?? "")
    }

    /// Where a form is sent to. It names the entity type too.
    static func sending(_ type: EntityType, _ id: RecordID?) -> String {
        (id.map { record(type, $0) } ?? list(type)) + "?\(OwnField.type)=\(type.name)"
    }

    /// A path of this server, or the overview where somebody slipped in another one.
    static func local(_ path: String?) -> String {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"),
            path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return "/" }
        return path
    }
}
