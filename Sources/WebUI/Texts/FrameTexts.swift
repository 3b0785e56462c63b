import Model

/// Words around every page and on the sign-in page.
enum FrameTexts {
    static let table: [String: LocalizedText] = [
        "skipToContent": LocalizedText("Skip to content", german: "Zum Inhalt springen"),
        "mainNavigation": LocalizedText("Records", german: "Datensätze"),
        "menu": LocalizedText("Menu", german: "Menü"),
        "home": LocalizedText("Overview", german: "Übersicht"),
        "allTypes": LocalizedText("All …", german: "Alle …"),
        "language": LocalizedText("Language", german: "Sprache"),
        "signOut": LocalizedText("Sign out", german: "Abmelden"),
        "signIn": LocalizedText("Sign in", german: "Anmelden"),
        "signInLead": LocalizedText(
            "Everything about a matter in one place.", german: "Alles zu einem Vorgang an einem Ort."),
        "userName": LocalizedText("User name", german: "Benutzername"),
        "password": LocalizedText("Password", german: "Passwort"),
    ]

    static let signInTitle = LocalizedText("Sign in", german: "Anmelden")
    /// Says nothing about which part was wrong, so that nobody can try out user names.
    static let signInFailed = LocalizedText(
        "That did not work. Check user name and password and try again.",
        german: "Das hat nicht geklappt. Bitte Benutzername und Passwort prüfen und noch einmal versuchen.")
    static let signInThrottled = LocalizedText(
        "Too many attempts. Wait a minute and try again.",
        german: "Zu viele Versuche. Bitte eine Minute warten und noch einmal versuchen.")
    static let sessionEnded = LocalizedText(
        "Your session has ended. Please sign in again.",
        german: "Ihre Sitzung ist beendet. Bitte melden Sie sich neu an.")
    static let sessionEndedEntriesKept = LocalizedText(
        "Your session has ended. Sign in again: your entries are kept for half an hour and will be in the form.",
        german:
            "Ihre Sitzung ist beendet. Melden Sie sich neu an: Ihre Eingaben bleiben eine halbe Stunde erhalten und stehen dann wieder im Formular."
    )
    static let signedOut = LocalizedText("You are signed out.", german: "Sie sind abgemeldet.")
}
