/// What is told of a stored file: everything but its bytes.
///
/// A record holds the file's id; lists, pages, scripts and the history show this. The change log keeps it as JSON, so that
/// the history can name a file whose bytes are gone:
///
///     {"id":"0190…","name":"bill.pdf","size":48213,"type":"application/pdf","hash":"9f86…"}
public struct FileDescription: Sendable, Hashable {
    /// Names the stored bytes; new for each upload.
    public var id: RecordID
    /// As the uploader called it, without folders.
    public var name: String
    /// In bytes.
    public var size: Int64
    /// `application/pdf`; by the file's own bytes where they tell.
    public var mediaType: String
    /// SHA-256 of the bytes in lower-case hexadecimal.
    public var hash: String

    /// A description from its parts.
    public init(id: RecordID, name: String, size: Int64, mediaType: String, hash: String) {
        self.id = id
        self.name = name
        self.size = size
        self.mediaType = mediaType
        self.hash = hash
    }

    /// Whether two uploads brought the same thing: name, type and bytes, whatever their ids.
    public func isSame(as other: FileDescription) -> Bool {
        name == other.name && mediaType == other.mediaType && size == other.size && hash == other.hash
    }

    /// Whether browsers show it as a picture. SVG does not count: it carries script.
    public var isPicture: Bool { Self.pictureTypes.contains(mediaType) }

    /// What pictures are taken to be; each is recognised by its bytes.
    public static let pictureTypes = ["image/png", "image/jpeg", "image/webp", "image/gif"]
}

extension FileDescription {
    /// The form that the change log keeps and scripts see.
    public var dataValue: DataValue {
        .object([
            "id": .text(id.description), "name": .text(name), "size": .integer(size), "type": .text(mediaType),
            "hash": .text(hash),
        ])
    }

    /// Reads what ``dataValue`` wrote; nil for anything else.
    public init?(_ value: DataValue) {
        guard case .text(let id)? = value["id"], let id = RecordID(id), case .text(let name)? = value["name"],
            case .integer(let size)? = value["size"], case .text(let type)? = value["type"],
            case .text(let hash)? = value["hash"]
        else { return nil }
        self.init(id: id, name: name, size: size, mediaType: type, hash: hash)
    }
}
