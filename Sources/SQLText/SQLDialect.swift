/// The databases that Kontor speaks to. What differs between them is asked of this value and nowhere else.
public enum SQLDialect: String, Sendable, Hashable, CaseIterable {
    case sqlite
    case postgresql
}
