/// A subcommand that leaves a folder, and how its manifest names it.
package struct Program: Sendable, Equatable {
  static let manifest = "manifest.json"
  static let chartsFolder = "charts"

  /// Stands in the manifest: other programs have files of that name too.
  let name: String
  /// What it makes: `run`.
  let noun: String

  private init(_ name: String, _ noun: String) {
    self.name = name
    self.noun = noun
  }

  package static let run = Program("ballpark run", "run")
  package static let sweep = Program("ballpark sweep", "sweep")
  package static let comparison = Program("ballpark compare", "comparison")
  package static let goal = Program("ballpark solve", "goal seek")
  package static let tornado = Program("ballpark tornado", "tornado")

  static let all = [run, sweep, comparison, goal, tornado]

  /// Whether a manifest is of this program.
  func made(_ manifest: String) -> Bool {
    manifest.prefix(200).contains("\"program\": \"\(name)\"")
  }
}
