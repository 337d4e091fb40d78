import CKernels
import Statistics

/// Makes components of the events of a definition, each behind those that it refers to.
struct EventCompiler {
  private let definition: ModelDefinition
  private let model: Compiler
  private let times: [String: OccurrenceTimes]
  private var effects: [String: (then: Effects?, otherwise: Effects?)] = [:]

  init(_ definition: ModelDefinition, in model: Compiler) {
    self.definition = definition
    self.model = model
    times = Dictionary(
      uniqueKeysWithValues: definition.events.map { ($0.name, OccurrenceTimes(in: model)) })
  }

  /// - Parameters:
  ///   - series: Where a series of a company is on a path.
  ///   - dates: Where an outcome is that is a date.
  ///   - make: What a consequence does.
  /// - Returns: What is told of them, in the order of the file.
  mutating func build(
    _ chains: [String: RegimeChain],
    series: @escaping (Quantity) -> (column: Column, telling: Telling)?,
    dates: @escaping (Quantity) -> Column?, _ make: (Consequence, _ name: String) -> Effects
  ) -> [TrackedEvent] {
    for event in definition.events {
      effects[event.name] = (
        event.then.map { make($0, event.name + ".then") },
        event.otherwise.map { make($0, event.name + ".otherwise") }
      )
    }
    let told = definition.events.compactMap(tracked)
    let conditions = ConditionCompiler(
      events: definition.events, chains: chains, times: times,
      cases: told.flatMap(\.cases).reduce(into: [:]) { $0[$1.name] = $1.first }, series: series,
      dates: dates, model: model)
    for event in ordered() {
      if let compiled = compiled(event, conditions) { model.append(compiled) }
    }
    // Behind all events, which they may name.
    for awaited in model.awaited {
      guard let node = conditions.node(awaited.condition.test, awaited.key) else { continue }
      let condition = EventCondition(node, in: model)
      model.append(AwaitedCondition(awaited, condition))
      doubtStart(of: condition, awaited.key, "it does so on the first date")
    }
    return told
  }

  /// Each behind those that its condition names. A ring is refused.
  private func ordered() -> [EventDefinition] {
    let order = ReferenceOrder(definition.events, name: \.name) { Set($0.when?.test.events ?? []) }
    if let first = order.ring.first {
      let names = order.ring.joined(separator: ", ")
      model.refuse("\(first).when", "the events \(names) wait for each other in a ring")
    }
    return order.things
  }

  private func tracked(_ event: EventDefinition) -> TrackedEvent? {
    guard let times = times[event.name], let (then, otherwise) = effects[event.name] else {
      return nil
    }
    func names(_ consequence: Consequence?) -> [String] {
      (consequence?.cases ?? []).map { "\(event.name).\($0.name)" }
    }
    var deadline: (date: String, step: Double)?
    if case .deadline(let date) = event.trigger {
      deadline = (date.description, definition.grid.place(of: date))
    }
    var dates: [String] = []
    if case .dates(let stated) = event.trigger { dates = stated.map(\.description) }
    if let date = event.forcedDate { (deadline, dates) = (nil, [date.description]) }
    return TrackedEvent(
      times: times.tracked(event.name, isRepeating: event.mayRepeat), deadline: deadline,
      dates: dates, isCertain: event.isCertain,
      cases: (then?.tracked(names(event.then), isRepeating: event.mayRepeat) ?? [])
        + (otherwise?.tracked(names(event.otherwise), isRepeating: event.mayRepeat) ?? []))
  }

  // MARK: Triggers

  private func compiled(
    _ event: EventDefinition, _ conditions: ConditionCompiler
  ) -> CompiledEvent? {
    guard let times = times[event.name], let (then, otherwise) = effects[event.name] else {
      return nil
    }
    let node = event.when.flatMap { conditions.node($0.test, "\(event.name).when") }
    if event.when != nil, node == nil { return nil }
    var condition = node.map { EventCondition($0, in: model) }
    guard var trigger = trigger(event, when: condition) else { return nil }
    // What it draws is drawn all the same: others may be correlated with it.
    if event.forcing == .never, !event.hasDates {
      trigger = .dates([], probability: model.constant(0), draws: nil)
    }
    if case .condition = trigger, let condition { doubtStart(of: event, condition) }
    var deadline: Int?
    if case .deadline(let date) = event.trigger { deadline = dated(date).step }
    if let date = event.forcedDate {
      trigger = .dates([dated(date)], probability: model.constant(1), draws: nil)
      (condition, deadline) = (nil, nil)
    }
    return CompiledEvent(
      event.name, trigger, times: times, when: condition,
      then: then, otherwise: otherwise, deadline: deadline, isDefinition: event.isDefinition,
      in: model)
  }

  /// The step on which a date shows, and its exact place on the grid.
  private func dated(_ date: CalendarDate) -> (step: Int, time: Double) {
    (definition.grid.step(on: date), definition.grid.place(of: date))
  }

  private func doubtStart(of event: EventDefinition, _ condition: EventCondition) {
    let date = event.isDefinition ? "at the start" : "on the first date"
    doubtStart(of: condition, "\(event.name).when", "it happens \(date)")
  }

  private func doubtStart(of condition: EventCondition, _ key: String, _ follows: String) {
    model.doubtAtStart { median in
      guard condition.holds(atStartOf: median) else { return nil }
      return ModelWarning(
        key: key, text: "holds at the start already, with every draw at its median: \(follows)")
    }
  }

  private func trigger(
    _ event: EventDefinition, when condition: EventCondition?
  ) -> CompiledEvent.Trigger? {
    let grid = definition.grid
    let from = event.from.map(grid.place(of:)) ?? 0
    func clock(_ law: EventClock.Law) -> CompiledEvent.Trigger {
      .clock(EventClock(law, event.name, when: condition, in: model))
    }
    switch event.trigger {
    case .dates(let dates):
      let stated = probability(event) ?? model.constant(1)
      let probability = event.forcing.map { model.constant($0 == .never ? 0 : 1) } ?? stated
      let isCertain = model.value(of: probability) == 1
      return .dates(
        dates.map(dated), probability: probability,
        draws: isCertain ? nil : model.source(event.name))
    case .deadline(let date):
      let to = grid.place(of: date)
      guard let probability = probability(event) else {
        return .condition(from: from, to: to, ready: model.column(), again: nil)
      }
      let start = max(from, 0)
      guard to > start else {
        model.refuse(event.name, "its deadline lies before it can begin")
        return nil
      }
      let isCertain = event.forcing == .certain
      let chance =
        isCertain ? model.derive(probability) { pointwiseMax($0, 1e-9 + Lanes()) } : probability
      let hazard = model.derive(chance) { -log1p(-$0) }
      return clock(
        .deadline(
          hazard: hazard, probability: chance, isCertain: isCertain, from: start, to: to))
    case .frequency(let law):
      let (name, dt) = (event.name + ".frequency", model.stepLength)
      let stated = model.number(law, name: name, domain: .nonNegative)
      let rate = model.product(model.moved(stated, name, .nonNegative), dt)
      model.checkStepRate(rate, of: name)
      return clock(frequency(rate, of: event, from: max(from, 0)))
    case .interval(let law):
      return interval(law, event, from: from).map { clock(.interval($0)) }
    case .condition:
      return .condition(
        from: from, to: .infinity, ready: model.column(), again: again(event))
    }
  }

  /// - Parameter rate: Per step, what occurrences bring about counted.
  private func frequency(
    _ rate: Number, of event: EventDefinition, from: Double
  ) -> EventClock.Law {
    func number(_ parameter: Parameter, _ law: Assumption.Law) -> Number {
      model.number(law, name: "\(event.name).\(parameter.key)", domain: parameter.domain)
    }
    let branching = event.clustering.map { number(EventClustering.branching, $0.branching) }
    guard let clustering = event.clustering, let branching, model.value(of: branching) != 0 else {
      return .frequency(rate, from: from, excitation: nil)
    }
    let excitation = Excitation(
      branching: branching, halfLife: number(EventClustering.halfLife, clustering.halfLife),
      recent: clustering.recent.map { number(EventClustering.recent, $0) }, frequency: rate,
      in: model)
    let own = model.derive(rate, branching) { $0 * (1 - $1) }
    return .frequency(own, from: from, excitation: excitation)
  }

  private func probability(_ event: EventDefinition) -> Number? {
    event.probability.map {
      model.number($0, name: event.name + ".probability", domain: .unit)
    }
  }

  private func interval(
    _ law: Assumption.Law, _ event: EventDefinition, from: Double
  ) -> EventClock.Interval? {
    let key = event.name + ".every"
    let perYear = 1 / model.stepLength
    // What has passed of the first interval when the path starts.
    let passed = max(-from, 0) / perYear
    guard let distribution = law.only else {
      model.refuse(key, "is drawn at each occurrence and cannot be one of several")
      return nil
    }
    let least = distribution.quantile(1e-6)
    guard least * perYear * Domain.stepRate.interval.upperBound >= 1 else {
      model.refuse(key, "may be so short that a step has more than 1,000 of them")
      return nil
    }
    if case .value(let value) = law {
      return EventClock.Interval(length: .value(value), stepsPerYear: perYear, from: from)
    }
    var first = distribution
    if passed > 0 {
      guard distribution.share(in: passed...Double.infinity) > 1e-6 else {
        model.refuse(
          key, "is always shorter than the time from \(event.from?.description ?? "") to the start")
        return nil
      }
      first = distribution.restricted(to: passed...Double.infinity)
    }
    return EventClock.Interval(
      length: .draws(first: first.sampler, later: distribution.sampler), stepsPerYear: perYear,
      from: from)
  }

  private func again(_ event: EventDefinition) -> CompiledEvent.Again? {
    event.again.flatMap { DrawnNumber($0, name: event.name + ".again", in: model) }.map {
      CompiledEvent.Again(length: $0, stepsPerYear: 1 / model.stepLength)
    }
  }
}

extension EventDefinition {
  fileprivate var hasDates: Bool { if case .dates = trigger { true } else { false } }
}
