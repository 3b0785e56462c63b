import Access
import Definitions
import Foundation
import Model
import Queries
import Records

extension Installation {
    /// Reads records by an OData path such as `complaints?$filter=status eq 'received'&$top=5`.
    ///
    /// - Returns: a JSON object with `value`, and `@odata.count` where it was asked for; `@odata.nextLink` where there is more.
    public func query(_ path: String, as user: String?) throws -> String {
        try requireAppliedDefinitions()
        let principal = try principal(named: user)
        let records = records.pinned()
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let deployment = records.deployment.get()
        let catalog = deployment.catalog
        guard let type = catalog.entityType(setNamed: parts[0]) ?? catalog.entityType(named: parts[0]) else {
            let known = catalog.entityTypes.filter { deployment.access.access(of: principal, to: $0).isKnown }
            let nearest = nearestName(to: parts[0], among: known.map(\.setName))
            throw Refusal(
                .malformed, "KTR-E140",
                LocalizedText(
                    "There is no entity set '\(parts[0])'.", german: "Es gibt keine Entitätsmenge „\(parts[0])“."),
                hint: parts[0].contains(where: { "(/".contains($0) })
                    ? LocalizedText(
                        "Write the name of a set, followed by '?' and options: SET?$filter=id eq …",
                        german: "Schreiben Sie den Namen einer Menge, danach „?“ und Optionen: MENGE?$filter=id eq …")
                    : nearest.map { LocalizedText("Did you mean '\($0)'?", german: "Meinten Sie „\($0)“?") })
        }
        let pairs = parts.count < 2 ? [] : parts[1].split(separator: "&").map(Self.pair)
        let options = try QueryOptions(pairs, on: type, in: deployment.access.names(for: principal))
        let page = try records.list(options.query, as: principal)
        var writer = JSONWriter(capacity: 64 << 10)
        writer.beginObject()
        if let count = page.count {
            writer.name("@odata.count")
            writer.integer(Int64(count))
        }
        writer.name("value")
        writer.beginList()
        let files = try records.files(of: page.records)
        let access = deployment.access.access(of: principal, to: type)
        let shown = type.attributes.indices.filter(access.shows)
        for record in page.records {
            Self.write(record, options.query.projection ?? shown, files, &writer)
        }
        writer.endList()
        if let next = page.next {
            let rest = pairs.filter { $0.name != "$skiptoken" }.map { "\($0.name)=\($0.value)" }
            writer.name("@odata.nextLink")
            writer.text("\(type.setName)?" + (rest + ["$skiptoken=\(next.text)"]).joined(separator: "&"))
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func write(
        _ record: Record, _ positions: [Int], _ files: [RecordID: FileDescription], _ writer: inout JSONWriter
    ) {
        writer.beginObject()
        for position in positions where !record.withheld.contains(position) {
            writer.name(record.type.attributes[position].name)
            // A person who asks wants to know which file it is; the interface over HTTP gives its bytes.
            if case .record(let id) = record.values[position], let file = files[id] {
                writer.text(file.name)
            } else {
                writer.value(record.values[position])
            }
        }
        writer.endObject()
    }

    /// A query option; percent-encoding is taken off where it is one, so that both forms can be typed.
    private static func pair(_ text: Substring) -> (name: String, value: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
            $0.removingPercentEncoding ?? String($0)
        }
        return (parts[0], parts.count > 1 ? parts[1] : "")
    }
}
