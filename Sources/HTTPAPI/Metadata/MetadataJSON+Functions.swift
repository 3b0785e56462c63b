import Model

extension MetadataJSON {
    /// What can be asked about records, and the types of the answers.
    static func functions(_ model: ServiceModel) -> [DataValue.Member] {
        let entities = model.entitiesWithChart
        guard !entities.isEmpty else { return [] }
        return ServiceModel.functions.flatMap { function -> [DataValue.Member] in
            let properties = function.properties.map { property -> DataValue.Member in
                var members: [DataValue.Member] = []
                if property.type != "Edm.String" { members.append(.init("$Type", .text(property.type))) }
                if property.isNullable { members.append(.init("$Nullable", .boolean(true))) }
                return .init(property.name, .object(members))
            }
            let overloads = entities.map { entity in
                DataValue.object([
                    "$Kind": .text("Function"), "$IsBound": .boolean(true),
                    "$Parameter": .list([
                        .object([
                            "$Name": .text("record"), "$Type": .text("\(ResourcePath.namespace).\(entity.type.name)"),
                        ])
                    ]),
                    "$ReturnType": .object([
                        "$Collection": .boolean(true),
                        "$Type": .text("\(ResourcePath.namespace).\(function.result)"),
                    ]),
                ])
            }
            return [
                .init(function.result, .object([.init("$Kind", .text("ComplexType"))] + properties)),
                .init(function.name, .list(overloads)),
            ]
        }
    }
}
