import Model

/// Which attributes of an entity type a search looks into.
enum SearchColumns {
    /// Those that are searchable and that the principal may see on every record: what a search finds must not tell of others.
    static func names(of type: EntityType, _ visibility: QueryVisibility) -> [String] {
        let hidden = visibility[type].hidden
        return type.attributes.indices.filter { type.attributes[$0].isSearchable && !hidden.contains($0) }
            .map { type.attributes[$0].name }
    }

    static func nothingSearchable(in type: EntityType, _ text: String) -> QueryError {
        QueryError(
            "KTR-Q154", at: 0, in: text,
            LocalizedText(
                "'\(type.name)' has no attribute that you can search",
                german: "„\(type.name)“ hat kein Attribut, in dem Sie suchen können"),
            hint: LocalizedText(
                "search=\"true\" on an attribute makes it searchable; $filter with contains(…) works without it",
                german: "search=\"true\" an einem Attribut macht es durchsuchbar; $filter mit contains(…) geht auch so")
        )
    }
}
