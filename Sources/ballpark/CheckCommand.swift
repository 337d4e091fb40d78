import ArgumentParser
import Reports
import Scenarios
import Simulation
import Text

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what a scenario states and implies, without running it.",
    discussion: """
      Every error at once, else: each assumption with its source, what has no source, what the \
      multiple, events and regimes come to, and what a run will take, or that it will be refused.

      Examples:
        ballpark check zhipu.yaml
        ballpark check zhipu.yaml --set zhipu.multiple.halfLife='2 years' --strict
      """)

  @Argument(
    help: "The scenario file; - for standard input.",
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var reading: ReadingOptions

  func run() throws {
    let scenario = try Scenario(contentsOf: file, settings: reading.settings)
    let workers = RunRecord.processors
    let model = try scenario.compile(strict: reading.strict)
    StandardStream.warn(scenario.warnings(of: model))
    try checkStresses(of: scenario, besides: scenario.warnings(of: model))
    let check = try ScenarioCheck(scenario, model, workers: workers)
    let terminal = Terminal.standard
    let lines =
      Self.head(of: scenario, on: terminal) + [""]
      + scenario.description.assumptionLines(on: terminal) + [""]
      + Self.sources(check, width: terminal.width)
      + check.companies.flatMap { [""] + Self.multiple(of: $0, on: terminal) }
      + Self.blocks(HeldBaskets(scenario.definition).blocks, on: terminal)
      + Self.blocks(ImpliedChances(scenario.definition, model).blocks, on: terminal)
      + Self.blocks(Self.stresses(of: scenario), on: terminal) + [""]
      + Self.cost(check.plan, workers: workers).wrapped(to: terminal.width)
    try StandardStream.output.write(lines.joined(separator: "\n") + "\n")
    if let refusal = check.plan.refusal { throw refusal }
  }

  /// Each is compiled, since only the whole shows whether it can be.
  private func checkStresses(of scenario: Scenario, besides known: [Diagnostic]) throws {
    for stress in scenario.stresses {
      let stressed = try scenario.stressed(by: stress.name)
      let model = try stressed.compile(strict: reading.strict)
      StandardStream.warn(stressed.warnings(of: model).filter { !known.contains($0) })
    }
  }

  private static func stresses(
    of scenario: Scenario
  ) -> [(title: String, rows: [(label: String, text: String)])] {
    let rows = scenario.stresses.map { stress in
      (stress.name, stress.words(in: scenario.definition).joined(separator: "; "))
    }
    return rows.isEmpty ? [] : [("stresses, none of them in a run without --stress", rows)]
  }

  private static func head(of scenario: Scenario, on terminal: Terminal) -> [String] {
    let description = scenario.description
    let end = scenario.definition.grid.dates.last.map { " to \($0)" } ?? ""
    let steps = "\(description.steps) \(description.step)\(description.steps == 1 ? "" : "s")"
    let paths = "\(grouped(scenario.paths)) paths, seed \(scenario.seed)"
    let title = description.title.printable().truncated(to: terminal.width)
    return [terminal.styled(title, .heading)]
      + "\(steps) from \(description.start)\(end), \(paths)\(description.originOfTitle)"
      .wrapped(to: terminal.width)
  }

  private static func sources(_ check: ScenarioCheck, width: Int) -> [String] {
    let share = Figure(
      Double(check.sourced) / Double(max(check.numbers, 1)), error: 0.01, unit: "share")
    let sentence = "Sourced: \(check.sourced) of \(check.numbers) stated numbers, \(share.text)."
    guard !check.unsourced.isEmpty else { return sentence.wrapped(to: width) }
    return sentence.wrapped(to: width)
      + "Without a source: \(check.unsourced.joined(separator: ", "))."
      .printable().wrapped(to: width, indent: 2)
  }

  private static func multiple(of company: ScenarioCheck.Company, on terminal: Terminal)
    -> [String]
  {
    let multiple = company.multiple
    func row(_ label: String, _ text: String) -> [String] {
      Self.row(label, text, on: terminal)
    }
    func spread(_ years: Double) -> String {
      Figure(multiple.standardDeviation(after: years), error: 0.001, unit: "share").text
    }
    let origin = multiple.startsAtSharePrice ? "at the start, by the share price" : "at the start"
    let title =
      "\(company.name.printable()): the multiple, every driver at its median"
      + (multiple.followsFactors ? ", without its factors" : "")
    return title.wrapped(to: terminal.width, indent: 2).map { terminal.styled($0, .heading) }
      + [
        company.multipleAtStart.map { row(origin, Self.times($0)) },
        row("in the long run", multiple.longRun.map(Self.times) ?? "none: a random walk"),
        row("standard deviation of its log, a week", spread(1 / 52)),
        row("and a year", spread(1)),
      ].compactMap(\.self).flatMap(\.self)
  }

  private static func row(_ label: String, _ text: String, on terminal: Terminal) -> [String] {
    if terminal.width >= 60 { return ["  " + label.padded(to: 40, left: false) + text] }
    return ["  " + label] + text.wrapped(to: terminal.width - 6).map { "      " + $0 }
  }

  /// What baskets hold, and what events and regimes come to.
  private static func blocks(
    _ blocks: [(title: String, rows: [(label: String, text: String)])], on terminal: Terminal
  ) -> [String] {
    blocks.flatMap { title, rows in
      [""]
        + title.printable().wrapped(to: terminal.width, indent: 2)
        .map { terminal.styled($0, .heading) }
        + rows.flatMap { row($0.label.printable(), $0.text.printable(), on: terminal) }
    }
  }

  private static func times(_ value: Double) -> String {
    Figure(value, error: value / 1_000, unit: "").text + "x"
  }

  private static func cost(_ plan: RunPlan, workers: Int) -> String {
    let steps = Figure(plan.pathSteps, error: plan.pathSteps / 1_000, unit: "").text
    let memory = Int((plan.bytes / 1_048_576).rounded(.up))
    let threads = "\(workers) worker\(workers == 1 ? "" : "s")"
    if plan.refusal != nil { return "A run with \(threads) will be refused." }
    return "A run takes \(steps) path-steps and about \(memory) MiB with \(threads)."
  }
}
