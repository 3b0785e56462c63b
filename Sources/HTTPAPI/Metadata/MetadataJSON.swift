import Model

/// The metadata document as JSON (OData CSDL JSON Representation 4.01).
enum MetadataJSON {
    static func document(_ model: ServiceModel) -> [UInt8] {
        var schema: [DataValue.Member] = model.entities.map { .init($0.type.name, entity($0)) }
        schema += model.complexTypes.map { .init($0.name, complex($0)) }
        schema += operations(model)
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
        ]
        members += entity.properties.map { .init($0.name, property($0)) }
        members += entity.navigations.map { .init($0.name, navigation($0)) }
        return .object(members + entity.annotations.map(\.member))
    }

    private static func complex(_ complex: ServiceModel.Complex) -> DataValue {
        .object(
            [.init("$Kind", .text("ComplexType"))]
                + complex.properties.map { DataValue.Member($0.name, property($0)) })
    }

    private static func property(_ property: ServiceModel.Property) -> DataValue {
        var members: [DataValue.Member] = []
        let shape = property.shape
        // A property without a type is a string, one without nullability is not nullable.
        if shape.type != "Edm.String" { members.append(.init("$Type", .text(shape.type))) }
        if shape.isCollection { members.append(.init("$Collection", .boolean(true))) }
        if property.isNullable, !shape.isCollection { members.append(.init("$Nullable", .boolean(true))) }
        if let length = shape.maximumLength { members.append(.init("$MaxLength", .integer(Int64(length)))) }
        if let precision = shape.precision { members.append(.init("$Precision", .integer(Int64(precision)))) }
        if let scale = shape.scale { members.append(.init("$Scale", .integer(Int64(scale)))) }
        return .object(members + property.annotations.map(\.member))
    }

    private static func navigation(_ navigation: ServiceModel.Navigation) -> DataValue {
        var members: [DataValue.Member] = [.init("$Kind", .text("NavigationProperty"))]
        if navigation.isCollection { members.append(.init("$Collection", .boolean(true))) }
        members.append(.init("$Type", .text("\(ResourcePath.namespace).\(navigation.target.name)")))
        if navigation.isNullable { members.append(.init("$Nullable", .boolean(true))) }
        if let partner = navigation.partner { members.append(.init("$Partner", .text(partner))) }
        if let constraint = navigation.constraint {
            members.append(.init("$ReferentialConstraint", .object([.init(constraint, .text("id"))])))
        }
        return .object(members)
    }

    /// Operations of one name are overloads in one list.
    private static func operations(_ model: ServiceModel) -> [DataValue.Member] {
        var names: [String] = []
        var overloads: [String: [DataValue]] = [:]
        func add(_ name: String, _ overload: DataValue) {
            if overloads[name] == nil { names.append(name) }
            overloads[name, default: []].append(overload)
        }
        for entity in model.entities {
            let type = DataValue.text("\(ResourcePath.namespace).\(entity.type.name)")
            let record = DataValue.object(["$Name": .text("record"), "$Type": type])
            for action in entity.actions {
                let parameters = action.parameters.map { name in
                    DataValue.object([
                        "$Name": .text(name), "$Type": .text(model.anything), "$Nullable": .boolean(true),
                        "@Core.OptionalParameter": .object([:]),
                    ])
                }
                let members: [DataValue.Member] = [
                    .init("$Kind", .text("Action")), .init("$IsBound", .boolean(true)),
                    .init("$Parameter", .list([record] + parameters)),
                    .init("$ReturnType", .object(["$Type": type])),
                ]
                add(action.name, .object(members + action.annotations.map(\.member)))
            }
            for function in ServiceModel.functions where function.name != entity.type.name {
                let result = DataValue.object([
                    "$Collection": .boolean(true), "$Type": .text("\(ResourcePath.namespace).\(function.result)"),
                ])
                add(
                    function.name,
                    .object([
                        "$Kind": .text("Function"), "$IsBound": .boolean(true), "$Parameter": .list([record]),
                        "$ReturnType": result,
                    ]))
            }
        }
        return names.map { .init($0, .list(overloads[$0] ?? [])) }
    }

    private static func container(_ model: ServiceModel) -> DataValue {
        let sets = model.entities.map { entity in
            let bindings = entity.navigations.map { DataValue.Member($0.name, .text($0.target.setName)) }
            let members: [DataValue.Member] = [
                .init("$Collection", .boolean(true)),
                .init("$Type", .text("\(ResourcePath.namespace).\(entity.type.name)")),
                .init("$NavigationPropertyBinding", .object(bindings)),
            ]
            return DataValue.Member(entity.type.setName, .object(members + entity.capabilities.map(\.member)))
        }
        return .object(
            [.init("$Kind", .text("EntityContainer"))] + sets + ServiceModel.capabilities.map(\.member))
    }
}
