public import Model

extension Refusal {
    /// Name or password is wrong, or the principal is disabled: which of them is not told.
    static let wrongPassword = Refusal(
        .unauthenticated, "KTR-A201",
        LocalizedText("Name or password is wrong", german: "Name oder Passwort ist falsch"))

    static let unknownToken = Refusal(
        .unauthenticated, "KTR-A202",
        LocalizedText(
            "The token is unknown, expired or revoked", german: "Das Token ist unbekannt, abgelaufen oder widerrufen"),
        hint: LocalizedText("Make one: kontor token add", german: "Erzeugen Sie eines: kontor token add"))

    /// There is an `Authorization` header that nobody can read.
    public static let unreadableCredentials = Refusal(
        .unauthenticated, "KTR-A204",
        LocalizedText(
            "The Authorization header cannot be read", german: "Die Kopfzeile Authorization ist nicht lesbar"),
        hint: LocalizedText(
            "Send 'Bearer <token>' or 'Basic <base64 of name:password>'",
            german: "Senden Sie 'Bearer <Token>' oder 'Basic <base64 von Name:Passwort>'"))

    static func slowDown(_ wait: Duration) -> Refusal {
        let seconds = max(1, wait.components.seconds + 1)
        var refusal = Refusal(
            .limit, "KTR-A205",
            LocalizedText(
                "Too many failed sign-ins; try again in \(seconds) s",
                german: "Zu viele missglückte Anmeldungen; versuchen Sie es in \(seconds) s wieder"))
        refusal.retryAfter = .seconds(seconds)
        return refusal
    }

    static let tooManySignIns = Refusal(
        .unavailable, "KTR-A206",
        LocalizedText("Too many people are signing in at once", german: "Es melden sich gerade zu viele zugleich an"),
        hint: LocalizedText("Try again in a moment", german: "Versuchen Sie es gleich noch einmal"))

    static func badName(_ name: String) -> Refusal {
        Refusal(
            .invalid, "KTR-A212", attribute: "name",
            LocalizedText("'\(name)' cannot be a user name", german: "'\(name)' kann kein Benutzername sein"),
            hint: LocalizedText(
                "Use 1 to 100 letters, digits, '.', '-', '_', '@' or '+'",
                german: "Nehmen Sie 1 bis 100 Buchstaben, Ziffern, '.', '-', '_', '@' oder '+'"))
    }

    static func nameTaken(_ name: String) -> Refusal {
        Refusal(
            .conflict, "KTR-A213", attribute: "name",
            LocalizedText("The user '\(name)' already exists", german: "Einen Benutzer '\(name)' gibt es schon"))
    }

    static func noSuchPrincipal(_ name: String) -> Refusal {
        Refusal(
            .notFound, "KTR-A214", attribute: "name",
            LocalizedText("There is no user '\(name)'", german: "Einen Benutzer '\(name)' gibt es nicht"),
            hint: LocalizedText("kontor user list shows them", german: "kontor user list zeigt sie"))
    }

    /// - Parameter known: the roles that were applied.
    static func unknownRole(_ role: String, known: [String]) -> Refusal {
        let hint =
            if let nearest = nearestName(to: role, among: known) {
                LocalizedText("Did you mean '\(nearest)'?", german: "Meinten Sie '\(nearest)'?")
            } else if known.isEmpty {
                LocalizedText(
                    "No role has been applied: declare one in a pack, <role name=\"…\">, and run 'kontor apply'",
                    german:
                        "Noch ist keine Rolle angewendet: Deklarieren Sie eine, <role name=\"…\">, dann 'kontor apply'")
            } else {
                LocalizedText(
                    "The roles are: \(known.joined(separator: ", "))",
                    german: "Die Rollen sind: \(known.joined(separator: ", "))")
            }
        return Refusal(
            .invalid, "KTR-A215", attribute: "roles",
            LocalizedText("There is no role '\(role)'", german: "Eine Rolle '\(role)' gibt es nicht"), hint: hint)
    }

    static let noSuchToken = Refusal(
        .notFound, "KTR-A216", LocalizedText("There is no such token", german: "Ein solches Token gibt es nicht"),
        hint: LocalizedText("kontor token list shows them", german: "kontor token list zeigt sie"))
}
