import Statistics

/// What is told in short of what happens: the first events of the file, and its regimes, each as a whole.
struct BriefHappening {
  /// A screen has room for so many of each.
  private static let most = 6
  /// So many states have room in texts.
  private static let mostInTexts = 18

  let events: [ShareRow]
  /// The same and their cases, where these do not make them too many.
  let eventsWithCases: [ShareRow]
  let states: [ShareRow]
  /// A text for each regime, where a row for each state would be too many.
  let statesInShort: [String]
  let omittedEvents: Int
  let omittedRegimes: Int
  /// Whether means are told.
  let hasMeans: Bool

  var rows: [ShareRow] { eventsWithCases + events + states }

  init(_ report: Report) {
    let (events, states) = (report.eventRows(withCases: false), report.stateRows)
    let detailed = report.eventRows(withCases: true)
    self.events = Array(events.prefix(Self.most))
    eventsWithCases = detailed.count <= Self.most ? detailed : self.events
    omittedEvents = events.count - self.events.count
    let regimes = Array(report.summary.regimes)
    let shown = Self.shown(regimes)
    let hasRows = states.count <= Self.most
    self.states = hasRows ? states : []
    statesInShort = hasRows ? [] : shown.map(report.statesInShort)
    omittedRegimes = regimes.count - shown.count
    hasMeans =
      !regimes.isEmpty
      || report.summary.events.prefix(Self.most).contains { $0.occurrences.count != nil }
  }

  /// The first ones whose states have room; the first of all in any case.
  private static func shown(_ regimes: [RegimeSummary]) -> ArraySlice<RegimeSummary> {
    var states = 0
    return regimes.prefix { regime in
      defer { states += regime.states.count }
      return states == 0 || states + regime.states.count <= mostInTexts
    }
  }
}
