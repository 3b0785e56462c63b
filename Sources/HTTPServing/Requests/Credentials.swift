import Foundation
import HTTPTypes
import Model

/// The credentials in a request. An `Authorization` header takes precedence over a cookie.
enum Credentials: Equatable {
    case none
    case bearer(String)
    case basic(name: String, password: String)
    case session(String)
    /// There is an `Authorization` header that we do not understand.
    case unreadable

    init(_ headers: HTTPFields, sessionCookieName: String) {
        if let header = headers[.authorization] {
            self = Self.authorization(header)
        } else if let cookie = Self.cookie(named: sessionCookieName, in: headers) {
            self = .session(cookie)
        } else {
            self = .none
        }
    }

    private static func authorization(_ header: String) -> Credentials {
        guard let space = header.firstIndex(of: " ") else { return .unreadable }
        let value = header[header.index(after: space)...].drop { $0 == " " }
        switch header[..<space].lowercased() {
        case "bearer": return .bearer(String(value))
        case "basic":
            // RFC 7617: base64 of name ':' password, UTF-8.
            guard let data = Data(base64Encoded: String(value)), let text = String(validating: data, as: UTF8.self),
                let colon = text.firstIndex(of: ":")
            else { return .unreadable }
            return .basic(name: String(text[..<colon]), password: String(text[text.index(after: colon)...]))
        default: return .unreadable
        }
    }

    private static func cookie(named name: String, in headers: HTTPFields) -> String? {
        for header in headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let pair = pair.drop { $0 == " " }
                if pair.hasPrefix(name), pair.dropFirst(name.count).first == "=" {
                    return String(pair.dropFirst(name.count + 1))
                }
            }
        }
        return nil
    }
}
