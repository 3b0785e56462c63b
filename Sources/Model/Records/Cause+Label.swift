extension Cause.Channel {
    /// How people call the way in which a change came in.
    public var label: LocalizedText {
        switch self {
        case .web: LocalizedText("web page", german: "Webseite")
        case .api: LocalizedText("interface", german: "Schnittstelle")
        case .import: LocalizedText("import", german: "Import")
        case .plugin: LocalizedText("rule", german: "Regel")
        case .timer: LocalizedText("deadline", german: "Frist")
        case .command: LocalizedText("command line", german: "Kommandozeile")
        }
    }
}
