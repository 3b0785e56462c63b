public import Model

/// A file as the database keeps it, without its bytes.
///
/// It comes into being in three steps: its bytes arrive chunk by chunk (no hash yet), it is whole and waits for a record
/// (no record yet), it belongs to a record. It belongs to one record for good: when that lets it go it only waits to be
/// collected.
public struct StoredFile: Sendable, Hashable {
    /// Name, size, type and hash; the hash is empty while bytes still arrive.
    public var description: FileDescription
    /// Width and height of a picture in pixels, as its header says; nil for other files.
    public var extent: PictureExtent?
    /// Who brought it.
    public var uploader: RecordID
    /// When.
    public var uploaded: Instant
    /// The record that it belongs or belonged to.
    public var record: RecordID?
    /// When it may be collected; nil while a record holds it.
    public var expires: Instant?

    /// A file that is about to be stored.
    public init(
        description: FileDescription, extent: PictureExtent? = nil, uploader: RecordID, uploaded: Instant,
        record: RecordID? = nil, expires: Instant?
    ) {
        self.description = description
        self.extent = extent
        self.uploader = uploader
        self.uploaded = uploaded
        self.record = record
        self.expires = expires
    }

    /// Whether all bytes are there.
    public var isWhole: Bool { !description.hash.isEmpty }
}
