/// How large a run is. A quick one ends within minutes on two cores; a full one takes the sizes that the goals name.
struct Scale: Sendable {
    var isFull: Bool
    /// Folder with the definitions that the works use.
    var definitions: String

    /// One of two sizes.
    func pick(quick: Int, full: Int) -> Int { isFull ? full : quick }

    /// How often each side of a comparison is run; the fastest of them counts.
    var rounds: Int { isFull ? 5 : 3 }
}
