import Simulation
import Statistics

/// A scenario file, read and checked: everything that a run needs to know.
///
///     let scenario = try Scenario(contentsOf: "zhipu.yaml")
///     let model = try scenario.compile()
public struct Scenario: Sendable {
  /// What reports are headed with.
  public let title: String
  /// What every random number follows from.
  public let seed: UInt64
  /// How many paths to simulate, from 1 to 4,000,000,000.
  public let paths: Int
  /// Names, numbers and laws; `compile()` makes columns of them.
  public let definition: ModelDefinition
  /// Worlds with something taken for given, in the order of the file.
  public let stresses: [Stress]
  /// What `ballpark sweep` varies where nobody says it otherwise, in the order of the file.
  public let sweeps: [SweepRequest]
  /// Every assumption that the file states, in its own words, for reports.
  public let description: ScenarioDescription
  /// Identifies the bytes of the file and of those that it extends, with the name of the hash.
  public let hash: String

  /// Where it was read from, and what was understood.
  private let origin: Origin
  let reader: ScenarioReader

  /// Reads a file.
  ///
  /// - Parameter path: Also what diagnostics call the file.
  /// - Parameter settings: Applied in order, before anything is checked.
  /// - Parameter groups: Conditions, or worst shares, of paths whose bands are wanted beside the
  ///   groups of the file: `zhipu.maxDrawdown > 50%`, `worst 5% by zhipu.maxDrawdown`. Each is named
  ///   by its own text.
  /// - Parameter worst: Outcomes; the same as a group of the worst 5 % by each.
  /// - Throws: `FileError` where the file cannot be read, `Diagnostics` where it is no scenario.
  public init(
    contentsOf path: String, settings: [Setting] = [], groups: [String] = [], worst: [String] = []
  ) throws {
    try self.init(
      bytes: FileText.bytes(of: path), name: path, isFile: true, settings: settings,
      groups: groups, worst: worst)
  }

  /// Reads a text.
  ///
  /// - Parameter name: What diagnostics call the text.
  /// - Parameter settings: Applied in order, before anything is checked.
  /// - Parameter groups: As above.
  /// - Throws: `Diagnostics` where the text is no scenario.
  public init(
    text: String, name: String = "scenario.yaml", settings: [Setting] = [], groups: [String] = []
  ) throws {
    try self.init(
      bytes: Array(text.utf8), name: name, isFile: false, settings: settings, groups: groups,
      worst: [])
  }

  private init(
    bytes: [UInt8], name: String, isFile: Bool, settings: [Setting], groups: [String],
    worst: [String]
  ) throws(Diagnostics) {
    guard bytes.count <= FileText.mostBytes else {
      throw Self.refusal(.tooLarge(mebibytes: FileText.mostMebibytes), name: name, text: "")
    }
    guard let text = FileText.text(bytes) else {
      throw Self.refusal(.notUnicode, name: name, text: String(decoding: bytes, as: UTF8.self))
    }
    var reader = ScenarioReader(Source(name: name, text: text))
    var yaml = YAMLText(source: 0)
    var root = yaml.root(of: text)
    reader.report(yaml.findings)
    bytes.withUnsafeBytes { reader.hash.add($0) }
    if let tree = root {
      root = reader.resolved(tree, at: isFile ? name : nil)
    } else if yaml.findings.isEmpty {
      reader.report(.noContent, at: ScenarioReader.start)
    }
    try self.init(
      Origin(reader: reader, root: root, settings: settings, groups: groups, worst: worst))
  }

  /// What a scenario is read from: the same tree is read again with other settings.
  private struct Origin {
    let reader: ScenarioReader
    /// Nil where the text is not YAML.
    let root: LocatedNode?
    var settings: [Setting]
    let groups: [String]
    let worst: [String]
    /// Whether questions, groups and the like are left out: they may not fit other dates.
    var isWithoutRequests = false
    /// In place of chance, whatever the settings.
    var suppositions: [Supposition] = []
    /// Names of stresses that are applied; the file is read with them.
    var stressed: [String] = []
  }

  private init(_ origin: Origin) throws(Diagnostics) {
    var reader = origin.reader
    if var root = origin.root {
      reader.apply(origin.settings, to: &root)
      reader.read(
        root, withRequests: !origin.isWithoutRequests, stressed: origin.stressed)
      if !origin.isWithoutRequests { reader.readGroups(origin.groups, worst: origin.worst) }
    }
    for name in origin.stressed where !reader.draft.stresses.contains(where: { $0.name == name }) {
      let known = reader.draft.stresses.map(\.name)
      reader.report(.unknownHappening(name, as: "stress", known: known), at: ScenarioReader.start)
    }
    self.origin = origin
    self.reader = reader
    let draft = reader.draft
    guard !reader.hasErrors, let title = draft.title, let grid = draft.grid,
      let currency = draft.currency
    else { throw Diagnostics(all: reader.sources.diagnostics(reader.findings)) }
    let applied = draft.stresses.filter { origin.stressed.contains($0.name) }
    self.title = ScenarioDescription.title(title, underStress: applied.map(\.name))
    seed = draft.seed
    paths = draft.paths
    var definition = draft.definition
    (definition.grid, definition.currency) = (grid, currency)
    let suppositions = origin.suppositions + applied.flatMap(\.parts)
    self.definition = suppositions.reduce(definition) { $0.supposing($1) }
    (sweeps, stresses) = (draft.sweeps, draft.stresses)
    var description = ScenarioDescription(
      title: self.title, text: draft.text, start: grid.start.description, step: grid.step.rawValue,
      steps: grid.steps, horizon: grid.horizon, currency: currency,
      assumptions: reader.stated + reader.defaults + suppositions.map { $0.stated(in: definition) },
      questions: reader.asked, inherited: draft.inherited)
    description.stress = applied.flatMap { $0.words(in: definition) }
    self.description = description
    hash = reader.hash.text
  }

  /// This scenario with one key set otherwise, as `--set` does it. The file is not read again.
  ///
  /// - Parameters:
  ///   - key: `zhipu.growth.halfLife`; see `Setting`.
  ///   - value: What a file would hold there, distributions included.
  /// - Throws: `Diagnostics`: what the reader of a file would say.
  public func setting(_ key: String, to value: String) throws -> Scenario {
    try setting([Setting(key: key, value: value)])
  }

  /// This scenario with more settings, applied in order after its own.
  ///
  /// - Throws: `Diagnostics`.
  public func setting(_ settings: [Setting]) throws -> Scenario {
    try setting(settings, withoutRequests: false)
  }

  /// - Parameter withoutRequests: Whether what the file asks is left out.
  func setting(_ settings: [Setting], withoutRequests: Bool) throws -> Scenario {
    var origin = origin
    origin.settings += settings
    origin.isWithoutRequests = withoutRequests
    return try Scenario(origin)
  }

  /// This scenario with chance replaced by what is supposed, on the same draws. Settings after it keep that.
  ///
  /// - Throws: `Diagnostics`, as reading does.
  public func supposing(_ supposition: Supposition) throws -> Scenario {
    var origin = origin
    origin.suppositions.append(supposition)
    return try Scenario(origin)
  }

  /// This scenario under a stress, on the same draws. Settings after it keep that.
  ///
  /// - Parameter name: One of `stresses`.
  /// - Throws: `Diagnostics`, as reading does.
  public func stressed(by name: String) throws -> Scenario {
    var origin = origin
    if !origin.stressed.contains(name) { origin.stressed.append(name) }
    return try Scenario(origin)
  }

  /// Whether a word begins a key of the file: a key of the top level, or a company, a regime or an event.
  public func hasKey(from word: String) -> Bool {
    ScenarioKey.named(word) != nil
      || (definition.companies.map(\.name) + reader.names.all).contains(word)
  }

  /// What the file states at a key, on one line and in its own words; nil where it states nothing.
  public func stated(at key: String) -> String? {
    let words = key.split(separator: ".").map { Setting.Word(text: String($0), column: 1) }
    var path = origin.root?.route(to: words)?[...] ?? words[...]
    var node = origin.root
    while let below = node, let (word, rest) = ScenarioReader.word(of: path, in: below) {
      if case .list(let items) = below.content {
        node = Int(word.text).flatMap { items.indices.contains($0) ? items[$0] : nil }
      } else {
        node = below[word.text]
      }
      path = rest
    }
    // Evidence is of no interest here, and what a section is short for may stand elsewhere in it.
    let text = node.map { $0[EvidenceKey.value.rawValue]?.summary ?? $0.summary }
    let name = reader.number(at: key)?.name ?? key
    return text ?? description.assumptions.first { $0.key == name && $0.isStated }?.text
  }

  /// A text of which nothing more can be said than one thing; its place is what could not be
  /// decoded, or the start.
  private static func refusal(_ cause: DiagnosticCause, name: String, text: String) -> Diagnostics {
    let sources = Sources(Source(name: name, text: text))
    var place = ScenarioReader.start
    for (index, line) in (cause == .notUnicode ? sources.all[0].lines : []).enumerated() {
      guard let bad = line.unicodeScalars.firstIndex(of: "\u{FFFD}") else { continue }
      let column = line.unicodeScalars.distance(from: line.startIndex, to: bad) + 1
      place = Place(source: 0, line: index + 1, column: column)
      break
    }
    return Diagnostics(all: [sources.diagnostic(Finding(place: place, cause: cause))])
  }
}
