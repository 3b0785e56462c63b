import Model

extension PackRemoval {
    /// What goes of the forms and documents of an entity type that stays.
    static func formsAndDocuments(
        of type: EntityType, in before: Catalog, to left: EntityType, in after: Catalog
    ) -> [Line] {
        var lost: [Line] = []
        for form in before.forms(of: type) {
            let name = "\(type.name).form.\(form.name)"
            guard let other = after.form(named: form.name, of: left) else {
                lost.append(Line(name: name, what: "the form", location: form.location))
                continue
            }
            let stays = Set(other.sections.flatMap(\.items).map(\.location))
            for item in form.sections.flatMap(\.items) where !stays.contains(item.location) {
                lost.append(Line(name: name, what: item.description, location: item.location))
            }
        }
        let documents = Set(after.documents(of: left).map(\.name))
        for document in before.documents(of: type) where !documents.contains(document.name) {
            lost.append(
                Line(
                    name: "\(type.name).document.\(document.name)", what: "the document", location: document.location))
        }
        return lost
    }
}
