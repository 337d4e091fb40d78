import ArgumentParser

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

      Exit codes: 0 done; 64 bad command line; 65 bad scenario; 66 no such file; 70 internal \
      error; 73 cannot write; 130 interrupted.
      """,
    version: BallparkVersion.text,
    subcommands: [
      InitCommand.self, CheckCommand.self, RunCommand.self, ShowCommand.self, ListCommand.self,
      SchemaCommand.self,
    ])

  /// Instead of the default, which ends every failed run with 1.
  static func main() {
    StandardStream.surviveClosing()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Failure.end(error)
    }
  }
}

enum BallparkVersion {
  static let text = "0.1.0"
}
