/// Makes ids. Injected everywhere; ids of one source never repeat and sort in the order they were made.
public protocol IDSource: Sendable {
    func next() -> RecordID
}

/// Gives random bytes for keys, nonces and tokens. Injected, so that tests can repeat a run.
public protocol RandomSource: Sendable {
    /// `count` bytes that nobody can foresee.
    func bytes(_ count: Int) -> [UInt8]
}
