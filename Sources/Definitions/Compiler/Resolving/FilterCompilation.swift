import Model

/// Compiles the conditions of views and grants.
enum FilterCompilation {
    static func compile(
        _ text: Located<String>, for type: EntityType, _ findings: inout Findings
    ) -> CompiledFilter? {
        CompiledFilter(text: text.value, location: text.location)
    }
}
