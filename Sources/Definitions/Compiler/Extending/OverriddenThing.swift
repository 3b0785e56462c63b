import Model

/// Something that packs set things on, by its place among the declarations.
enum OverriddenThing: Hashable {
    case entity(Int)
    case attribute(Int, entity: Int)
    case option(Int, set: Int)

    /// How messages call it.
    func name(in declarations: Declarations) -> String {
        switch self {
        case .entity(let entity): declarations.entities[entity].name.value
        case .attribute(let attribute, let entity):
            "\(declarations.entities[entity].name.value).\(declarations.entities[entity].attributes[attribute].name.value)"
        case .option(let option, let set):
            "\(declarations.options[set].set.name).\(declarations.options[set].set.options[option].name)"
        }
    }

    /// What its provenance is kept under.
    func subject(in declarations: Declarations) -> ProvenanceSubject {
        switch self {
        case .entity(let entity): .entity(declarations.entities[entity].name.value)
        case .attribute(let attribute, let entity):
            .attribute(
                declarations.entities[entity].attributes[attribute].name.value,
                entity: declarations.entities[entity].name.value)
        case .option(_, let set): .options(declarations.options[set].set.name)
        }
    }
}
