import ArgumentParser
import Reports
import Scenarios
import Simulation
import Statistics
import Text

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Tell what differs between scenarios, and by how much on the same draws.",
    discussion: """
      Examples:
        ballpark compare base.yaml bull.yaml bear.yaml
        ballpark compare acme.yaml bull.yaml --metric acme.sharePrice.p10
        ballpark compare acme.yaml --set 'bull: acme.growth.initial=300%' \\
          --set 'bear: acme.growth.initial=50%' --set 'bear: acme.cash=20M'
        ballpark compare acme.yaml --without agent
        ballpark compare acme.yaml --stress february

      Each is compared with the first, whose paths and seed are those of all.

      A label and a colon before the key, --set 'LABEL: key=value', make one more
      scenario: the first file with all settings of that label. A --set without a
      label changes all scenarios.

      --without EVENT makes one, too: the first file, but the event never happens.
      All else is drawn as before, so that the difference is what the event does.
      --stress NAME does the same with a stress of the first file.
      """)

  @Argument(
    help: "Scenario files; - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  @Option(
    name: .customLong("without"),
    help: .init(
      "Compare with the first file without an event: it never happens; can be repeated.",
      valueName: "event"))
  var without: [String] = []

  @Option(
    name: .customLong("stress"),
    help: .init(
      "Compare with the first file under one of its stresses; can be repeated.", valueName: "name"))
  var stresses: [String] = []

  @OptionGroup var metric: MetricOptions
  @OptionGroup var simulation: SimulationOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if files.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("standard input can be one of the files")
    }
    let list = try VariantList(
      files, simulation.reading.settings, without: without, stresses: stresses)
    if list.labels.count < 2 {
      throw ValidationError(
        "nothing to compare \(list.labels.first ?? "") with; name another file, or state a scenario "
          + "by --set 'bull: key=value', an event that does not happen by --without, or a stress by "
          + "--stress")
    }
  }

  func run() throws {
    let watch = Watch(showingProgress: !output.quiet)
    let list = try VariantList(
      files, simulation.reading.settings, without: without, stresses: stresses)
    let compared = try list.read(simulation, watch)
    let folder = try output.folder(for: files[0], .comparison, suffix: list.folderSuffix)
    try Comparison(compared).answer(metric.metrics, watch, output, in: folder)
  }
}
