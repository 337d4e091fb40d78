import ArgumentParser
import Reports
import Scenarios
import Sensitivity
import Simulation
import Statistics
import Text

struct SolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve",
    abstract: "Find what must be believed for a number to come out as it should.",
    discussion: """
      Examples:
        ballpark solve acme.yaml --find acme.growth.initial \\
          --so-that 'acme.sharePrice.p50@2027-06-24 = 60 USD'
        ballpark solve acme.yaml --find acme.multiple.longRun --between 5:50 \\
          --so-that 'P(acme.sharePrice > 60 USD) = 50%'

      The key has the same value on every path, in place of what the file draws there. All values \
      are tried on the same draws. Exit code 1: no value between the ends does it; the curve says why.
      """)

  @Argument(
    help: "The scenario file; - for standard input.",
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(
    name: .customLong("find"), help: .init("The key whose value is wanted.", valueName: "key"))
  var keys: [String]

  @Option(
    name: .customLong("so-that"),
    help: .init("What should come out: a metric, = and its value.", valueName: "target"))
  var targets: [String]

  // A low end may begin as options do: -50%:50%.
  @Option(
    parsing: .unconditional,
    help: .init(
      """
      Where to look. (default: between P1 and P99 of what the file draws there, or from a quarter of \
      its number to four times it)
      """, valueName: "low:high"))
  var between: String?

  @OptionGroup var simulation: SimulationOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard keys.count == 1, targets.count == 1 else {
      throw ValidationError("one --find and one --so-that were expected")
    }
  }

  private var find: String { keys[0] }

  func run() throws {
    let whatIf = try WhatIf(file, simulation, output)
    let scenario = whatIf.scenario
    let (number, range) = try search(scenario)
    whatIf.warnOfLosses(at: find)
    let target = try scenario.target(targets[0])
    let folder = try output.folder(for: file, .goal, suffix: "solve")
    let experiment = try whatIf.experiment([target.metric.description.name])
    try experiment.prepare(
      [range.lowerBound, range.upperBound].map { [Self.assignment(find, $0, number)] })
    try whatIf.watch.interruptible {
      let goal = try whatIf.watch.during {
        let progress = whatIf.watch.progress
        // About so many: the curve, and some steps towards the root and the ends of its interval.
        progress.plan(paths: 18 * scenario.paths)
        return try GoalSeek(target.value, between: range) { value in
          try experiment.estimates(
            at: [Self.assignment(find, value, number)], progress: progress)[0]
        }
      }
      try experiment.requireSoundPaths()
      let key = SweptKey(
        name: find, stated: scenario.stated(at: find), unit: number.unit, numbers: [:])
      let report = GoalSeekReport(
        whatIf.heading(experiment), key: key, metric: target.metric.description,
        target: target.text, between: range, goal: goal,
        isAllowed: { number.allows($0) }, text: { number.text($0, error: $1) })
      try whatIf.finish(report, doubts: experiment.warnings, output, in: folder)
      if goal.roots.isEmpty, whatIf.watch.afterwards == nil {
        whatIf.watch.afterwards = ExitCode(Failure.noAnswer.rawValue)
      }
    }
  }

  private static func assignment(
    _ key: String, _ value: Double, _ number: KeyNumber
  ) -> Experiment.Assignment {
    Experiment.Assignment(key, Scenarios.Level(text: number.exactText(value), number: value))
  }

  /// What the key holds, and where to look for it.
  private func search(
    _ scenario: Scenario
  ) throws -> (KeyNumber, ClosedRange<Double>) {
    guard let number = scenario.number(at: find) else {
      try scenario.checkKey(find, as: "--find")
      throw CommandError("'\(find)' holds no number that could be found")
    }
    if let between {
      guard let ends = try scenario.ends(of: find, between, as: "--between") else {
        throw CommandError(
          "--between '\(between)' is not low:high, for example 10%:80%"
            + Lookalike.remark(onNumber: between))
      }
      return (number, ends)
    }
    guard let range = number.search else {
      throw CommandError(
        "the file does not say where '\(find)' may lie; --between low:high was expected")
    }
    return (number, range)
  }
}
