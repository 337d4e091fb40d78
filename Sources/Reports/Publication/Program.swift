/// A subcommand that leaves a folder: how its manifest names it, and which files are its own.
package struct Program: Sendable, Equatable {
  static let manifest = "manifest.json"
  static let chartsFolder = "charts"

  /// Stands in the manifest: other programs have files of that name too.
  let name: String
  /// What it makes: `run`.
  let noun: String
  /// Every file that it may write beside the folder of pictures.
  let files: Set<String>

  private init(_ name: String, _ noun: String, _ files: Set<String>) {
    self.name = name
    self.noun = noun
    self.files = files.union([Self.manifest])
  }

  package static let run = Program(
    "ballpark run", "run",
    [Report.page, "summary.json", "bands.csv", "paths.csv", "outcomes.npy"])
  package static let sweep = Program("ballpark sweep", "sweep", ["sweep.csv", "sweep.json"])
  package static let comparison = Program(
    "ballpark compare", "comparison", ["comparison.csv", "comparison.json"])
  package static let goal = Program("ballpark solve", "goal seek", ["goal.csv", "goal.json"])
  package static let tornado = Program(
    "ballpark tornado", "tornado", ["tornado.csv", "tornado.json"])

  static let all = [run, sweep, comparison, goal, tornado]

  /// Whether a manifest is of this program.
  func made(_ manifest: String) -> Bool {
    manifest.prefix(200).contains("\"program\": \"\(name)\"")
  }
}
