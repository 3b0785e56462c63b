/// The places in a write where plugins may run, by the name of the function that registers them.
enum HookKind: String, Sendable, CaseIterable {
    /// Before a change is stored: `function(change)`.
    case beforeSave = "kontor.before_save"
    /// After a chart moved the record, before it is stored: `function(change, transition)`.
    case afterTransition = "kontor.after_transition"
}
