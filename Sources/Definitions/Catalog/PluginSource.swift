/// A plugin's text. Definitions only carry it; it is compiled where Lua is known.
public struct PluginSource: Sendable, Hashable {
    /// The pack whose folder it lies in.
    public var pack: String
    /// Its path and text.
    public var file: SourceFile

    /// A plugin of a pack.
    public init(pack: String, file: SourceFile) {
        self.pack = pack
        self.file = file
    }
}
