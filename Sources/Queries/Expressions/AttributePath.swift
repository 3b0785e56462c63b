public import Model

/// An attribute of the record itself, or of one that its lookups lead to: `claim`, `customer/name`.
public struct AttributePath: Sendable, Hashable {
    /// One lookup that is walked over.
    public struct Step: Sendable, Hashable {
        /// Position of the lookup in the type that the step starts from.
        public let position: Int
        /// The entity type that it leads to.
        public let target: EntityType
    }

    /// Stands for a member of a list inside `any` and `all`.
    public struct Variable: Sendable, Hashable {
        /// As it is written.
        public let name: String
        /// Counts the lists around it, from 1.
        public let number: Int
    }

    /// The entity type that the path starts from.
    public let root: EntityType
    /// The member of a list that the path starts from; nil where that is the record itself.
    public let variable: Variable?
    /// The lookups on the way; empty for an attribute of the record itself.
    public let steps: [Step]
    /// Position of the attribute in ``owner``.
    public let position: Int

    init(root: EntityType, variable: Variable? = nil, steps: [Step] = [], position: Int) {
        self.root = root
        self.variable = variable
        self.steps = steps
        self.position = position
    }

    /// The entity type that has the attribute.
    public var owner: EntityType { steps.last?.target ?? root }
    /// The attribute at its end.
    public var attribute: Attribute { owner.attributes[position] }
    /// What the attribute's values are.
    public var type: ValueType { ValueType(attribute.type, in: owner) }

    /// The rest of a path behind its first lookup, told from the record that this one leads to.
    public var afterFirstStep: AttributePath {
        guard let first = steps.first else { return self }
        return AttributePath(root: first.target, steps: Array(steps.dropFirst()), position: position)
    }

    /// As it is written: `customer/name`.
    public var text: String {
        var names = variable.map { [$0.name] } ?? []
        var type = root
        for step in steps {
            names.append(type.attributes[step.position].name)
            if type.attributes[step.position].type.isPolymorphic { names.append(step.target.name) }
            type = step.target
        }
        return (names + [attribute.name]).joined(separator: "/")
    }

    /// Every attribute that the path reads, with its type: the lookups on the way and the last one.
    public var reads: [(type: EntityType, position: Int)] {
        var result: [(type: EntityType, position: Int)] = []
        var type = root
        for step in steps {
            result.append((type, step.position))
            if let told = type.targetTypePosition(of: type.attributes[step.position]) { result.append((type, told)) }
            type = step.target
        }
        return result + [(type, position)]
    }

    /// Whether a formula stands at its end, which no column holds.
    var isComputed: Bool { !attribute.type.isStored }

    /// Where the last lookup before the end begins, and what tells to which entity type it leads, where it leads to several.
    var lastLookup: (owner: EntityType, targetType: Int?)? {
        guard let last = steps.last else { return nil }
        let owner = steps.dropLast().last?.target ?? root
        return (owner, owner.targetTypePosition(of: owner.attributes[last.position]))
    }

    /// The id of the record at the end of the path's lookups.
    var identity: AttributePath {
        AttributePath(root: root, variable: variable, steps: steps, position: SystemAttribute.id.position)
    }

    /// Whether the store can never hold null here.
    var isNeverNull: Bool {
        steps.isEmpty && [SystemAttribute.id.position, SystemAttribute.revision.position].contains(position)
    }
}
