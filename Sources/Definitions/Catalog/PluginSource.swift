/// A plugin's text. Definitions only carry it; it is compiled where Lua is known.
public struct PluginSource: Sendable, Hashable {
    public var pack: String
    public var file: SourceFile

    public init(pack: String, file: SourceFile) {
        self.pack = pack
        self.file = file
    }
}
