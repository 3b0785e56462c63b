public import Model

/// Somebody to sign in as while trying Kontor out. Names and passwords are known to everybody, so these users belong on a
/// server that only this machine can reach.
public struct DemonstrationUser: Sendable, Hashable {
    /// Sign-in name.
    public var name: String
    /// As others see it.
    public var displayName: String
    /// The one role of this user.
    public var role: String
    /// The language of this user's pages.
    public var language: Language
    /// Known to everybody.
    public var password: String { "kontor-\(name)" }

    /// One for each role that the shipped packs declare; the first is the one to begin with.
    public static let all = [
        manager, agent, salesManager, salesAgent, parkingOfficer, parkingClerk, parkingManager, administrator,
    ]

    static let manager = DemonstrationUser(
        name: "miriam", displayName: "Miriam Okafor", role: "service_manager", language: .english)
    static let agent = DemonstrationUser(
        name: "jonas", displayName: "Jonas Brandt", role: "service_agent", language: .german)
    static let salesManager = DemonstrationUser(
        name: "elena", displayName: "Elena Vogt", role: "sales_manager", language: .german)
    static let salesAgent = DemonstrationUser(
        name: "tom", displayName: "Tom Ashdown", role: "sales_agent", language: .english)
    static let parkingOfficer = DemonstrationUser(
        name: "olaf", displayName: "Olaf Reuter", role: "parking_officer", language: .german)
    static let parkingClerk = DemonstrationUser(
        name: "priya", displayName: "Priya Nair", role: "parking_clerk", language: .english)
    static let parkingManager = DemonstrationUser(
        name: "birgit", displayName: "Birgit Sommer", role: "parking_manager", language: .german)
    static let administrator = DemonstrationUser(
        name: "admin", displayName: "Administrator", role: "admin", language: .english)
}
