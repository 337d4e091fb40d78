import Simulation
import Statistics

/// Reads located nodes into a scenario and collects everything that is wrong on the way. What reads
/// the parts is in extensions: quantities, company sections, the top level.
struct ScenarioReader {
  /// What the top level says so far; nil where it says nothing or something wrong.
  struct Draft {
    var title: String?
    var text = ""
    var inherited = ScenarioDescription.Inherited()
    var start: CalendarDate?
    var horizon: Double?
    var step = TimeGrid.Step.month
    var hasBadStep = false
    /// What other files ask and what cannot be asked here.
    var unasked: [Unasked] = []
    /// Whether keys may be in a file that could not be read.
    var lacksBase = false
    var grid: TimeGrid?
    var paths = 100_000
    var seed: UInt64 = 1
    var currency: String?
    /// Those that the file names; nil where there is no file.
    var ratedCurrencies: Set<String>?
    var sweeps: [SweepRequest] = []
    var stresses: [Stress] = []
    /// Names of those that are applied.
    var stressed: [String] = []
    /// Whether the one that is being read is.
    var isStressed = false
    /// What numbers follow, and where that is said.
    var followed: [(quantity: Quantity, place: Place)] = []
    /// What is simulated, but for grid and currency, which it gets when both are known.
    var definition: ModelDefinition

    init() {
      let anyGrid = TimeGrid(start: CalendarDate(day: 0), step: .year, steps: 1)
      definition = ModelDefinition(grid: anyGrid, currency: "")
      definition.percentiles = [5, 10, 25, 50, 75, 90, 95]
      definition.record = CompanyCatalog.series.filter(\.isStandard)
      definition.outcomes = CompanyCatalog.outcomes
    }
  }

  var draft = Draft()
  /// What regimes and events are called.
  var names = HappeningNames()
  /// Which keys and sections companies state, by full name: looked up once for each.
  var knownStated: [String: Bool] = [:]
  /// Of the grid, the start first; empty as long as nothing has defined it.
  var dates: [CalendarDate] = []
  var sources: Sources
  var hash = FowlerNollVo()
  /// What each number that is read can be correlated as, by full name.
  var correlatable: [String: Correlatable] = [:]
  private(set) var findings: [Finding] = []
  /// Whether what is read was only meant by something else, of which nothing more is told.
  var isTrying = false
  /// Each number that has been read, by full name.
  private(set) var numbers: [String: ReadNumber] = [:]
  /// Where each full name stands: `zhipu.growth.initial`.
  private(set) var places: [String: Place] = [:]
  var stated: [ScenarioDescription.Assumption] = []
  /// Conditions of companies that are read when all that they may ask is known.
  var awaited: [AwaitedText] = []
  /// Each condition that has been read, in the file's own words.
  var asked: [ScenarioDescription.Question] = []

  init(_ file: Source) { sources = Sources(file) }

  /// A copy that has nothing to say yet.
  var forgettingFindings: ScenarioReader {
    var reader = self
    reader.findings = []
    return reader
  }

  static let start = Place(source: 0, line: 1, column: 1)

  var errorCount: Int { findings.count { $0.cause.severity == .error } }
  var hasErrors: Bool { errorCount > 0 }

  mutating func report(_ cause: DiagnosticCause, at place: Place) {
    findings.append(Finding(place: place, cause: cause))
  }

  mutating func report(_ findings: [Finding]) { self.findings += findings }

  /// Forgets what was reported behind so many findings.
  mutating func retract(to count: Int) { findings.removeSubrange(count...) }

  /// Says that something else was expected, unless the node has been refused already.
  ///
  /// - Parameter meant: What was meant, as far as that can be told.
  mutating func report(
    unexpected node: LocatedNode, _ expected: Expectation, meant: String? = nil
  ) {
    if case .refused = node.content { return }
    var node = node
    // A comma of full width makes one item of two.
    if case .list(let items) = node.content,
      let odd = items.first(where: { Lookalike.first(in: $0.found)?.lookalike.plain == "," })
    {
      node = odd
    }
    let suggestion = meant.map { "; did you mean '\($0)'?" } ?? ""
    report(.unexpected(expected, found: node.found + suggestion), at: node.place)
  }

  mutating func note(_ name: String, at place: Place) { places[name] = place }
  mutating func note(_ name: String, _ rule: NumberRule, _ assumption: Assumption) {
    numbers[name] = ReadNumber(rule: rule, assumption: assumption)
  }
}

/// Scalars that are no quantities.
extension ScenarioReader {
  mutating func text(_ node: LocatedNode, _ expected: Expectation) -> String? {
    if case .scalar(let text) = node.content, !text.isEmpty { return text }
    report(unexpected: node, expected)
    return nil
  }

  /// - Parameter first: Whether a month alone means its first day, for a suggestion.
  mutating func date(_ node: LocatedNode, first: Bool = false) -> CalendarDate? {
    let expected = Expectation.date
    guard let text = text(node, expected) else { return nil }
    if let date = CalendarDate(text) { return date }
    // Ten characters of a date that is none: 2026-02-30.
    let isForm = text.utf8.count == 10 && text.allSatisfy { $0.isNumber || $0 == "-" }
    let meant = Suggestion.date(text, first: first).map { "; did you mean '\($0)'?" } ?? ""
    report(
      isForm ? .noSuchDate(text) : .unexpected(expected, found: node.found + meant),
      at: node.place)
    return nil
  }

  /// One of a few words; `noun` says what they are.
  mutating func word(_ node: LocatedNode, _ noun: String, of words: [String]) -> String? {
    guard let text = text(node, Expectation("a \(noun)", example: words.first)) else { return nil }
    if words.contains(text) { return text }
    report(.unknownWord(text, as: noun, known: words), at: node.place)
    return nil
  }

  mutating func currency(_ node: LocatedNode) -> String? {
    let expected = Expectation.currency
    guard let text = text(node, expected) else { return nil }
    if QuantityText.isCurrency(text) { return text }
    let suggestion = Suggestion.currency(text).map { "; did you mean '\($0)'?" } ?? ""
    report(.unexpected(expected, found: node.found + suggestion), at: node.place)
    return nil
  }

  /// A whole number, with underscores if the author likes.
  mutating func whole<Number: FixedWidthInteger>(
    _ node: LocatedNode, _ expected: Expectation, in range: ClosedRange<Number>
  ) -> Number? {
    guard let text = text(node, expected) else { return nil }
    if let number: Number = WholeNumber(text)?.value(), range.contains(number) { return number }
    let meant = Suggestion.ofNumber(text)
    report(.unexpected(expected, found: node.found + meant), at: node.place)
    return nil
  }

  /// The items of a list.
  ///
  /// - Parameter mayBeEmpty: Where an empty one takes those away that a file has.
  mutating func list(
    _ node: LocatedNode, _ expected: Expectation, mayBeEmpty: Bool = false
  ) -> [LocatedNode]? {
    guard case .list(let items) = node.content else {
      // One of a list of words needs no more than brackets.
      let isOfTexts = expected.example.map { $0.hasPrefix("[") && !$0.hasPrefix("[{") } ?? false
      var meant: String?
      if isOfTexts, case .scalar(let text) = node.content, !text.isEmpty { meant = "[\(text)]" }
      report(unexpected: node, expected, meant: meant)
      return nil
    }
    guard items.isEmpty, !mayBeEmpty else { return items }
    report(.emptyList(expected), at: node.place)
    return nil
  }
}
