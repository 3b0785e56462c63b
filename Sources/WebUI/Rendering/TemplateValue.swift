import Mustache

/// A value that templates read: its stored properties, and what ``derived(_:)`` computes from them.
///
/// Mustache reads stored properties through reflection, which does not see computed ones.
protocol TemplateValue: MustacheParent {
    /// The computed property of this name; nil where there is none or it has no value.
    func derived(_ name: String) -> Any?
}

extension TemplateValue {
    func derived(_ name: String) -> Any? { nil }

    func child(named name: String) -> Any? {
        if let computed = derived(name) { return computed }
        guard let stored = Mirror(reflecting: self).children.first(where: { $0.label == name })?.value else {
            return nil
        }
        return (stored as? any MaybeNothing).map { $0.wrapped } ?? stored
    }
}

/// An optional seen through `Any`.
private protocol MaybeNothing {
    var wrapped: Any? { get }
}

extension Optional: MaybeNothing {
    fileprivate var wrapped: Any? { map { $0 } }
}
