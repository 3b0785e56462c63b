import Model

/// What a password must be. Length is what counts against guessing; composition rules only make people write it down
/// (OWASP ASVS 5, V6.2).
enum PasswordRule {
    static let minimumLength = 8
    static let maximumLength = 256

    /// - Throws: `Refusal(.invalid)` that says what to do.
    static func check(_ password: String, name: String) throws(Refusal) {
        guard (minimumLength...maximumLength).contains(password.unicodeScalars.count) else {
            throw Refusal(
                .invalid, "KTR-A210", attribute: "password",
                LocalizedText(
                    "A password must have \(minimumLength) to \(maximumLength) characters",
                    german: "Ein Passwort braucht \(minimumLength) bis \(maximumLength) Zeichen"),
                hint: LocalizedText("Use a sentence", german: "Nehmen Sie einen Satz"))
        }
        guard password.lowercased() != name.lowercased() else {
            throw Refusal(
                .invalid, "KTR-A211", attribute: "password",
                LocalizedText(
                    "The password must not be the user name", german: "Das Passwort darf nicht der Benutzername sein"),
                hint: LocalizedText("Choose another one", german: "Wählen Sie ein anderes"))
        }
    }
}
