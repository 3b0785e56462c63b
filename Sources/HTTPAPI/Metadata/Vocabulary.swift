/// A vocabulary of annotations that the metadata document refers to.
struct Vocabulary {
    var alias: String
    var namespace: String
    var address: String

    init(_ alias: String, _ namespace: String) {
        self.alias = alias
        self.namespace = namespace
        address = "https://oasis-tcs.github.io/odata-vocabularies/vocabularies/\(namespace).xml"
    }
}

extension ServiceModel {
    static let vocabularies = [
        Vocabulary("Capabilities", "Org.OData.Capabilities.V1"), Vocabulary("Core", "Org.OData.Core.V1"),
        Vocabulary("Measures", "Org.OData.Measures.V1"),
        Vocabulary("Validation", "Org.OData.Validation.V1"),
    ]
}
