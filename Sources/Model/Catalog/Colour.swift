/// A colour that an option or a state is marked with in lists and on pages.
///
/// The names say what is meant; each page has a shade of it that can be read on a light and on a dark background.
public enum Colour: String, Sendable, Hashable, CaseIterable {
    case grey, blue, teal, green, yellow, orange, red, purple
}
