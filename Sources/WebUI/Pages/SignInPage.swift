/// Where a person says who they are.
struct SignInPage: Page {
    static let template = "sign-in"
    var title: String
    var action: String
    /// Token of the sign-in form itself, where the server asks for one.
    var csrf: String?
    /// The page to go to afterwards; a local path.
    var destination: String
    var userName: String
    var failure: String?
    var said: String?
}
