import Model

/// The metadata document as JSON (OData CSDL JSON Representation 4.01).
enum MetadataJSON {
    static func document(_ model: ServiceModel) -> [UInt8] {
        var schema: [DataValue.Member] = model.entities.map { .init($0.type.name, entity($0)) }
        schema += actions(model)
        schema += functions(model)
        schema.append(.init("Container", container(model)))
        let references = ServiceModel.vocabularies.map { vocabulary in
            DataValue.Member(
                vocabulary.address,
                .object([
                    "$Include": .list([
                        .object(["$Namespace": .text(vocabulary.namespace), "$Alias": .text(vocabulary.alias)])
                    ])
                ]))
        }
        return DataValue.object([
            "$Version": .text("4.01"), "$EntityContainer": .text("\(ResourcePath.namespace).Container"),
            "$Reference": .object(references), ResourcePath.namespace: .object(schema),
        ]).json
    }

    private static func entity(_ entity: ServiceModel.Entity) -> DataValue {
        var members: [DataValue.Member] = [
            .init("$Kind", .text("EntityType")), .init("$Key", .list([.text("id")])),
            .init("@Core.Description", .text(entity.label)),
        ]
        members += entity.properties.map { .init($0.name, property($0)) }
        members += entity.navigations.map { .init($0.name, navigation($0)) }
        return .object(members)
    }

    private static func property(_ property: ServiceModel.Property) -> DataValue {
        var members: [DataValue.Member] = []
        // A property without a type is a string, one without nullability is not nullable.
        if property.type != "Edm.String" { members.append(.init("$Type", .text(property.type))) }
        if property.isCollection { members.append(.init("$Collection", .boolean(true))) }
        if property.isNullable, !property.isCollection { members.append(.init("$Nullable", .boolean(true))) }
        if let length = property.maximumLength { members.append(.init("$MaxLength", .integer(Int64(length)))) }
        if let scale = property.scale {
            members += [.init("$Precision", .integer(18)), .init("$Scale", .integer(Int64(scale)))]
        }
        if let precision = property.precision { members.append(.init("$Precision", .integer(Int64(precision)))) }
        members.append(.init("@Core.Description", .text(property.label)))
        if property.isComputed { members.append(.init("@Core.Computed", .boolean(true))) }
        if property.isImmutable { members.append(.init("@Core.Immutable", .boolean(true))) }
        switch property.currency {
        case .fixed(let code): members.append(.init("@Measures.ISOCurrency", .text(code)))
        case .path(let name): members.append(.init("@Measures.ISOCurrency", .object(["$Path": .text(name)])))
        case nil: break
        }
        if !property.allowed.isEmpty {
            let values = property.allowed.map { DataValue.object(["Value": .text($0)]) }
            members.append(.init("@Validation.AllowedValues", .list(values)))
        }
        return .object(members)
    }

    private static func navigation(_ navigation: ServiceModel.Navigation) -> DataValue {
        var members: [DataValue.Member] = [.init("$Kind", .text("NavigationProperty"))]
        if navigation.isCollection { members.append(.init("$Collection", .boolean(true))) }
        members.append(.init("$Type", .text("\(ResourcePath.namespace).\(navigation.target.name)")))
        if navigation.isNullable { members.append(.init("$Nullable", .boolean(true))) }
        if let constraint = navigation.constraint {
            members.append(.init("$ReferentialConstraint", .object([.init(constraint, .text("id"))])))
        }
        return .object(members)
    }

    /// Actions of one name are overloads in one list.
    private static func actions(_ model: ServiceModel) -> [DataValue.Member] {
        var names: [String] = []
        var overloads: [String: [DataValue]] = [:]
        for entity in model.entities {
            let type = DataValue.text("\(ResourcePath.namespace).\(entity.type.name)")
            for action in entity.actions where action != entity.type.name {
                if overloads[action] == nil { names.append(action) }
                overloads[action, default: []].append(
                    .object([
                        "$Kind": .text("Action"), "$IsBound": .boolean(true),
                        "$Parameter": .list([.object(["$Name": .text("record"), "$Type": type])]),
                        "$ReturnType": .object(["$Type": type]),
                    ]))
            }
        }
        return names.map { .init($0, .list(overloads[$0] ?? [])) }
    }

    private static func container(_ model: ServiceModel) -> DataValue {
        let sets = model.entities.map { entity in
            let bindings = entity.navigations.map { DataValue.Member($0.name, .text($0.target.setName)) }
            return DataValue.Member(
                entity.type.setName,
                .object([
                    "$Collection": .boolean(true), "$Type": .text("\(ResourcePath.namespace).\(entity.type.name)"),
                    "$NavigationPropertyBinding": .object(bindings),
                ]))
        }
        return .object([.init("$Kind", .text("EntityContainer"))] + sets)
    }
}
