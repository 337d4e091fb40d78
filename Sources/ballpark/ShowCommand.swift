import ArgumentParser
import Reports
import Scenarios
import Simulation
import Text

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what a number of a scenario means: percentiles, mean, a sketch of its density.",
    discussion: """
      Examples:
        ballpark show '1.5 to 5'
        ballpark show '-10% to 30%'
        ballpark show '{lognormal: {p10: 8, p90: 30}}' --kind multiple

      The text is read as a scenario file is. Its kind follows from its units where --kind does not \
      say it; `ballpark list kinds` has them all.
      """)

  // Whatever is no option is text: '-10% to 30%' begins as options do.
  @Argument(
    parsing: .allUnrecognized,
    help: "A quantity, a range or a distribution, as a file would state it.")
  var text: [String]

  @Option(
    help: "What it measures: rate, multiple, duration, … (default: what its units say)",
    completion: .list(Kind.allCases.map(\.rawValue)), transform: ShowCommand.kind)
  var kind: Kind?

  mutating func validate() throws {
    // A lone '--' is how a shell user says that options end.
    if text.first == "--" { text.removeFirst() }
    if let option = text.first(where: { $0.hasPrefix("--") }) {
      throw ValidationError("unknown option '\(option)'")
    }
    if text.isEmpty { throw ValidationError("a text is missing, such as '1.5 to 5'") }
  }

  func run() throws {
    let number = try StatedNumber(text.joined(separator: " "), kind: kind)
    StandardStream.warn(number.warnings)
    let kind = number.kind
    let reason = number.isInferred ? " (from its notation; --kind says another)" : ""
    let width = Terminal.standard.width
    var lines = [number.text.printable().truncated(to: width)]
    lines += "Read as \(kind.phrase)\(reason).".wrapped(to: width)
    switch number.law {
    case .value(let value):
      lines += "One number on every path: \(kind.text(value, currency: number.currency))."
        .wrapped(to: width)
    // The reader refuses one of several where no steps are.
    case .schedule, .regime, .along: break
    case .distribution(let distribution):
      lines +=
        [""] + (Self.rounded("\(distribution)") + kind.plainUnit).wrapped(to: width) + [""]
      lines += Self.moments(of: distribution, kind, number.currency) + [""]
      lines += Self.percentiles(of: distribution, kind, number.currency) + [""]
      lines += Self.sketch(of: distribution, kind, number.currency, width: width)
    }
    try StandardStream.output.write(lines.joined(separator: "\n") + "\n")
  }

  private static func moments(of law: any Distribution, _ kind: Kind, _ currency: String?)
    -> [String]
  {
    [("mean", law.mean), ("sd", law.standardDeviation)].map { name, value in
      name.padded(to: 6, left: false)
        + (value.isFinite
          ? kind.text(value, currency: currency)
          : value.isNaN ? "does not exist: the tails are too heavy" : "infinite")
    }
  }

  private static func percentiles(of law: any Distribution, _ kind: Kind, _ currency: String?)
    -> [String]
  {
    let levels = [1, 5, 10, 25, 50, 75, 90, 95, 99]
    let texts = levels.map { kind.text(law.quantile(Double($0) / 100), currency: currency) }
    let width = texts.map(\.displayWidth).max() ?? 0
    return zip(levels, texts).map { level, text in
      "P\(level)".padded(to: 6, left: false) + text.padded(to: width, left: true)
    }
  }

  private static func sketch(
    of law: any Distribution, _ kind: Kind, _ currency: String?, width: Int
  ) -> [String] {
    // The last label may end beyond its tick.
    guard let sketch = DensitySketch(bins: min(60, width - 4), quantile: law.quantile) else {
      return []
    }
    let lines = sketch.lines { kind.text($0, currency: currency) }
    // A list of values has no tails.
    if law.isDiscrete { return lines }
    return lines
      + "Density from P1 to P99; one path in fifty lies outside.".wrapped(to: width)
  }

  /// A description's numbers with five digits: `1.5` for `1.5000000000000002`.
  private static func rounded(_ description: String) -> String {
    var text = ""
    var rest = description[...]
    while let start = rest.firstIndex(where: { $0.isNumber }) {
      text += rest[..<start]
      let match = rest[start...].prefixMatch(of: /[0-9.]+(e[+-]?[0-9]+)?/)
      let number = match?.output.0 ?? rest[start...start]
      let value = Double(number)
      text += value.map { Figure($0, error: 0, unit: "").text } ?? String(number)
      rest = rest[number.endIndex...]
    }
    return text + rest
  }

  private static func kind(_ text: String) throws -> Kind {
    if let kind = Kind(rawValue: text) { return kind }
    let meant = StatedNumber.suggestion(for: text).map { "; did you mean '\($0)'?" } ?? ""
    let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("'\(text)' is no kind; one of \(known) was expected\(meant)")
  }
}
