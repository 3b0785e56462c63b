import Logging
import Records

extension RuleLog {
    /// A log of rules that is part of the server's: messages at `info`, failures with their stack at `warning`, steps at `trace`.
    init(_ logger: Logger) {
        self.init { entry in
            let level: Logger.Level =
                switch entry.kind {
                case .message: .info
                case .failure: .warning
                case .step: .trace
                }
            guard level >= logger.logLevel else { return }
            var metadata: Logger.Metadata = ["request": "\(entry.request)"]
            if let location = entry.location { metadata["place"] = "\(location)" }
            if !entry.stack.isEmpty {
                metadata["stack"] = "\(entry.stack.map(\.description).joined(separator: " < "))"
            }
            logger.log(level: level, "rule: \(entry.text)", metadata: metadata)
        }
    }
}
