/// Everything that is kept of a run: bands per series and date, one distribution per outcome, and what
/// the scenario asked.
///
/// A summary depends on the model, the seed and the paths only; workers and block order leave no
/// trace in it.
public struct Summary: Sendable, Equatable {
  public let paths: Range<Int>
  public let seed: UInt64
  public let series: Catalog<SeriesSummary>
  public let outcomes: Catalog<OutcomeSummary>
  /// What moved each share price that is recorded, by company.
  public let attributions: Catalog<PriceAttribution>
  /// In the order in which they were asked.
  public let answers: [Answer]
  public let observations: [ObservedRank]
  /// Of companies whose share price has a history of a price a step.
  public let histories: Catalog<HistorySummary>
  /// Bands of some paths only, beside those of all.
  public let groups: [GroupSummary]
  /// What happens and what comes and goes, in the order of the file.
  public let events: Catalog<EventSummary>
  public let regimes: Catalog<RegimeSummary>
  /// How prices move together; nil for fewer than two companies.
  public let dependence: DependenceSummary?
  /// In the order of the file.
  public let baskets: Catalog<BasketSummary>
  /// What a reader should know before using the numbers, in sentences.
  public let warnings: [String]
  public let failures: FailureLedger
  /// What was stated for an earlier date and moved to the start, path by path.
  public let rolledForward: [RolledForward]

  public init(
    paths: Range<Int>, seed: UInt64, series: Catalog<SeriesSummary>,
    outcomes: Catalog<OutcomeSummary>,
    attributions: Catalog<PriceAttribution> = Catalog([]), answers: [Answer] = [],
    observations: [ObservedRank] = [], histories: [HistorySummary] = [],
    groups: [GroupSummary] = [],
    events: Catalog<EventSummary> = Catalog([]), regimes: Catalog<RegimeSummary> = Catalog([]),
    dependence: DependenceSummary? = nil, baskets: [BasketSummary] = [], warnings: [String],
    failures: FailureLedger, rolledForward: [RolledForward] = []
  ) {
    self.paths = paths
    self.seed = seed
    self.series = series
    self.outcomes = outcomes
    self.attributions = attributions
    self.answers = answers
    self.observations = observations
    self.histories = Catalog(histories)
    self.groups = groups
    self.events = events
    self.regimes = regimes
    self.dependence = dependence
    self.baskets = Catalog(baskets)
    self.warnings = warnings
    self.failures = failures
    self.rolledForward = rolledForward
  }
}

/// A quantity that the scenario states for a date before the start.
public struct RolledForward: Sendable, Equatable {
  /// Of the assumption and of its series: `zhipu.arr`.
  public let name: String
  /// ISO date for which it is stated.
  public let asOf: String

  public init(name: String, asOf: String) {
    self.name = name
    self.asOf = asOf
  }
}

/// A quantity with a value at each date of the grid.
public struct SeriesSummary: Sendable, Equatable, Named {
  public let quantity: Quantity
  /// ISO dates of the grid, t₀ first.
  public let dates: [String]
  /// One per date.
  public let bands: [SampleSummary]

  /// `company.series`, for example `zhipu.sharePrice`.
  public var name: String { quantity.name }
  /// `HKD`, `x`, `index`, `share` …
  public var unit: String { quantity.unit }

  public init(_ quantity: Quantity, dates: [String], bands: [SampleSummary]) {
    self.quantity = quantity
    self.dates = dates
    self.bands = bands
  }

  /// The band at a place on the grid.
  public func band(at place: GridPlace) -> SampleSummary {
    switch place {
    case .start: bands[0]
    case .end: bands[bands.count - 1]
    case .step(let step): bands[step]
    }
  }
}

/// A place on the time grid: t₀, the horizon, or a step between.
public enum GridPlace: Sendable {
  case start, end
  case step(Int)
}

/// Paths that broke, by cause; never replaced. None is in any outcome, answer or group. Those that fail
/// before their first date are left out of all bands, those that break on the way out of whatever is
/// not finite.
public struct FailureLedger: Sendable, Equatable {
  public struct Cause: Sendable, Equatable {
    public let text: String
    public let paths: Int
    /// Of causes that compare numbers: the first path that has it, and its numbers.
    public let first: Failed?

    public init(text: String, paths: Int, first: Failed? = nil) {
      self.text = text
      self.paths = paths
      self.first = first
    }
  }

  /// A path that broke, and the numbers that broke it.
  public struct Failed: Sendable, Equatable {
    public let path: Int
    public let values: [Double]

    public init(path: Int, values: [Double]) {
      self.path = path
      self.values = values
    }
  }

  /// Paths with at least one cause.
  public let paths: Int
  public let causes: [Cause]

  public init(paths: Int, causes: [Cause]) {
    self.paths = paths
    self.causes = causes
  }
}

public protocol Named {
  var name: String { get }
}

extension String {
  /// The rest of a full name below whose it is: `growth.initial` of `zhipu.growth.initial` below `zhipu`.
  /// The whole below nothing, and of what is not its.
  package func below(_ owner: String) -> String {
    hasPrefix(owner + ".") ? String(dropFirst(owner.count + 1)) : self
  }
}

/// Elements in their order, also found by name.
public struct Catalog<Element: Named>: RandomAccessCollection {
  private let elements: [Element]
  private let places: [String: Int]

  public init(_ elements: [Element]) {
    self.elements = elements
    places = Dictionary(
      elements.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { elements.count }
  public subscript(position: Int) -> Element { elements[position] }
  public subscript(name: String) -> Element? { places[name].map { elements[$0] } }
}

extension Catalog: Sendable where Element: Sendable {}
extension Catalog: Equatable where Element: Equatable {}
