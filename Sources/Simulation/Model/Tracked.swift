/// Where a model keeps what happens on a path: the columns that are told of events and regimes.
struct TrackedEvent: Sendable {
  /// When something happens first, and how often.
  struct Times: Sendable {
    /// `agent`, `release.breakthrough`, `prices.war`.
    let name: String
    /// Steps after the start of the first one, not of the grid; ∞ where it has not happened.
    let first: Column
    /// How many there have been; nil for what happens once at most.
    let count: Column?
  }

  let times: Times
  /// In steps after the start; nil without one.
  let deadline: (date: String, step: Double)?
  /// ISO dates on which it may happen, and on no other; empty where it may at any time.
  var dates: [String] = []
  /// Whether it happens on each of them whatever is drawn.
  var isCertain = false
  let cases: [Times]
}

struct TrackedRegime: Sendable {
  struct State: Sendable {
    let name: String
    /// Steps spent in it; complete at the horizon.
    let time: Column
    /// Of entering it.
    let entered: TrackedEvent.Times
    /// When a path is first in it, in steps: 0 where it starts there; ∞ where it never is.
    let firstIn: Column
  }

  let name: String
  /// The place of the state that holds on the block's date.
  let state: Column
  let states: [State]
  /// The places of the states that held at times, in steps, which conditions ask for.
  let stateAt: [Double: Column]
}
