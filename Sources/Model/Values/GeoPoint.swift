/// A place on the Earth in WGS 84, to 10⁻⁷ degrees (about a centimetre).
///
///     GeoPoint(latitude: 51.5136, longitude: 7.4653)?.description   // "51.5136, 7.4653"
public struct GeoPoint: Sendable, Hashable, LosslessStringConvertible {
    /// Latitude in units of 10⁻⁷ degrees, north positive.
    public let latitudeUnits: Int64
    /// Longitude in units of 10⁻⁷ degrees, east positive.
    public let longitudeUnits: Int64

    /// Units of a degree.
    public static let unitsOfDegree: Int64 = 10_000_000

    /// A place in units of 10⁻⁷ degrees; nil beyond the poles and the date line.
    public init?(latitudeUnits: Int64, longitudeUnits: Int64) {
        guard latitudeUnits.magnitude <= UInt64(90 * Self.unitsOfDegree),
            longitudeUnits.magnitude <= UInt64(180 * Self.unitsOfDegree)
        else { return nil }
        self.latitudeUnits = latitudeUnits
        self.longitudeUnits = longitudeUnits
    }

    /// A place in degrees, rounded to 10⁻⁷; nil beyond the poles and the date line.
    public init?(latitude: Double, longitude: Double) {
        guard abs(latitude) <= 90, abs(longitude) <= 180 else { return nil }
        let scale = Double(Self.unitsOfDegree)
        self.init(
            latitudeUnits: Int64((latitude * scale).rounded()), longitudeUnits: Int64((longitude * scale).rounded()))
    }

    /// Reads `51.5136, 7.4653`: latitude first, as maps and RFC 5870 write it.
    public init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            ExactDecimal(String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))?.rescaled(to: 7)
        }
        guard parts.count == 2, let latitude = parts[0], let longitude = parts[1] else { return nil }
        self.init(latitudeUnits: latitude.unscaled, longitudeUnits: longitude.unscaled)
    }

    /// Degrees north.
    public var latitude: ExactDecimal { ExactDecimal(unscaled: latitudeUnits, scale: 7) }
    /// Degrees east.
    public var longitude: ExactDecimal { ExactDecimal(unscaled: longitudeUnits, scale: 7) }

    /// Both in one positive whole number, ordered from south to north: how a database column holds it. The latitude is in
    /// the upper 31 bits, the longitude in the lower 32, each counted from its least.
    public var packed: Int64 {
        ((latitudeUnits + 90 * Self.unitsOfDegree) << 32) | (longitudeUnits + 180 * Self.unitsOfDegree)
    }

    /// The place that ``packed`` stands for; nil for a number that none packs to.
    public init?(packed: Int64) {
        guard packed >= 0 else { return nil }
        self.init(
            latitudeUnits: (packed >> 32) - 90 * Self.unitsOfDegree,
            longitudeUnits: (packed & 0xFFFF_FFFF) - 180 * Self.unitsOfDegree)
    }

    /// `51.5136, 7.4653`.
    public var description: String { "\(latitude.shortened), \(longitude.shortened)" }
}
