import Foundation
import Model

extension Work {
    /// One client walks through pages of 50: filter and order by a declared index, each page beginning where the last ended.
    static let listPage = Work(name: "list", summary: "list pages of 50 in tables of growing size") { scale in
        var lines: [Measurement] = []
        var medians: [Double] = []
        for size in scale.isFull ? [10_000, 100_000, 1_000_000] : [10_000, 100_000] {
            let best = try await medianOfPages(in: size, scale)
            medians.append(best.kontor)
            lines.append(
                Measurement(
                    work: "list page of 50 in \(figure(Double(size)))", unit: .milliseconds, kontor: best.kontor,
                    bare: best.bare, reach: .timeRatio(1.5)))
        }
        if let first = medians.first, let last = medians.last {
            lines.append(
                Measurement(
                    work: "list page: largest table against smallest", unit: .milliseconds, kontor: last, bare: first,
                    reach: .timeRatio(1.5)))
        }
        return lines
    }

    private static func medianOfPages(in size: Int, _ scale: Scale) async throws -> (kontor: Double, bare: Double) {
        let fixture = try await Fixture(scale)
        _ = try await fixture.fill(complaints: size)
        let bare = try BareComplaints(path: fixture.databasePath, type: try fixture.complaintType)
        let token = fixture.token
        let first =
            "/odata/complaints?$filter=status%20eq%20'received'&$orderby=received_on%20desc"
        return try await RunningServer.kontor(fixture) { port in
            try await RunningServer.bare(bare.router) { barePort in
                var best = (kontor: Double.infinity, bare: Double.infinity)
                for _ in 0..<scale.rounds {
                    best.kontor = min(best.kontor, try await walk(port, first, token))
                    best.bare = min(best.bare, try await walk(barePort, "/complaints", token))
                }
                return best
            }
        }
    }

    /// Follows next links, 40 pages from the beginning and again; the median of 400 pages in milliseconds.
    private static func walk(_ port: Int, _ start: String, _ token: String) async throws -> Double {
        let pages = RequestCounter()
        let outcome = try await LoadClient(port: port, connections: 1).run(400) { _ in
            HTTPText.get(start, token: token)
        } next: { _, answer in
            let path = pages.next() % 40 == 0 ? start : answer.nextLink ?? start
            return HTTPText.get(path, token: token)
        }
        return outcome.median
    }
}

extension HTTPAnswer {
    /// The path of `@odata.nextLink`.
    fileprivate var nextLink: String? {
        let text = self.text
        guard let begin = text.range(of: "\"@odata.nextLink\":\"")?.upperBound else { return nil }
        let link = text[begin...].prefix { $0 != "\"" }
        guard link.hasPrefix("http"), let path = link.range(of: "/odata") else { return String(link) }
        return String(link[path.lowerBound...])
    }
}
