public enum SystemSchema { public static let version = 1 }
