/// The texts that a catalog is compiled from, as values: nothing here knows of folders.
public struct DefinitionSources: Sendable, Hashable {
    /// In any order; the compiler sorts them by name.
    public var packs: [PackSources]

    /// Sources of some packs.
    public init(packs: [PackSources]) { self.packs = packs }
}

/// The texts of one pack.
public struct PackSources: Sendable, Hashable {
    /// The folder's name below `entity-definitions/`, `workflows/` and `plugins/`.
    public var name: String
    /// `entity-definitions/<pack>/*.xml`.
    public var definitions: [SourceFile]
    /// `entity-definitions/<pack>/imports/*.xml`: what columns of foreign files mean. They are no part of the catalog.
    public var importMaps: [SourceFile] = []
    /// `entity-definitions/<pack>/templates/*.mustache`: the texts of documents.
    public var templates: [SourceFile] = []
    /// `workflows/<pack>/*.scxml`.
    public var charts: [SourceFile]
    /// `plugins/<pack>/*.lua`.
    public var plugins: [SourceFile]

    /// All of them.
    public var files: [SourceFile] { definitions + importMaps + templates + charts + plugins }

    /// The sources of a pack.
    public init(
        name: String, definitions: [SourceFile] = [], charts: [SourceFile] = [], plugins: [SourceFile] = [],
        templates: [SourceFile] = []
    ) {
        self.name = name
        self.definitions = definitions
        self.charts = charts
        self.plugins = plugins
        self.templates = templates
    }
}

/// One text with the name that diagnostics use for it.
public struct SourceFile: Sendable, Hashable {
    /// Relative to the project: `entity-definitions/crm/account.xml`.
    public var path: String
    /// As they are on disk.
    public var bytes: [UInt8]

    /// A file read from somewhere.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// A file made of a text.
    public init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}
