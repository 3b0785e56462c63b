/// What geo points accept.
enum PointRules {
    /// Takes `"51.5136, 7.4653"`, `{latitude, longitude}`, and GeoJSON (RFC 7946), which has the longitude first.
    static func point(_ value: DataValue) throws(Refusal.Problem) -> AttributeValue {
        let point: GeoPoint? =
            switch value {
            case .text(let text): GeoPoint(text)
            case .object: value["type"] == nil ? named(value) : geoJSON(value)
            default: nil
            }
        if let point { return .point(point) }
        throw Refusal.Problem(
            "KTR-R119",
            LocalizedText("\(value.shown) is not a place", german: "\(value.shown) ist kein Ort"),
            hint: LocalizedText(
                "write latitude and longitude in degrees, for example 51.5136, 7.4653",
                german: "Breite und Länge in Grad angeben, zum Beispiel 51.5136, 7.4653"))
    }

    private static func named(_ value: DataValue) -> GeoPoint? {
        guard case .object(let members) = value, members.count == 2, let latitude = degrees(value["latitude"]),
            let longitude = degrees(value["longitude"])
        else { return nil }
        return GeoPoint(latitude: latitude, longitude: longitude)
    }

    private static func geoJSON(_ value: DataValue) -> GeoPoint? {
        guard value["type"] == .text("Point"), case .list(let pair)? = value["coordinates"], pair.count == 2,
            let longitude = degrees(pair[0]), let latitude = degrees(pair[1])
        else { return nil }
        return GeoPoint(latitude: latitude, longitude: longitude)
    }

    private static func degrees(_ value: DataValue?) -> Double? {
        switch value {
        case .integer(let number): Double(number)
        case .decimal(let number): number.approximation
        case .number(let number): number
        default: nil
        }
    }
}
