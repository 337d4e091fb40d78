// What is taken for given in place of chance. All other draws stay as they are, and so does what names an event
// or a regime: its numbers are drawn, correlated and asked about as before.

extension EventDefinition {
  /// What an event does whatever chance says.
  public enum Forcing: Sendable, Hashable {
    /// It does not happen. What follows otherwise does.
    case never
    /// It happens on each of its dates, or by its deadline, unless its condition stops it. Paths on which it
    /// happens by the deadline anyway keep their times; the others get times of the same law.
    case certain
    /// It happens once, then, whatever its condition says.
    case on(CalendarDate)
  }

  /// Whether it can be certain: it has a probability, of its dates or of its deadline.
  public var canBeCertain: Bool {
    switch trigger {
    case .dates, .deadline: probability != nil
    case .frequency, .interval, .condition: false
    }
  }

  /// The same event, forced.
  ///
  /// - Parameter forcing: `certain` only where it can be.
  ///
  /// Verified: `ForcingTests`.
  public func forced(_ forcing: Forcing) -> EventDefinition {
    precondition(forcing != .certain || canBeCertain, "\(name) has no probability")
    var event = self
    event.forcing = forcing
    return event
  }
}

extension Regime {
  /// The same regime in one state from the start on: no rate and no event moves it.
  ///
  /// - Parameter state: Its place.
  ///
  /// Verified: `ForcingTests`.
  public func held(in state: Int) -> Regime {
    precondition(states.indices.contains(state), "\(name) has no such state")
    var regime = self
    regime.heldState = state
    return regime
  }

  /// The same regime, set to a state on a date, from which on it moves by its own rates.
  ///
  /// - Parameter state: Its place.
  ///
  /// Verified: `StressTests`.
  public func set(to state: Int, on date: CalendarDate) -> Regime {
    precondition(states.indices.contains(state), "\(name) has no such state")
    var regime = self
    regime.stated.append((date, state))
    return regime
  }
}

extension ModelDefinition {
  /// The same model with an event forced; a name that is none changes nothing.
  public func forcing(_ event: String, _ forcing: EventDefinition.Forcing) -> ModelDefinition {
    var definition = self
    definition.events = events.map { $0.name == event ? $0.forced(forcing) : $0 }
    return definition
  }

  /// The same model with a regime held in one state; a name that is none changes nothing.
  ///
  /// - Parameter state: Its place.
  public func holding(_ regime: String, _ state: Int) -> ModelDefinition {
    var definition = self
    definition.regimes = regimes.map { $0.name == regime ? $0.held(in: state) : $0 }
    return definition
  }

  /// The same model with something held of what is drawn.
  public func holding(_ change: (inout HeldDraws) -> Void) -> ModelDefinition {
    var definition = self
    change(&definition.held)
    return definition
  }

  /// The same model with a regime set to a state on a date; a name that is none changes nothing.
  ///
  /// - Parameter state: Its place.
  public func setting(_ regime: String, _ state: Int, on date: CalendarDate) -> ModelDefinition {
    var definition = self
    definition.regimes = regimes.map { $0.name == regime ? $0.set(to: state, on: date) : $0 }
    return definition
  }
}
