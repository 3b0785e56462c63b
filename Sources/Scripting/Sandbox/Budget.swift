/// What one run of a script may use. Over a limit the run ends, whatever the script does about it.
///
/// The defaults suit a plugin: 20 million instructions, one second of CPU time, 16 MiB, 100 queries, 150 writes.
public struct Budget: Sendable, Hashable {
    /// Instructions of the Lua machine; work done in library functions is charged in about the same unit.
    public var instructions: Int
    /// CPU time of the thread that runs the script.
    public var cpu: Duration
    /// Bytes that a run may add to the heap.
    public var memory: Int
    /// How many calls of host functions of each kind; a kind that is missing may be called without end.
    public var calls: [CallKind: Int]

    /// A budget with the defaults of a plugin where nothing else is said.
    public init(
        instructions: Int = 20_000_000, cpu: Duration = .seconds(1), memory: Int = 16 << 20,
        calls: [CallKind: Int] = [.query: 100, .write: 150]
    ) {
        self.instructions = instructions
        self.cpu = cpu
        self.memory = memory
        self.calls = calls
    }

    /// What a plugin gets.
    public static let standard = Budget()
}

/// What a call of a host function counts as.
public enum CallKind: Int32, Sendable, Hashable, CaseIterable {
    case query, write, other
}
