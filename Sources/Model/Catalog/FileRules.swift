/// What files an attribute takes.
public struct FileRules: Sendable, Hashable, Codable {
    /// Whether it must be a picture that browsers show.
    public var isImage: Bool
    /// The most bytes a file may have.
    public var maximumSize: Int64
    /// Media types that are taken, `image/*` for a whole kind; empty for any.
    public var mediaTypes: [String]

    /// Rules for files.
    public init(isImage: Bool, maximumSize: Int64, mediaTypes: [String] = []) {
        self.isImage = isImage
        self.maximumSize = maximumSize
        self.mediaTypes = mediaTypes
    }
}
