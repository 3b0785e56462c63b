/// The fields that the pages' forms have of their own.
///
/// Each begins with a dot. The name of an attribute begins with a letter, so that neither can ever be taken for the other.
enum OwnField {
    /// The session's token.
    static let token = ".csrf"
    /// Names this rendering of the form, so that sending it twice writes once.
    static let key = ".key"
    /// The revision that the form shows.
    static let revision = ".revision"
    /// Where to go afterwards.
    static let back = ".back"
    /// Who opened the form; stands first in it.
    static let opener = ".opener"
    /// The language that the form shows numbers in.
    static let language = ".language"
    /// The language that the form is to go on in.
    static let switchTo = ".switch"
    /// The state of the definitions that the form was made by.
    static let definitions = ".definitions"
    /// The entity type of the form, in the address that it is sent to: the set's name may have changed while it was open.
    static let type = ".type"
    /// Names what was kept of the form while its session had ended; also a parameter of the form's address.
    static let held = ".held"
}

/// How the inputs of an attribute are called, beside the one that has the attribute's own name. No attribute's name has a dot.
enum FieldName {
    /// What a field showed: the title of a lookup's record, a mark of everything else (``ShownMark``).
    static func was(_ attribute: String) -> String { attribute + ".was" }
    /// A mark of the record that a lookup's field showed.
    static func mark(_ attribute: String) -> String { attribute + ".mark" }
    /// The title that is typed for a lookup.
    static func title(_ attribute: String) -> String { attribute + ".name" }
    /// The kind of record that a lookup leads to, and the one that the field showed.
    static func kind(_ attribute: String) -> String { attribute + ".type" }
    static func kindShown(_ attribute: String) -> String { attribute + ".of" }
    /// The record that was chosen among those of one title, and that title.
    static func choice(_ attribute: String) -> String { attribute + ".choice" }
    static func choiceOf(_ attribute: String) -> String { attribute + ".among" }
    /// Says that a box or a list of boxes is there, although none is ticked.
    static func present(_ attribute: String) -> String { attribute + ".present" }
    /// The input that a file is chosen in, and the box that is ticked to remove it.
    static func file(_ attribute: String) -> String { attribute + fileSuffix }
    static func remove(_ attribute: String) -> String { attribute + ".remove" }
    static let fileSuffix = ".file"

    /// The attribute that an input belongs to; nil for the form's own.
    static func attribute(of name: String) -> String? {
        guard !name.hasPrefix(".") else { return nil }
        return name.firstIndex(of: ".").map { String(name[..<$0]) } ?? name
    }
}
