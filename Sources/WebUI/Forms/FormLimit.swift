import Model

/// How large the form of an entity type may become: every text that may be stored can also be sent from its page.
struct FormLimit: Sendable, Hashable {
    /// Bytes of the body, without files.
    let bytes: Int
    let fields: Int
    /// Whether a body of the usual encoding, which writes up to three bytes for one, could be longer than bodies usually are.
    let isLarge: Bool

    /// Whatever definitions say, no body beyond this is read.
    static let largest = 64 << 20

    /// - Parameter usual: the limit of bodies elsewhere.
    init(_ type: EntityType, usual: Int) {
        var bytes = 4096
        var fields = 40
        for position in type.declaredPositions {
            let (text, inputs) = Self.extent(of: type.attributes[position].type)
            // A scalar has at most four bytes, each of which is written with three.
            bytes += min(text, Self.largest / 12) * 12 + 600
            fields += inputs
            if bytes > Self.largest { bytes = Self.largest }
        }
        isLarge = bytes > usual
        self.bytes = max(bytes, usual)
        self.fields = max(fields, FormData.usualFields)
    }

    /// How many scalars the fields of an attribute hold, and how many inputs they are.
    private static func extent(of type: AttributeType) -> (text: Int, inputs: Int) {
        switch type {
        case .text(let maximum, _): (maximum ?? 1_000_000, 2)
        // Indenting makes more of it.
        case .json: (JSONRules.largestSize * 4, 2)
        case .multichoice(let set): (set.options.count * 70, set.options.count + 3)
        case .url: (2048, 2)
        case .lookup, .tree, .polymorphic: (2000, 8)
        default: (300, 6)
        }
    }
}
