import Synchronization

/// Why a round failed last, so that what fails every few seconds for one reason is logged once.
final class LastReason: Sendable {
    private let text = Mutex<String?>(nil)

    /// Whether a reason is another one than the last time.
    func isNews(_ reason: String) -> Bool {
        text.withLock { text in
            defer { text = reason }
            return text != reason
        }
    }

    /// A round succeeded.
    func clear() { text.withLock { $0 = nil } }
}
