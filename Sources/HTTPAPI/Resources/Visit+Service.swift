import Definitions
import HTTPServing
import Hummingbird
import Model

extension Visit {
    /// `GET /odata`: the entity sets that the principal may know of.
    func serviceDocument() throws -> Response {
        let format = try format(try AddressOptions(request, taking: AddressOptions.format))
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("@odata.context")
        writer.text("\(address)/$metadata")
        writer.name("value")
        writer.beginList()
        for type in catalog.entityTypes where isKnown(type) {
            writer.beginObject()
            writer.name("name")
            writer.text(type.setName)
            writer.name("title")
            writer.text(type.pluralLabel[context.language])
            writer.name("kind")
            writer.text("EntitySet")
            writer.name("url")
            writer.text(type.setName)
            writer.endObject()
        }
        writer.endList()
        writer.endObject()
        return DataResponse.json(writer.bytes, format: format)
    }

    /// `GET /odata/$metadata`: what is in the sets, as far as the principal may see it; XML unless JSON is asked for.
    func metadata() throws -> Response {
        let format = try format(try AddressOptions(request, taking: AddressOptions.format), isMetadata: true)
        let model = ServiceModel(self)
        if format.prefersJSON {
            return DataResponse.json(MetadataJSON.document(model), format: format, contentType: "application/json")
        }
        return DataResponse.text(
            MetadataXML.document(model), contentType: "application/xml;charset=utf-8", version: version)
    }
}
