import Model
import SQLText

extension SQLTranslator {
    /// Whether one of some names is in a JSON list of names: never null.
    mutating func included(_ list: SQLFragment, _ names: ArraySlice<QueryExpression>) -> SQLFragment {
        guard !names.isEmpty else { return SQLFragment("1 = 0") }
        let find = dialect == .sqlite ? "instr(" : "strpos("
        let matches = names.compactMap { name -> SQLFragment? in
            guard case .constant(.text(let text)) = name.node else { return nil }
            return find + list + ", " + .value(.text("\"" + text + "\"")) + ") > 0"
        }
        return "(" + list + " IS NOT NULL AND (" + matches.joined(separator: " OR ") + "))"
    }

    /// The distance between two places in millimetres, as ``GeoPoint/millimetres(to:)`` computes it, step by step.
    func distance(_ one: SQLFragment, _ other: SQLFragment) -> SQLFragment {
        let radians = GeoPoint.radiansOfUnit
        // The parts of a packed place: the latitude in the upper bits, the longitude in the lower 32.
        let units =
            "SELECT p.a >> 32 AS a, p.a & 4294967295 AS b, p.c >> 32 AS c, p.c & 4294967295 AS d FROM (SELECT "
            + one + " AS a, " + other + " AS c) AS p"
        let double = "DOUBLE PRECISION"
        let angles =
            "SELECT CAST(u.a - u.c AS \(double)) * \(radians) / 2 AS x, CAST(u.b - u.d AS \(double)) * \(radians) / 2 AS y, "
            + "cos(CAST(u.a - 900000000 AS \(double)) * \(radians)) * cos(CAST(u.c - 900000000 AS \(double)) * \(radians)) AS z"
            + " FROM (" + units + ") AS u"
        let chord = "SELECT sin(g.x) * sin(g.x) + g.z * (sin(g.y) * sin(g.y)) AS h FROM (" + angles + ") AS g"
        let length =
            "\(GeoPoint.twiceRadius) * asin(sqrt(CASE WHEN k.h > 1 THEN 1 ELSE k.h END)) + 0.5"
        let whole = dialect == .sqlite ? "CAST(\(length) AS INTEGER)" : "floor(\(length))::bigint"
        return "(SELECT \(whole) FROM (" + chord + ") AS k)"
    }

    /// A range of the column that holds every place within a distance of another one: latitude comes first in a packed place,
    /// so an index on the column serves it. Nil where the comparison is no such question.
    mutating func band(
        _ comparison: Comparison, _ left: QueryExpression, _ right: QueryExpression
    ) -> SQLFragment? {
        guard comparison == .less || comparison == .lessOrEqual, case .call(.distance, let places) = left.node,
            let path = places.compactMap({ if case .attribute(let path) = $0.node { path } else { nil } }).first,
            let centre = places.compactMap({ if case .constant(.point(let point)) = $0.node { point } else { nil } })
                .first,
            case .constant(.integer(let limit)) = right.node, let scale = right.type.scale, scale <= 3
        else { return nil }
        let millimetres = Double(limit) * [1000, 100, 10, 1][scale]
        // A degree of latitude is nowhere longer than the distance that it spans on the sphere; a little is added for
        // rounding.
        let units = millimetres / (GeoPoint.twiceRadius / 2 * GeoPoint.radiansOfUnit) * 1.000001 + 2
        guard units < 1_800_000_000 else { return nil }
        let south = max(centre.latitudeUnits - Int64(max(units, 0)), -900_000_000)
        let north = min(centre.latitudeUnits + Int64(max(units, 0)), 900_000_000)
        guard let least = GeoPoint(latitudeUnits: south, longitudeUnits: -1_800_000_000),
            let greatest = GeoPoint(latitudeUnits: north, longitudeUnits: 1_800_000_000)
        else { return nil }
        return column(path) + " BETWEEN " + .value(.integer(least.packed)) + " AND " + .value(.integer(greatest.packed))
    }
}
