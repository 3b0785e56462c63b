import Model

/// A form that was open while the definitions, the record's state or the roles changed: what it asks for under other names, and
/// what it asks for that has no place any more.
struct EarlierForm {
    /// Something that was entered and cannot be stored from the form as it is now.
    struct Lost: Sendable, Equatable {
        var label: LocalizedText
        var text: String
    }

    /// With the fields of renamed attributes under the names that they have now.
    let form: FormData
    let lost: [Lost]

    /// - Parameters:
    ///   - offered: the attributes that the form has now.
    ///   - isOfNow: whether the form was made by the definitions that hold now.
    init(_ sent: FormData, of type: EntityType, offered: [Attribute], isOfNow: Bool) {
        let names = isOfNow ? [:] : Self.renamed(in: type)
        let form =
            names.isEmpty
            ? sent
            : FormData(
                sent.pairs.map { pair in
                    guard let old = FieldName.attribute(of: pair.name), let new = names[old] else { return pair }
                    return .init(name: new + pair.name.dropFirst(old.count), value: pair.value)
                })
        self.form = form
        // Of a form that does not say what it showed nobody can tell what was entered.
        let kept = Set(offered.map(\.name))
        var seen: Set<String> = []
        lost = form.pairs.compactMap { pair in
            guard let name = FieldName.attribute(of: pair.name), !kept.contains(name),
                pair.name == FieldName.was(name) || pair.name == FieldName.mark(name), seen.insert(name).inserted,
                let text = Self.entered(name, form)
            else { return nil }
            return Lost(label: type.attribute(named: name)?.label ?? LocalizedText(name), text: text)
        }
    }

    /// The names that attributes had, as far as no other attribute has them now.
    private static func renamed(in type: EntityType) -> [String: String] {
        var result: [String: String] = [:]
        for attribute in type.attributes {
            for former in attribute.formerNames where type.attribute(named: former) == nil {
                result[former] = attribute.name
            }
        }
        return result
    }

    /// What was entered in a field; nil where it was left as it was.
    private static func entered(_ name: String, _ form: FormData) -> String? {
        if let mark = form[FieldName.mark(name)] {
            let title = form[FieldName.title(name)] ?? ""
            let kind = form[FieldName.kind(name)] ?? ""
            return ShownMark.mark(ofLookup: form[name] ?? "", title, kind: kind) == mark ? nil : title
        }
        let values = form.values(of: name).filter { !$0.isEmpty }
        let text = values.joined(separator: ", ")
        let marks = [
            ShownMark.mark(of: form[name] ?? "", isLong: false), ShownMark.mark(of: form[name] ?? "", isLong: true),
            ShownMark.mark(of: values),
        ]
        return form[FieldName.was(name)].map { marks.contains($0) } ?? true ? nil : text
    }
}
