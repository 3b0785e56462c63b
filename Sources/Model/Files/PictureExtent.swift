/// How large a picture is, as its header says.
public struct PictureExtent: Sendable, Hashable {
    /// In pixels.
    public var width: Int
    /// In pixels.
    public var height: Int

    /// So many pixels across and down.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// A picture may claim any extent in a few bytes, and whoever shows it must have memory for all of it: a browser that
    /// draws 64 million pixels needs 256 MB.
    public var isReasonable: Bool {
        (1...Self.longestSide).contains(width) && (1...Self.longestSide).contains(height)
            && width * height <= Self.mostPixels
    }

    static let longestSide = 20_000
    static let mostPixels = 64_000_000
}
