import ArgumentParser
import Reports
import Scenarios

struct StressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stress",
    abstract:
      "Tell what stresses of a file do, side by side with what it states, on the same draws.",
    discussion: """
      Examples:
        ballpark stress acme.yaml
        ballpark stress acme.yaml --stress february --stress closed \\
          --metric acme.sharePrice.p50 --metric 'P(acme.insolvency)'

      The file has them below 'stress': events that are forced, states of regimes by date,
      ranges between percentiles, shocks by date, returns that are replayed. All else is
      drawn as before. 'ballpark run acme.yaml --stress february' tells one of them alone.

        ballpark stress acme.yaml --smallest 'P(acme.insolvency) = 50%'

      The other way round: the smallest shock of all ranges, or of those that --over names,
      that brings a number to a target. Exit code 1: none of up to six standard deviations does.
      """)

  @Argument(
    help: "The scenario file; - for standard input.",
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(
    name: .customLong("stress"),
    help: .init(
      "A stress of the file; can be repeated. (default: all of them)", valueName: "name"))
  var names: [String] = []

  @Option(
    help: .init(
      "Find the smallest shock that does it: a metric, = and its value.", valueName: "target"))
  var smallest: String?

  @Option(
    help: .init(
      "Ranges that --smallest may move, with commas; can be repeated. (default: all of them)",
      valueName: "keys"))
  var over: [String] = []

  @OptionGroup var metric: MetricOptions
  @OptionGroup var simulation: SimulationOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard smallest != nil else {
      if !over.isEmpty { throw ValidationError("--over says nothing without --smallest") }
      return
    }
    let others = [("--stress", !names.isEmpty), ("--metric", !metric.metrics.isEmpty)]
    if let other = others.first(where: \.1) {
      throw ValidationError("--smallest and \(other.0) contradict: the target names the metric")
    }
  }

  func run() throws {
    let base = try WhatIf(file, simulation, output)
    if let smallest {
      let target = try base.scenario.target(smallest, as: "--smallest")
      let folder = try output.folder(for: file, .shock, suffix: "shock")
      return try SmallestShockSearch(whatIf: base, target: target, over: over)
        .answer(output, in: folder)
    }
    let all = base.scenario.stresses.map(\.name)
    guard !all.isEmpty else {
      throw CommandError("\(file) has no stresses; a map 'stress' was expected in it")
    }
    let stressed = try base.stressed(by: names.isEmpty ? all : names, simulation, base.watch)
    var label = OutputOptions.baseName(of: file)
    if stressed.contains(where: { $0.label == label }) { label = "as stated" }
    let suffix = names.isEmpty ? "stress" : OutputOptions.stressSuffix(stressed.map(\.label))
    let folder = try output.folder(for: file, .comparison, suffix: suffix)
    try Comparison([Compared(label: label, whatIf: base)] + stressed, areChoices: false)
      .answer(metric.metrics, base.watch, output, in: folder)
  }
}

extension OutputOptions {
  /// What follows the name of a file in that of a folder.
  static func stressSuffix(_ names: [String]) -> String {
    let cleaned = names.map(VariantList.cleaned)
    let isKept = cleaned == names && names.count < 4
    return "stress-" + cleaned.prefix(3).joined(separator: "+")
      + (isKept ? "" : "-" + VariantList.hash(of: names))
  }
}
