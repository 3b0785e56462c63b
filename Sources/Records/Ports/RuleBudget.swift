import Glibc
public import Model

/// CPU time that the rules have for everything that follows from one request: hooks, chart steps, and the further writes that they
/// ask for. Who holds the only writer for longer makes everybody wait.
///
/// Counted on the thread that it began on, where all of it runs.
public struct RuleBudget: Sendable {
    /// What the thread will have used when it is spent, in nanoseconds of CPU time.
    public let deadline: Int64
    /// How much there was.
    public let time: Duration

    /// A budget that the calling thread begins to use now.
    public init(_ time: Duration) {
        self.time = time
        let (seconds, attoseconds) = time.components
        deadline = Self.threadTime &+ seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000
    }

    /// Whether nothing is left of it.
    public var isSpent: Bool { Self.threadTime > deadline }

    /// - Throws: `Refusal(.limit)` when nothing is left.
    public func check() throws(Refusal) {
        if isSpent { throw refusal(at: nil) }
    }

    /// What whoever asked is told.
    public func refusal(at location: SourceLocation?) -> Refusal {
        let milliseconds = time / .milliseconds(1)
        let seconds = milliseconds < 1000 ? "\(Int(milliseconds)) ms" : "\(Int(milliseconds / 1000)) s"
        return Refusal(
            .limit, "KTR-R500",
            LocalizedText(
                "The rules that follow from this request took longer than \(seconds) together; nothing is stored.",
                german:
                    "Die Regeln, die auf diese Anfrage folgen, brauchten zusammen mehr als \(seconds); nichts ist gespeichert."
            ),
            hint: LocalizedText(
                "Make the rules do less, or change fewer records at once (setting rule_seconds).",
                german:
                    "Lassen Sie die Regeln weniger tun, oder ändern Sie weniger Datensätze auf einmal (Einstellung rule_seconds)."
            ),
            at: location)
    }

    private static var threadTime: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}

/// How long the work of a record service may hold what all others wait for.
public struct WorkLimits: Sendable, Hashable {
    /// CPU time of the rules that follow from one request.
    public var rules: Duration
    /// How long one round of due timers holds the writer before it lets others write.
    public var timerRound: Duration
    /// How long groups of writes, as an import has them, hold the writer before others may write.
    public var groups: Duration
    /// How long groups that are tried only hold it. Longer: what one of them would store, only those of the same transaction see.
    public var rehearsal: Duration

    /// Limits; what is left out has its default.
    public init(
        rules: Duration = .seconds(2), timerRound: Duration = .milliseconds(100), groups: Duration = .milliseconds(250),
        rehearsal: Duration = .seconds(2)
    ) {
        self.rules = rules
        self.timerRound = timerRound
        self.groups = groups
        self.rehearsal = rehearsal
    }
}
