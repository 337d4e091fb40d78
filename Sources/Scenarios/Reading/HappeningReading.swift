import Simulation
import Statistics

// What happens at a time, and the states of regimes, as conditions ask for them.

extension ScenarioReader {
  /// `prices = war`, at the horizon where no date is stated.
  mutating func state(
    _ name: LocatedNode, _ state: LocatedNode, _ moment: StatedMoment?, _ use: ConditionUse
  ) -> ReadCondition? {
    guard let word = text(name, Expectation("a regime")) else { return nil }
    guard let states = names.states(of: word) else {
      if names.cases(of: word) != nil || quantity(named: word)?.isHappening ?? false {
        report(.comparedEvent(word), at: name.place)
      } else if quantity(named: word) != nil {
        let known = ConditionText.comparisons.map(\.word)
        report(.unknownWord(ConditionText.equality, as: "comparison", known: known), at: name.place)
      } else if !draft.lacksBase {
        report(
          .unknownHappening(word, as: "regime", known: names.regimes.map(\.name)), at: name.place)
      }
      return nil
    }
    let found = self.word(state, "state of '\(word)'", of: states)
    guard !reportDate(moment, use) else { return nil }
    let when = use == .event ? StateTime(moment: .now, words: "") : stateTime(moment)
    guard let found, let place = states.firstIndex(of: found), let when else { return nil }
    let text = "\(word) \(ConditionText.equality) \(found)"
    let date = moment.map { " \($0.key.rawValue) \($0.date.summary)" } ?? ""
    return ReadCondition(
      .state(regime: word, state: place, when.moment), text: text + when.words, words: text + date)
  }

  private struct StateTime {
    let moment: Condition.StateMoment
    let words: String
  }

  private mutating func stateTime(_ moment: StatedMoment?) -> StateTime? {
    guard let moment, moment.key != .at else {
      guard let grid = draft.grid, let last = dates.last,
        let date = moment.map({ dateOfHorizon($0.date) }) ?? last
      else { return nil }
      return StateTime(
        moment: .at(grid.place(of: date)), words: " \(ConditionKey.at.rawValue) \(date)")
    }
    guard let limit = limit(moment), let last = dates.last else { return nil }
    let date = limit.words.isEmpty ? " \(ConditionKey.by.rawValue) \(last)" : limit.words
    return StateTime(moment: .until(limit.limit), words: date)
  }

  /// An event, a case of one, or a date of a company, by itself or with a date.
  ///
  /// - Parameter whole: The whole condition.
  mutating func happening(
    _ name: LocatedNode, _ moment: StatedMoment?, _ use: ConditionUse, _ whole: String
  ) -> ReadCondition? {
    guard let word = text(name, .condition),
      let happening = happening(named: word, moment, at: name.place, whole)
    else { return nil }
    guard !reportDate(moment, use) else { return nil }
    let date = moment.map { " \($0.key.rawValue) \($0.date.summary)" } ?? ""
    if use == .event {
      return ReadCondition(.happened(happening, .now), text: word, words: word)
    }
    guard let limit = limit(moment) else { return nil }
    return ReadCondition(
      .happened(happening, limit.limit), text: word + limit.words, words: word + date)
  }

  private mutating func happening(
    named word: String, _ moment: StatedMoment?, at place: Place, _ whole: String
  ) -> Happening? {
    if names.cases(of: word) != nil { return .event(word) }
    let parts = word.split(separator: ".", maxSplits: 1).map(String.init)
    if parts.count == 2, let cases = names.cases(of: parts[0]) {
      if cases.contains(parts[1]) { return .eventCase(event: parts[0], case: parts[1]) }
      report(.unknownHappening(parts[1], as: "case of '\(parts[0])'", known: cases), at: place)
      return nil
    }
    if let states = names.states(of: word) {
      report(.regimeWithoutState(word, states: states), at: place)
      return nil
    }
    if let quantity = quantity(named: word) {
      if quantity.isHappening {
        return isLacking(quantity, at: place) ? nil : .outcome(quantity)
      }
      report(.unexpected(.condition, found: "'\(whole)'"), at: place)
      return nil
    }
    guard !draft.lacksBase else { return nil }
    let states = names.regimes.filter { $0.states.contains(word) }
    if !states.isEmpty {
      let meant = states.prefix(2).map { "\($0.name) \(ConditionText.equality) \(word)" }
      report(.otherNotation(.condition, found: "'\(word)'", meant: meant), at: place)
      return nil
    }
    if names.isEmpty, moment == nil, word == whole {
      report(.unexpected(.condition, found: "'\(whole)'"), at: place)
    } else {
      report(.unknownHappening(word, as: "event", known: happeningNames), at: place)
    }
    return nil
  }

  /// Names that a condition may consist of.
  private var happeningNames: [String] {
    names.events.flatMap { event in [event.name] + event.cases.map { "\(event.name).\($0)" } }
      + draft.definition.companies.flatMap { company in
        CompanyCatalog.outcomes.filter(\.isHappening).map { "\(company.name).\($0.ownName)" }
      }
  }

  /// By when something must have happened, and how names say it: not at all at the horizon.
  private mutating func limit(
    _ moment: StatedMoment?
  ) -> (limit: Condition.Limit, words: String)? {
    guard let grid = draft.grid else { return nil }
    guard let moment else { return (.by(Double(grid.steps), isStrict: false), "") }
    let isStrict = moment.key == .before
    guard let date = isStrict ? dateBefore(moment.date) : dateOfHorizon(moment.date) else {
      return nil
    }
    let place = grid.place(of: date)
    let isHorizon = !isStrict && place >= Double(grid.steps)
    let key = isStrict ? ConditionKey.before : .by
    return (.by(place, isStrict: isStrict), isHorizon ? "" : " \(key.rawValue) \(date)")
  }

  /// Whether what is compared with a level is a regime or an event; reports it then.
  mutating func reportHappening(compared name: LocatedNode) -> Bool {
    guard case .scalar(let word) = name.content else { return false }
    if let states = names.states(of: word) {
      report(.regimeWithoutState(word, states: states), at: name.place)
      return true
    }
    guard names.cases(of: word) != nil else { return false }
    report(.comparedEvent(word), at: name.place)
    return true
  }
}

extension Quantity {
  /// Whether it is a date on which something happens that may not: insolvency.
  var isHappening: Bool { sort == .outcome && measure == .date && open != nil }
}
