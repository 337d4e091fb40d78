#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A subcommand that leaves a folder, and how its manifest names it.
package struct Program: Sendable, Equatable {
  static let manifest = "manifest.json"
  static let chartsFolder = "charts"

  /// Stands in the manifest: other programs have files of that name too.
  let name: String
  /// What it makes: `run`.
  let noun: String
  /// The form of its manifest, raised with each change that its readers have to know.
  let manifestSchema: Int

  private init(_ name: String, _ noun: String, manifestSchema: Int = 1) {
    (self.name, self.noun, self.manifestSchema) = (name, noun, manifestSchema)
  }

  package static let run = Program("ballpark run", "run")
  package static let sweep = Program("ballpark sweep", "sweep")
  package static let comparison = Program("ballpark compare", "comparison", manifestSchema: 2)
  package static let goal = Program("ballpark solve", "goal seek")
  package static let tornado = Program("ballpark tornado", "tornado")

  package static let shock = Program("ballpark stress", "smallest shock")

  static let all = [run, sweep, comparison, goal, tornado, shock]

  /// The manifest in a folder; nil where there is none that can be read. A pipe of that name would wait.
  static func manifest(in folder: String) -> String? {
    let path = folder + "/" + manifest
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return try? String(contentsOfFile: path, encoding: .utf8)
  }

  /// Whether a manifest is of this program.
  func made(_ manifest: String) -> Bool {
    manifest.prefix(200).contains("\"program\": \"\(name)\"")
  }
}
