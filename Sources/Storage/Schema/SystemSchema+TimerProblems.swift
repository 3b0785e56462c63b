extension SystemSchema {
    /// An index of the timers that were refused, which are few among many: whoever asks how many there are reads no others. Since
    /// version 3.
    static let timerProblemTables: [SystemTable] = [
        SystemTable(indexing: "kontor_timer", by: ["created_at", "id"], where: "problem")
    ]
}
