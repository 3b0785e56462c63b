/// The databases that every test of a store runs on.
public enum StoreKind: String, Sendable, Hashable, CaseIterable {
    /// A file of its own in a temporary folder.
    case sqlite

}
