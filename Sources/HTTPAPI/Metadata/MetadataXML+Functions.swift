import Model

extension MetadataXML {
    /// What can be asked about records, and the types of the answers.
    mutating func writeFunctions(of model: ServiceModel) {
        let entities = model.entitiesWithChart
        guard !entities.isEmpty else { return }
        for function in ServiceModel.functions {
            element("ComplexType", [("Name", function.result)]) { xml in
                for property in function.properties {
                    var attributes = [("Name", property.name), ("Type", property.type)]
                    if !property.isNullable { attributes.append(("Nullable", "false")) }
                    xml.empty("Property", attributes)
                }
            }
            for entity in entities {
                element("Function", [("Name", function.name), ("IsBound", "true")]) { xml in
                    xml.empty(
                        "Parameter",
                        [
                            ("Name", "record"), ("Type", "\(ResourcePath.namespace).\(entity.type.name)"),
                            ("Nullable", "false"),
                        ])
                    xml.empty(
                        "ReturnType",
                        [
                            ("Type", "Collection(\(ResourcePath.namespace).\(function.result))"),
                            ("Nullable", "false"),
                        ])
                }
            }
        }
    }
}
