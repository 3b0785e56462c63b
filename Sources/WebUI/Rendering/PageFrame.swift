import Model

/// What surrounds every page: head, navigation, language switch and sign-out.
struct PageFrame: TemplateValue, Sendable {
    struct Destination: Sendable {
        var label: String
        var href: String
        var isCurrent: Bool
    }

    struct LanguageChoice: Sendable {
        var label: String
        var tag: String
        var href: String
        var isCurrent: Bool
    }

    var textLanguage: Language
    /// BCP 47 tag of the page.
    var lang: String { textLanguage.rawValue }
    var tabTitle: String
    var assets: AssetAddresses
    /// Nil where nobody is signed in.
    var user: User?
    var navigation: [Destination]
    var hasMoreNavigation = false
    var languages: [LanguageChoice]
    /// Said once after something was done.
    var notice: String?

    struct User: Sendable {
        var displayName: String
        var initials: String
        var csrf: String
    }

    func derived(_ name: String) -> Any? {
        switch name {
        case "lang": lang
        // On a phone the menu is closed: it says where one is.
        case "here": navigation.first(where: \.isCurrent)?.label
        default: nil
        }
    }

    static func initials(of name: String) -> String {
        let words = name.split(separator: " ")
        let letters = [words.first?.first, words.count > 1 ? words.last?.first : nil].compactMap { $0 }
        return String(letters).uppercased()
    }
}

/// Addresses of the style sheet and the modules, with a hash of their content so that browsers may keep them.
struct AssetAddresses: Sendable {
    var style: String
    var script: String
    var icon: String
}
