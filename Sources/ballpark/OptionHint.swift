import ArgumentParser

/// What to write instead of an option that a command does not have: that of other tools, or of another
/// command.
enum OptionHint {
  /// What others call an option.
  private struct Foreign {
    let others: Set<String>
    /// What does the same here, the first that a command has; empty where nothing need be said.
    let own: [String]
    /// What is told of it.
    let words: String

    init(_ others: String, as own: String..., words: String) {
      self.others = Set(others.split(separator: " ").map(String.init))
      self.own = own
      self.words = words
    }
  }

  private static let foreign = [
    Foreign(
      "format fmt f type as output-format", as: "--json",
      words: "prints JSON; a run writes JSON, CSV and a page into its folder by itself"),
    Foreign(
      "excel xlsx xls workbook spreadsheet", as: "--xlsx", "--output",
      words: "names the folder that gets the tables"),
    Foreign(
      "csv tsv", as: "--output", words: "names the folder that gets the tables as CSV by itself"),
    Foreign(
      "html page report web pdf", as: "--output",
      words: "names the folder that gets the page by itself"),
    Foreign(
      "out o outdir out-dir output-dir output-folder outfile output-file dest destination folder dir "
        + "directory save write to target-dir", as: "--output",
      words: "names the folder for the files"),
    Foreign(
      "trials trial iterations iteration iter iters simulations simulation sims sim samples sample n N "
        + "runs draws npaths n-paths num-paths number count size scenarios p",
      as: "--paths", words: "is the number of paths"),
    Foreign(
      "threads thread jobs j cores cpus cpu parallel processes procs t w nproc", as: "--workers",
      words: "is the number of threads"),
    Foreign(
      "random-seed rng random-state randomseed rseed s", as: "--seed", words: "is the seed"),
    Foreign(
      "param params parameter D define override with assume assumption var value key", as: "--set",
      words: "changes one key of the file: key=value"),
    Foreign(
      "silent q no-progress no-print", as: "--quiet", words: "prints neither table nor progress"),
    Foreign(
      "no-plots no-plot no-graphs no-graph no-images no-pictures no-figures text-only",
      as: "--no-charts", words: "draws no pictures"),
    Foreign(
      "no-output no-save no-write stdout print dry", as: "--no-files", words: "writes no files"),
    Foreign(
      "svg plot plots chart charts graph images pictures figure", as: "--png",
      words: "draws each picture as PNG beside the SVG that is drawn by itself"),
    Foreign(
      "verbose v debug all details detail long", as: "--full", words: "prints all tables"),
    Foreign("V ver", as: "--version", words: "prints the version"),
    Foreign(
      "filter condition if given when subset query", as: "--where",
      words: "looks at the paths of a condition apart"),
    Foreign("tail bottom left-tail", as: "--worst", words: "looks at the worst paths apart"),
    Foreign(
      "metrics measure of output-metric outcome statistic stat", as: "--metric",
      words: "is what to tell"),
    Foreign(
      "range over grid sweep values vary-key param-range", as: "--vary",
      words: "is a key and its values: key=a,b,c"),
    Foreign("target goal until", as: "--so-that", words: "is what should come out: metric = value"),
    Foreign(
      "bounds low high limits interval", as: "--between", words: "is where to look: low:high"),
    Foreign("find-key solve-for", as: "--find", words: "is the key whose value is wanted"),
    Foreign("npy numpy raw", as: "--outcomes", words: "writes every path's outcomes for NumPy"),
    Foreign("warnings-as-errors werror Werror", as: "--strict", words: "takes warnings for errors"),
  ]

  /// The hint on the first option that a message calls unknown; nil where nothing is known of it.
  ///
  /// - Parameters:
  ///   - message: ArgumentParser's.
  ///   - arguments: Of the command line, the program's name left out.
  static func text(on message: String, _ arguments: [String]) -> String? {
    // What is missing may be there by another name.
    let isMissing = message.hasPrefix("Error: Missing expected argument")
    guard isMissing || message.hasPrefix("Error: Unknown option"),
      let command = BallparkCommand.configuration.subcommands.first(where: {
        $0.configuration.commandName == arguments.first
      })
    else { return nil }
    for argument in arguments.dropFirst() where argument.hasPrefix("-") {
      let option = String(argument.prefix { $0 != "=" })
      guard isMissing ? !options(of: command).contains(option) : message.contains("'\(option)'"),
        let hint = hint(on: option, of: command)
      else { continue }
      let name = command.configuration.commandName ?? ""
      return "'\(name)' has no option '\(option)': \(hint)"
    }
    return nil
  }

  private static func hint(on option: String, of command: any ParsableCommand.Type) -> String? {
    let known = options(of: command)
    let others = commands(with: option)
    let word = String(option.drop { $0 == "-" })
    let found = foreign.first { $0.others.contains(word) }
    if let found, let own = found.own.first(where: known.contains) {
      // The words are those of the option that was named last.
      return own == found.own.last ? "\(own) \(found.words)" : "\(own) does it"
    }
    if !others.isEmpty { return belongs(option, to: others) }
    guard let own = found?.own.last else { return nil }
    let owners = commands(with: own)
    return owners.isEmpty ? nil : belongs(own, to: owners)
  }

  private static func commands(with option: String) -> [String] {
    BallparkCommand.configuration.subcommands.compactMap { command in
      options(of: command).contains(option) ? command.configuration.commandName : nil
    }
  }

  private static func belongs(_ option: String, to commands: [String]) -> String {
    let names = commands.map { "'\($0)'" }
    let list = names.dropLast().joined(separator: ", ")
    let all = list.isEmpty ? names[0] : "\(list) and \(names[names.count - 1])"
    // Of the others, a file is the only thing to tell.
    let note = option == "--json" ? "; what a file states is in the manifest.json of a run" : ""
    return "\(option) belongs to \(all)\(note)"
  }

  /// As its help lists them.
  private static func options(of command: any ParsableCommand.Type) -> Set<String> {
    let lines = command.helpMessage(columns: 1_000).split(separator: "\n")
    let own = lines.map { $0.drop { $0 == " " } }.filter { $0.hasPrefix("-") }
    return Set(
      own.flatMap { $0.split { " ,".contains($0) }.prefix { $0.hasPrefix("-") } }.map(String.init))
  }
}
