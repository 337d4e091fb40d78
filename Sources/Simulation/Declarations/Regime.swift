/// A state of the world that comes and goes: a Markov chain in continuous time, which numbers of any
/// company may depend on.
public struct Regime: Sendable {
  /// A way from one state to another.
  public struct Transition: Sendable {
    /// Places among the states; two different ones.
    public let from: Int
    public let to: Int
    /// A frequency in a year; it may depend on dates and on other regimes.
    public let rate: Assumption.Law

    public init(from: Int, to: Int, rate: Assumption.Law) {
      self.from = from
      self.to = to
      self.rate = rate
    }
  }

  /// One word: `prices`.
  public let name: String
  /// In the order of the file.
  public let states: [String]
  /// States that it may start in and their weights, in the order of the file; one where it is known. The
  /// weights of several add up to 1.
  public let start: [(state: Int, weight: Double)]
  /// In the order of the file.
  public let transitions: [Transition]
  /// What entering a state does, by its place; the start is no entering.
  public let onEntering: [Int: Consequence]
  /// The place of the state that holds all the time; nil where it starts and changes as stated.
  public internal(set) var heldState: Int?
  /// Dates on which it is set to a state, by its place, whatever chance says; on the start it starts there.
  public internal(set) var stated: [(date: CalendarDate, state: Int)] = []

  public init(
    name: String, states: [String], start: [(state: Int, weight: Double)],
    transitions: [Transition], onEntering: [Int: Consequence] = [:]
  ) {
    self.name = name
    self.states = states
    self.start = start
    self.transitions = transitions
    self.onEntering = onEntering
  }

  /// The full name of a rate: `frontier.closed.open`.
  package func key(of transition: Transition) -> String {
    "\(name).\(states[transition.from]).\(states[transition.to])"
  }
}
