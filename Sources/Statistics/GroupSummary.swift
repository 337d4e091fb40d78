/// What a run says of some of its paths: those of a condition, or the worst by an outcome.
public struct GroupSummary: Sendable, Equatable, Named {
  /// The name in the scenario file, or the condition itself.
  public let name: String
  /// `zhipu.maxDrawdown > 50%`, `worst 5% by zhipu.maxDrawdown`.
  public let condition: String
  /// How many of the run's paths belong to it.
  public let paths: Int
  /// The probability of its condition; nil for the worst by an outcome, who are as many as was asked.
  public let share: Proportion?
  /// Empty where no path belongs to it; so are outcomes and shifts.
  public let series: Catalog<SeriesSummary>
  public let outcomes: Catalog<OutcomeSummary>
  /// What moved each share price that is recorded on its paths, by company.
  public let attributions: Catalog<PriceAttribution>
  /// What was different about its paths, the largest shift first.
  public let shifts: [Shift]
  /// What happened on its paths, beside all, in the order of the file: events, then states of regimes.
  public let happened: [GroupFrequency]

  public init(
    name: String, condition: String, paths: Int, share: Proportion?, series: Catalog<SeriesSummary>,
    outcomes: Catalog<OutcomeSummary>,
    attributions: Catalog<PriceAttribution> = Catalog([]), shifts: [Shift],
    happened: [GroupFrequency] = []
  ) {
    self.name = name
    self.condition = condition
    self.paths = paths
    self.share = share
    self.series = series
    self.outcomes = outcomes
    self.attributions = attributions
    self.shifts = shifts
    self.happened = happened
  }
}

/// On how many paths of a group something happened, beside all paths.
public struct GroupFrequency: Sendable, Equatable, Named {
  public enum Kind: String, Sendable {
    /// An event, by the horizon.
    case event
    /// A state of a regime, on the last date.
    case state
  }

  /// `agent`, `prices = war`.
  public let name: String
  public let kind: Kind
  /// Their intervals are those of so many paths by themselves.
  public let group: Proportion
  public let all: Proportion

  public init(name: String, kind: Kind, group: Proportion, all: Proportion) {
    (self.name, self.kind, self.group, self.all) = (name, kind, group, all)
  }

  /// Whether the shares differ by more than chance among many would make it: four standard errors of as many
  /// paths, taken from all.
  public var isDistinguishable: Bool {
    let (p, n, of) = (all.value, Double(group.count), Double(all.count))
    guard n > 0, n < of else { return false }
    return abs(group.value - p) > 4 * (p * (1 - p) / n * (1 - n / of)).squareRoot()
  }
}

/// By how much a driver, or the shocks of a process, differ between a group and all paths.
public struct Shift: Sendable, Equatable, Named {
  public enum Kind: String, Sendable {
    /// Drawn once per path.
    case driver
    /// The sum of a process's standard normals over the path, over √steps: N(0, 1) over all paths.
    case shock
    /// The sum of a path's jumps, in logs.
    case jumps
    /// The first draw of the clock of an event or a regime, in (0, 1): of a hazard a high one is early, of an
    /// interval long.
    case clock
  }

  /// Of the driver or the process: `zhipu.growth.initial`, `zhipu.multiple`.
  public let name: String
  /// Whose it is: the name of a company; empty for what all share.
  public let subject: String
  public let kind: Kind
  /// (mean of the group − mean of all paths) / standard deviation over all paths.
  public let shift: Estimate
  /// Of the group, in the driver's own unit.
  public let median: Percentile
  /// Of all paths.
  public let medianOfAll: Percentile

  public init(
    name: String, of subject: String, kind: Kind, shift: Estimate, median: Percentile,
    medianOfAll: Percentile
  ) {
    self.name = name
    self.subject = subject
    self.kind = kind
    self.shift = shift
    self.median = median
    self.medianOfAll = medianOfAll
  }

  /// Whether it differs from 0 by more than chance among many would make it: four standard errors.
  public var isDistinguishable: Bool { abs(shift.value) > 4 * shift.error }
}
