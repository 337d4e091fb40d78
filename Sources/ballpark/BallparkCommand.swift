import ArgumentParser
import Scenarios
import Simulation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@main
struct BallparkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ballpark",
    abstract: "Percentile bands for companies whose value nobody can put a single number on.",
    discussion: """
      You write what you believe about a company in a scenario file, with ranges instead of point \
      guesses. Ballpark simulates it and answers with percentile bands.

      Start with a file of your own:
        ballpark init --company northwind
        ballpark check northwind.yaml
        ballpark run northwind.yaml

      Then ask what if:
        ballpark tornado northwind.yaml --metric northwind.sharePrice.p50
        ballpark sweep northwind.yaml --vary northwind.growth.initial=20%:80%:7

      Exit codes: 0 done; 1 solve has found nothing; 64 bad command line; 65 bad scenario, or one on \
      which every path fails; 66 no such file; 70 internal error; 73 cannot write, or not where it \
      should: then it says where; 75 shards that another try may mend; 128 and the number of the signal where one ended it: 130 after \
      Ctrl-C, 143 after SIGTERM, 129 when the terminal closes.
      """,
    version: Platform.ballparkVersion,
    subcommands: [
      InitCommand.self, CheckCommand.self, RunCommand.self, SweepCommand.self, CompareCommand.self,
      StressCommand.self, SolveCommand.self, TornadoCommand.self, ShardCommand.self,
      ExportCommand.self, ShowCommand.self, ListCommand.self, SchemaCommand.self,
      ManualCommand.self,
    ])

  /// Instead of the default, which ends every failed run with 1.
  static func main() {
    StandardStream.surviveClosing()
    Watch.prepareSignals()
    if let word = CommandLine.arguments.dropFirst().first, let said = saidOf(word) {
      Failure.end(CommandError("there is no command '\(word)'; \(said)"))
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Failure.end(error)
    }
  }
}

extension BallparkCommand {
  /// What is said of a word that is no command; nil of one that is, and of an option.
  private static func saidOf(_ word: String) -> String? {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard !word.hasPrefix("-"), !names.contains(word) else { return nil }
    if word.hasSuffix(".yaml") || word.hasSuffix(".yml") {
      return "did you mean 'run \(word)'?"
    }
    let synonym = synonyms.first { $0.others.contains(word.lowercased()) }?.own
    if let meant = synonym ?? ReferenceTopic.suggestion(for: word, among: names) {
      return "did you mean '\(meant)'?"
    }
    let shown = configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .map { "'\($0.configuration.commandName ?? "")'" }
    return "one of \(shown.joined(separator: ", ")) was expected"
  }

  private static let synonyms: [(own: String, others: Set<String>)] = [
    ("init", ["new", "create", "template", "generate"]),
    ("check", ["validate", "lint", "verify", "test", "dry-run"]),
    ("run", ["simulate", "sim", "exec", "execute", "start", "value", "report"]),
    ("compare", ["diff", "versus", "vs"]),
    ("solve", ["goal", "goalseek", "goal-seek", "find", "optimize", "optimise", "imply"]),
    ("tornado", ["sensitivity", "drivers", "importance"]),
    ("sweep", ["grid", "vary", "scan"]),
    ("show", ["describe", "explain", "plot", "draw", "sample"]),
    ("list keys", ["keys"]), ("list distributions", ["distributions"]),
    ("list metrics", ["metrics"]), ("manual", ["man"]), ("--version", ["version"]),
  ]
}
