import Glibc
import Storage

extension StorageError {
    /// What an `errno` says about a path.
    init(fileError code: Int32, _ path: String) {
        let reason: Reason =
            switch code {
            case EACCES, EPERM, EROFS: .readOnly
            case ENOSPC, EDQUOT, EFBIG: .full
            case EIO: .inputOutput
            case EEXIST: .exists
            case ENOLCK: .noLocks
            default: .cannotOpen
            }
        self.init(reason, "\(path): \(String(cString: strerror(code)))")
    }
}
