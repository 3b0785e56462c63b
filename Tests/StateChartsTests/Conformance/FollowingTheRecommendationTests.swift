import Foundation
import Model
import Scripting
import StateCharts
import Testing

@Suite(.enabled(if: SuiteTest.isThere, "the SCXML suite is not there: set KONTOR_SHARED"))
struct `Following the SCXML recommendation` {
    @Test(arguments: SuiteTest.all.filter { SuiteTest.reasonToSkip($0) == nil })
    func `passes the W3C test`(test: SuiteTest) throws {
        let file = SuiteTest.folder.appendingPathComponent(test.file)
        let folder = file.deletingLastPathComponent()
        let load: Chart.Loader = { address in
            let name = address.hasPrefix("file:") ? String(address.dropFirst(5)) : address
            guard !name.contains("/"), !name.contains("\\") else { return nil }
            return (try? Data(contentsOf: folder.appendingPathComponent(name))).map { Array($0) }
        }
        let bytes = Array(try Data(contentsOf: file))
        let chart: Chart
        do { chart = try Chart.compile(bytes, file: test.file, load: load) } catch {
            #expect(
                test.expect.documentRejected == true || test.expect.or == "document-rejected", "refused: \(error)")
            return
        }
        #expect(test.expect.documentRejected != true)
        let runner = ChartRunner(chart: chart, load: load, budget: .standard)
        var lines: [String] = []
        let result = try runner.run { lines.append($0) }
        if let final = test.expect.final {
            #expect(result.final == final, "\(lines.joined(separator: "\n"))")
        } else {
            #expect(result.final != nil)
        }
        if let expected = Self.logs[test.id] { #expect(expected(result.log), "\(result.log)") }
    }

    /// What the log of a manual test has to show.
    static let logs: [String: @Sendable ([String]) -> Bool] = [
        // Both values of the parameter that is given twice.
        "178": { log in log.contains { $0.contains("Var1=2") && $0.contains("Var1=3") } },
        // The autoforwarded event is logged by the child with the fields that the parent saw.
        "230": { log in log.count >= 2 },
        // The exit handlers of the cancelled child run, inner state first.
        "250": { log in log.filter { $0.lowercased().contains("exit") }.count >= 2 },
        // An unbound variable gives no error, a part of it does or does not: both lines are there.
        "307": { log in log.count >= 3 },
        // The processor stops before the event that a final state's handler raises is answered.
        "415": { log in !log.contains { $0.lowercased().contains("fail") } },
    ]
}
