import Access
import Definitions
public import Model

/// The attribute that an upload is meant for, found and allowed: its rules are what the upload is held against.
///
/// The right to upload is the right to set the attribute of some record; whether it may be set in *this* one is asked again
/// by the write that names the file.
public struct FileTarget: Sendable {
    /// Where the attribute is.
    public let type: EntityType
    /// A file attribute of the type.
    public let attribute: Attribute
    /// What it takes.
    public let rules: FileRules
    /// Who uploads.
    public let principal: Principal
}

extension RecordService {
    /// The file attribute of a name, where the principal may set it in some record.
    ///
    /// - Throws: `Refusal`: `.malformed` for an unknown name or an attribute that holds no file, `.forbidden`.
    public func fileTarget(_ name: String, of entity: String, as principal: Principal) throws -> FileTarget {
        let deployment = deployment.get()
        let type = try deployment.type(named: entity)
        let access = deployment.access.access(of: principal, to: type)
        guard let position = type.position(of: name), access.knows(position) else {
            throw Refusal(.malformed, [.unknownAttribute(name, of: type, where: access.knows)])
        }
        let attribute = type.attributes[position]
        guard case .file(let rules) = attribute.type else { throw Refusal(.malformed, [.holdsNoFile(attribute)]) }
        guard access.sets(position, for: .create) || access.sets(position, for: .update) else {
            throw Refusal(.forbidden, [access.refusal(ofWriting: position)])
        }
        return FileTarget(type: type, attribute: attribute, rules: rules, principal: principal)
    }
}
