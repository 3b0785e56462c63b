import Model

/// Makes an entity type of each many-to-many relationship: two required lookups, what the relationship tells beside them, and the days
/// from and to which a link holds. From here on nothing treats it differently from one that was declared so.
enum ManyToManyExpansion {
    /// Moves the relationships of all entity types into entity types of their own, each behind the one that declares it.
    static func expand(_ declarations: inout Declarations) {
        guard declarations.entities.contains(where: { !$0.manyToManys.isEmpty }) else { return }
        let known = Dictionary(
            declarations.entities.map { ($0.name.value, $0) }, uniquingKeysWith: { first, _ in first })
        declarations.entities = declarations.entities.flatMap { entity in
            var declaring = entity
            declaring.manyToManys = []
            return [declaring] + entity.manyToManys.map { link($0, of: entity, to: known[$0.target.value]) }
        }
    }

    private static func link(
        _ relationship: ManyToManyDeclaration, of entity: EntityDeclaration, to target: EntityDeclaration?
    ) -> EntityDeclaration {
        let place = relationship.name.location
        let name = relationship.through ?? Located(defaultName(entity.name.value, relationship.name.value), at: place)
        let near = entity.name.value
        let far = relationship.target.value == near ? "other_\(near)" : relationship.target.value
        var attributes = [
            end(
                relationship, near, to: Located(near, at: place), inverse: relationship.name, entity.label,
                formerNames: entity.formerNames),
            end(
                relationship, far, to: relationship.target, inverse: relationship.inverse,
                target?.label ?? LocalizedText(ElementReader.inWords(far)), formerNames: target?.formerNames ?? []),
        ]
        attributes += relationship.attributes
        var (keys, indexes) = (relationship.keys, relationship.indexes)
        let pair = [Located(near, at: place), Located(far, at: place)]
        if relationship.hasValidity {
            attributes += [
                day(relationship, LinkRules.validFrom, LocalizedText("Valid from", german: "Gültig ab")),
                day(relationship, LinkRules.validTo, LocalizedText("Valid to", german: "Gültig bis")),
            ]
            indexes.append(pair + [Located(LinkRules.validFrom, at: place)])
        } else {
            keys.append(pair)
        }
        let plural = name.value.hasSuffix("s") ? name.value : name.value + "s"
        return EntityDeclaration(
            name: name, formerNames: formerNames(relationship, of: entity),
            setName: relationship.setName ?? Located(plural, at: name.location),
            title: relationship.title ?? Located("{\(near)} – {\(far)}", at: place), label: relationship.label,
            pluralLabel: relationship.pluralLabel, attributes: attributes, keys: keys, indexes: indexes,
            views: relationship.views,
            link: LinkRules(
                name: relationship.name.value, near: near, far: far, hasValidity: relationship.hasValidity),
            pack: relationship.pack, location: relationship.location)
    }

    private static func defaultName(_ entity: String, _ relationship: String) -> String { "\(entity)_\(relationship)" }

    /// A link without a name of its own changes it with the relationship and with the entity type that declares it.
    private static func formerNames(
        _ relationship: ManyToManyDeclaration, of entity: EntityDeclaration
    ) -> [Located<String>] {
        guard relationship.through == nil else { return relationship.formerNames }
        let names = [relationship.name] + relationship.formerNames
        return ([entity.name] + entity.formerNames).flatMap { owner in
            names.map { Located(defaultName(owner.value, $0.value), at: $0.location) }
        }.dropFirst().map { $0 }
    }

    private static func end(
        _ relationship: ManyToManyDeclaration, _ name: String, to target: Located<String>, inverse: Located<String>?,
        _ label: LocalizedText, formerNames: [Located<String>]
    ) -> AttributeDeclaration {
        AttributeDeclaration(
            name: Located(name, at: relationship.name.location), formerNames: formerNames,
            detail: .lookup(to: [target], onDelete: relationship.onDelete, inverse: inverse), label: label,
            isRequired: true, isImmutable: true, isSearchable: false, isPersonal: false, pack: relationship.pack,
            location: relationship.location)
    }

    private static func day(
        _ relationship: ManyToManyDeclaration, _ name: String, _ label: LocalizedText
    ) -> AttributeDeclaration {
        AttributeDeclaration(
            name: Located(name, at: relationship.name.location), detail: .plain(.date), label: label,
            isRequired: false, isImmutable: false, isSearchable: false, isPersonal: false, pack: relationship.pack,
            location: relationship.location)
    }
}
