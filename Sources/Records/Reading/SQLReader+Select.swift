import Queries
import Storage

extension SQLReader {
    /// Reads the rows of a query in their order.
    ///
    /// - Parameter count: how many rows are wanted at most; nil for all.
    func forEachRow(of select: SelectStatement, atMost count: Int?, _ body: (any SQLRow) throws -> Void) throws {
        var passing = select.passedOver
        var missing = count
        for part in select.parts {
            if let missing, missing <= 0 { return }
            let reach = missing.flatMap { missing in
                let sum = missing.addingReportingOverflow(passing)
                return sum.overflow ? nil : sum.partialValue
            }
            try forEachRow(select.fragment(part, atMost: reach)) { row in
                guard passing == 0 else {
                    passing -= 1
                    return
                }
                missing = missing.map { $0 - 1 }
                try body(row)
            }
        }
    }
}
