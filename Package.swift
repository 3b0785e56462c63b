// swift-tools-version: 6.2
import PackageDescription

// Levels, lowest first; a target imports only targets of lower levels, or earlier ones of its own
// (docs/architecture.md shows the map, `make lint` checks it with --explicit-target-dependency-import-check).

let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A library target of ours with the settings that every one of them shares.
func level(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: swiftSettings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: swiftSettings)
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes: Target.Dependency = .product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1: Target.Dependency = .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")

let package = Package(
    name: "kontor",
    products: [.executable(name: "kontor", targets: ["kontor"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.20.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Level 0: C
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CLuaSystem", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CLua", dependencies: ["CLuaSystem"]),
        .target(name: "CSQLiteSettings"),
        // Level 1: values
        level("Model"),
        level("SQLText", ["Model"]),
        level("XMLDocuments", ["CLibXML2", "Model"]),
        // Level 2: pure decisions
        level("StateCharts", ["Model", "XMLDocuments"]),
        level("Queries", ["Model", "SQLText"]),
        level("Definitions", ["Model", "XMLDocuments", "StateCharts", "Queries"], resources: [.copy("Schemas")]),
        level("Access", ["Model", "Queries", "Definitions"]),
        level("SchemaPlanning", ["Model", "SQLText", "Definitions"]),
        // Level 3: adapters
        level("Storage", ["Model", "SQLText", "Queries", "Definitions", "SchemaPlanning", crypto]),
        level("StorageSQLite", ["CSQLiteSettings", "Model", "SQLText", "Storage", grdb, sqlite]),
        level("Scripting", ["CLua", "Model", "StateCharts"]),
        // Level 4: use cases
        level(
            "Records",
            ["Model", "SQLText", "Queries", "Definitions", "Access", "SchemaPlanning", "Storage", "StateCharts"]),
        level("Workflows", ["Model", "Definitions", "StateCharts", "Scripting", "Storage", "Records"]),
        level("Plugins", ["Model", "Definitions", "StateCharts", "Scripting", "Records"]),
        level("Identity", ["Model", "Definitions", "Storage", crypto, cryptoExtras]),
        level("Jobs", ["Model", "Definitions", "Storage", "Records", "Workflows", logging, lifecycle]),
        level("Exchange", ["Model", "Queries", "Definitions", "Storage", "Records", "XMLDocuments"]),
        // Level 5: faces
        level(
            "HTTPServing",
            [
                "CZlib", "Model", "SQLText", "Definitions", "Identity", "Storage", "Records", hummingbird,
                hummingbirdCore, httpTypes, nioCore, nioHTTP1, nioHTTPTypes, nioHTTPTypesHTTP1, logging,
            ]),
        level(
            "HTTPAPI",
            [
                "Model", "Queries", "StateCharts", "Definitions", "Access", "Records", "Workflows", "Identity",
                "HTTPServing", hummingbird, httpTypes, nioCore,
            ]),
        level(
            "WebUI",
            [
                "Model", "Queries", "Definitions", "Access", "Records", "Workflows", "Identity", "StateCharts",
                "HTTPServing", hummingbird, httpTypes, nioCore, mustache,
            ],
            resources: [.copy("Templates"), .copy("Assets")]),
        // Level 6: composition
        level(
            "Platform",
            [
                "Model", "SQLText", "XMLDocuments", "StateCharts", "Queries", "Definitions", "Access", "SchemaPlanning",
                "Storage", "StorageSQLite", "Scripting", "Records", "Workflows", "Plugins", "Identity", "Jobs",
                "Exchange", "HTTPServing", "HTTPAPI", "WebUI", configuration, hummingbird, logging, lifecycle, nioCore,
                system, signals,
            ]),
        .executableTarget(
            name: "kontor",
            dependencies: [
                "Model", "SchemaPlanning", "Storage", "Records", "Identity", "Exchange",
                "Platform", arguments, logging,
            ],
            swiftSettings: swiftSettings),
        level(
            "TestSupport",
            [
                "Model", "SQLText", "Queries", "Definitions", "Access", "SchemaPlanning", "Storage", "StorageSQLite",
                "Scripting", "Records", "Workflows", "Plugins", "Identity",
            ]),
        // Measured against bare twins; `make bench`
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "CLuaSystem", "Model", "SQLText", "Definitions", "StateCharts", "Scripting", "Storage", "StorageSQLite",
                "Records",
                "Identity", "Exchange", "HTTPServing", "HTTPAPI", "Platform", sqlite, hummingbird, httpTypes, nioCore,
                logging, lifecycle, arguments,
            ],
            path: "Benchmarks", swiftSettings: swiftSettings),
        // Tests: one target per library
        tests("ModelTests", ["Model"]),
        tests("XMLDocumentsTests", ["XMLDocuments", "Model"]),
        tests("StateChartsTests", ["StateCharts", "XMLDocuments", "Scripting", "Model", "TestSupport"]),
        tests("QueriesTests", ["Queries", "Model", "SQLText", "StorageSQLite", sqlite]),
        tests(
            "DefinitionsTests", ["Definitions", "StateCharts", "Queries", "Model", "XMLDocuments"],
            resources: [.copy("Corpus")]),
        tests("AccessTests", ["Access", "Definitions", "Queries", "Model"]),
        tests("SchemaPlanningTests", ["SchemaPlanning", "Definitions", "Model", "SQLText"]),
        tests(
            "StorageTests",
            ["Storage", "StorageSQLite", "SchemaPlanning", "Definitions", "Queries", "Model", "SQLText", "TestSupport"]),
        tests("ScriptingTests", ["Scripting", "Model", "TestSupport"]),
        tests(
            "RecordsTests",
            [
                "Records", "Access", "SchemaPlanning", "Storage", "Definitions", "Queries", "Model", "SQLText",
                "TestSupport",
            ]),
        tests(
            "WorkflowsTests", ["Workflows", "StateCharts", "Records", "Storage", "Definitions", "Model", "TestSupport"]),
        tests("PluginsTests", ["Plugins", "Records", "Definitions", "Scripting", "Model", "TestSupport"]),
        tests("IdentityTests", ["Identity", "Storage", "SQLText", "Model", "TestSupport"]),
        tests(
            "JobsTests",
            ["Jobs", "Workflows", "Records", "Storage", "StorageSQLite", "Model", "SQLText", "TestSupport", logging]),
        tests(
            "ExchangeTests",
            [
                "Exchange", "Platform", "Records", "Queries", "Storage", "Definitions", "XMLDocuments", "Model",
                "TestSupport",
            ]),
        tests(
            "HTTPAPITests",
            [
                "CZlib",
                "HTTPAPI", "HTTPServing", "Identity", "Records", "Access", "SchemaPlanning", "Definitions", "Queries",
                "Storage", "SQLText", "Model", "TestSupport", hummingbird, hummingbirdTesting, httpTypes, logging,
                nioCore,
            ]),
        tests(
            "WebUITests",
            [
                "WebUI", "HTTPServing", "Identity", "Records", "Definitions", "Model", "TestSupport", "Access",
                "Queries",
                "SchemaPlanning", "Storage", "Workflows", hummingbird,
                hummingbirdTesting, httpTypes, nioCore, logging,
            ]),
        tests(
            "PlatformTests",
            [
                "Platform", "Definitions", "Identity", "Queries", "SchemaPlanning", "Storage", "Records", "Model",
                "TestSupport",
            ]),
    ]
)
