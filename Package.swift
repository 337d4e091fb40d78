// swift-tools-version:6.0
import PackageDescription

let package = Package(
  name: "Ballpark",
  platforms: [.macOS(.v15)],  // Int128, Mutex and Atomic; only Linux is tested
  products: [
    .library(
      name: "Ballpark",
      targets: ["Scenarios", "Simulation", "Shards", "Statistics", "Sensitivity", "Reports"]),
    .executable(name: "ballpark", targets: ["ballpark"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .target(name: "CKernels", dependencies: ["CGSL"]),
    .target(name: "Statistics", dependencies: ["CGSL"]),
    .target(name: "Text", dependencies: ["Statistics"]),
    .target(name: "Simulation", dependencies: ["CGSL", "CKernels", "Statistics"]),
    .target(name: "Shards", dependencies: ["Simulation", "Statistics"]),
    .target(name: "Scenarios", dependencies: ["Simulation", "Statistics", "Text", "Yams"]),
    .target(name: "Sensitivity", dependencies: ["CGSL", "Statistics"]),
    .target(name: "Reports", dependencies: ["Sensitivity", "Statistics", "Text"]),
    .executableTarget(
      name: "ballpark",
      dependencies: [
        "Scenarios", "Simulation", "Shards", "Statistics", "Sensitivity", "Reports", "Text",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // What stands in more than one of the test targets below.
    .target(
      name: "TestSupport", dependencies: ["CGSL"], path: "Tests/TestSupport",
      exclude: ["browse.py"]),
    .testTarget(
      name: "SimulationTests",
      dependencies: ["Simulation", "Statistics", "CKernels", "CGSL", "TestSupport"],
      exclude: ["distributions.csv", "distributions.py"]),
    .testTarget(
      name: "SensitivityTests", dependencies: ["Sensitivity", "Statistics", "TestSupport"]),
    .testTarget(
      name: "StatisticsTests", dependencies: ["Statistics", "CGSL", "TestSupport"]),
    .testTarget(
      name: "ModelTests",
      dependencies: ["Scenarios", "Shards", "Simulation", "Statistics", "TestSupport"],
      exclude: ["Business"]),
    .testTarget(
      name: "CommandLineTests", dependencies: ["ballpark", "TestSupport"],
      exclude: ["validate.py", "Golden", "Recomputation"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "Sensitivity", "Simulation", "Statistics", "Text", "TestSupport",
      ],
      exclude: ["Golden", "workbook.py"]),
    .testTarget(
      name: "ScenariosTests",
      dependencies: ["Scenarios", "Simulation", "Statistics", "Text", "TestSupport"],
      exclude: ["Bad"]),
  ],
  swiftLanguageModes: [.v6]
)
