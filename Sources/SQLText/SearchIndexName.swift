/// The name of the full-text index of an entity type's table. Entity types cannot be called so.
public func searchIndexName(of entity: String) -> String { "kontor_search_" + entity }

/// By what the index names a row of the table on SQLite: its rowid, by the one of its names that no attribute can have
/// (https://www.sqlite.org/lang_createtable.html#rowid).
public let searchIndexRow = "_rowid_"
