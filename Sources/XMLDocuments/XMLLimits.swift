/// Bounds on what is read as XML. The standard ones are far above what definitions and charts need, and far below what
/// makes libxml2 slow (60,000 attributes on one element cost it seconds).
public struct XMLLimits: Sendable, Hashable {
    /// Size of the whole text.
    public var bytes = 1_048_576
    /// Size of one tag, from `<` to `>`.
    public var tagBytes = 32_768
    /// Attributes on one element, namespace declarations included.
    public var attributesPerElement = 64
    /// Elements inside elements.
    public var depth = 100
    /// Elements and comments of the whole text.
    public var nodes = 50_000
    /// Size of one run of character data, or one comment.
    public var textBytes = 262_144
    /// Size of a name without prefix.
    public var nameBytes = 256

    /// The standard bounds, to be tightened.
    public init() {}

    /// What definitions and charts are read with.
    public static let standard = XMLLimits()
}
