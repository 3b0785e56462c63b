public import Model

extension Form {
    /// Fields, related lists and notes under one heading.
    public struct Section: Sendable, Hashable {
        /// Unique within its form; other packs add to it by this name.
        public var name: String
        /// Its heading.
        public var label: LocalizedText
        /// In the order in which they are shown.
        public var items: [Item]
        /// The pack that declares it.
        public var pack: String
        /// Where `<section>` stands.
        public var location: SourceLocation

        /// A section with what is in it.
        public init(name: String, label: LocalizedText, items: [Item], pack: String, location: SourceLocation) {
            self.name = name
            self.label = label
            self.items = items
            self.pack = pack
            self.location = location
        }
    }

    /// One thing in a section, with who put it there.
    public struct Item: Sendable, Hashable {
        /// What can stand in a section.
        public enum Content: Sendable, Hashable {
            case field(Field)
            case related(RelatedList)
            /// A text for whoever reads or fills in the form.
            case note(LocalizedText)
        }

        /// What it is.
        public var content: Content
        /// The pack that declares it.
        public var pack: String
        /// Where its element stands.
        public var location: SourceLocation

        /// A thing of a section.
        public init(_ content: Content, pack: String, location: SourceLocation) {
            self.content = content
            self.pack = pack
            self.location = location
        }

        /// The name that others in the section are placed by; nil for a note.
        public var name: String? {
            switch content {
            case .field(let field): field.attribute
            case .related(let list): list.name
            case .note: nil
            }
        }

        /// `the field 'claim'`.
        public var description: String {
            switch content {
            case .field(let field): "the field '\(field.attribute)'"
            case .related(let list): "the related list '\(list.name)'"
            case .note: "a note"
            }
        }
    }
}
