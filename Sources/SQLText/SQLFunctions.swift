/// Names of the functions, the collation and the tokenizer that our SQL needs and SQLite does not have: every connection of a store
/// defines them. A PostgreSQL store has to give the same results under the same names.
public enum SQLFunctions {
    /// `kontor_local(instant, zone)`: what the clocks of a zone show, as the instant at which UTC shows it.
    public static let local = "kontor_local"
    /// `kontor_text(text)`: a text in its one form, null where nothing is to be seen of it.
    public static let text = "kontor_text"
    /// `kontor_address(text)`: an e-mail address in its one form.
    public static let address = "kontor_address"
    /// `kontor_fold(text)`: a text without case and marks.
    public static let fold = "kontor_fold"
    /// `kontor_compute(program, numbers…)`: whole numbers computed with 128 bits; null where the result has no room in 64.
    public static let compute = "kontor_compute"
    /// `kontor_compare(program, program, numbers…)`: which of two results is the greater: -1, 0, 1; 3 where both are null, 4 where one is.
    public static let compare = "kontor_compare"
    /// The order of texts. It has its version in its name: an index that was made in another order is not used.
    public static let order = "kontor_din1"
    /// What `$search` takes for words, with its version in its name.
    public static let words = "kontor_words1"
}
