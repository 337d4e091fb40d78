/// What is told in short of what happens: the first events and states of the file.
struct BriefHappening {
  /// A screen has room for so many of each.
  private static let most = 6

  let events: [ShareRow]
  /// The same and their cases, where these do not make them too many.
  let eventsWithCases: [ShareRow]
  let states: [ShareRow]
  let omittedEvents: Int
  let omittedStates: Int

  var rows: [ShareRow] { eventsWithCases + events + states }

  init(_ report: Report) {
    let (events, states) = (report.eventRows(withCases: false), report.stateRows)
    let detailed = report.eventRows(withCases: true)
    self.events = Array(events.prefix(Self.most))
    eventsWithCases = detailed.count <= Self.most ? detailed : self.events
    self.states = Array(states.prefix(Self.most))
    (omittedEvents, omittedStates) = (
      events.count - self.events.count, states.count - self.states.count
    )
  }
}
