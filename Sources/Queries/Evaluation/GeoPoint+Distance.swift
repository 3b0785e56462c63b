import Foundation
import Model

extension GeoPoint {
    /// Twice the mean radius of the Earth in millimetres (IUGG: 6,371,008.8 m).
    static let twiceRadius = 12_742_017_600.0
    /// π / 180 / 10⁷: what a unit of 10⁻⁷ degrees is in radians.
    static let radiansOfUnit = 1.7453292519943296e-09

    /// The way to another place over the surface of a sphere (haversine formula), rounded to millimetres. It differs from
    /// that over the ellipsoid by at most 0.6 %.
    ///
    /// Written as the SQL computes it, operation by operation, so that both give the same number.
    func millimetres(to other: GeoPoint) -> Int64 {
        let radians = Self.radiansOfUnit
        let x = Double(latitudeUnits - other.latitudeUnits) * radians / 2
        let y = Double(longitudeUnits - other.longitudeUnits) * radians / 2
        let z = cos(Double(latitudeUnits) * radians) * cos(Double(other.latitudeUnits) * radians)
        let h = sin(x) * sin(x) + z * (sin(y) * sin(y))
        return Int64(Self.twiceRadius * asin(sqrt(h > 1 ? 1 : h)) + 0.5)
    }
}
