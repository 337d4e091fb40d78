// Numbers that follow from what a scenario states, and from one another.

extension Compiler {
  /// A number of the model from what the scenario states; a distribution becomes a driver.
  ///
  /// - Parameter isDated: Whether it is seen on dates, the last among them: see `dated`.
  func number(
    _ law: Assumption.Law, name: String, domain: Domain, isDated: Bool = false
  ) -> Number {
    if isDated { alongs.dated += law.alongs.count }
    switch law {
    case .value(let value): return constant(value)
    case .distribution(let whole):
      let range = takeRange(of: name)
      let distribution = range.map { PercentileRange(whole, between: $0) } ?? whole
      let column = column()
      noteDraw(name, in: column)
      warnOfMoments(distribution, of: name)
      append(
        Driver(
          name: name, subject: subject, source: source(name), scores: scores(of: name),
          distribution: distribution, column: column))
      let cause = failureCause("\(name) was drawn outside its domain (\(domain.rawValue))")
      append(DomainCheck(column: column, domain: domain, failure: failure, cause: cause))
      return .column(column)
    case .schedule(let laws):
      return scheduled(laws, name: name, domain: domain, isDated: isDated)
    case .regime(let regime, let laws):
      return byRegime(regime, laws, name: name, domain: domain)
    case .along(let along):
      return self.along(along, name: name, domain: domain)
    }
  }

  /// A number that a formula gives from others, none of which moves with the steps but by a switch, an event or
  /// along a series.
  ///
  /// - Parameter blend: What it is in a step that a regime spends in several states.
  func derive(
    _ a: Number, _ blend: Blend = .mean, formula: @escaping @Sendable (Lanes) -> Lanes
  ) -> Number {
    derive([a], blend) { x, _, _, _ in formula(x) }
  }

  func derive(
    _ a: Number, _ b: Number, _ blend: Blend = .mean,
    formula: @escaping @Sendable (Lanes, Lanes) -> Lanes
  ) -> Number {
    derive([a, b], blend) { x, y, _, _ in formula(x, y) }
  }

  func derive(
    _ a: Number, _ b: Number, _ c: Number,
    formula: @escaping @Sendable (Lanes, Lanes, Lanes) -> Lanes
  ) -> Number {
    derive([a, b, c]) { x, y, z, _ in formula(x, y, z) }
  }

  func derive(
    _ a: Number, _ b: Number, _ c: Number, _ d: Number, formula: @escaping Derived.Formula
  ) -> Number {
    derive([a, b, c, d], formula: formula)
  }

  /// - Parameter kernel: What makes the same of whole columns; without one a number that moves in every step is
  ///   found of eight paths at a time, which takes several times as long.
  func derive(
    _ given: [Number], _ blend: Blend = .mean, kernel: Derived.Kernel? = nil,
    formula: @escaping Derived.Formula
  ) -> Number {
    func make(_ given: [Number]) -> Number {
      derive(given, blend, kernel: kernel, formula: formula)
    }
    if let number = bySwitch(given, blend, make: make) { return number }
    let moved = byEvents(given, { self.derived(given, into: $0, formula: formula) }, make: make)
    if let moved { return moved }
    if let number = byStep(given, kernel, formula: formula) { return number }
    precondition(given.allSatisfy { $0.time < .step }, "a formula is evaluated once per path")
    let values = (given.compactMap(value(of:)) + [0, 0, 0, 0]).map { Lanes(repeating: $0) }
    if values.count == given.count + 4 {
      return constant(formula(values[0], values[1], values[2], values[3])[0])
    }
    let output = column()
    append(derived(given, into: output, formula: formula))
    return .column(output)
  }

  func derived(
    _ given: [Number], into output: Column, formula: @escaping Derived.Formula
  ) -> Derived {
    let inputs = given + Array(repeating: zero, count: 4 - given.count)
    return Derived(inputs: inputs, output: output, formula: formula)
  }

  /// The same of what has no mean, such as thresholds: in a step that a regime spends in several states the
  /// formula is evaluated of what its inputs are there.
  func deriveAnew(
    _ given: [Number], kernel: Derived.Kernel? = nil, formula: @escaping Derived.Formula
  ) -> Number {
    derive(
      given, .formula(derived(given, into: scratch, formula: formula)), kernel: kernel,
      formula: formula)
  }

  /// A number that may move with the steps, as a quadratic form of two that may: evaluated by a
  /// kernel, and only as often as they move.
  func form(_ stated: QuadraticForm) -> Number {
    let form = stated.withoutZeros(in: self)
    let inputs = form.numbers
    let moving = inputs.filter { $0.time == .step }
    // Where an input moves in every step, the form must, too.
    if moving.allSatisfy({ switched[$0] != nil }),
      let number = bySwitch(
        inputs, form.isRoot ? .rootMeanSquare : .mean, make: { self.form(form.with($0)) })
    {
      return number
    }
    let time = max(.start, inputs.map(\.time).max() ?? .start)
    let place = inputs.contains(where: \.isColumn) ? .column(column()) : slot()
    let output = Number(place: place, time: time)
    let evaluation = FormEvaluation(form: form, output: output, none: constant(0))
    if time == .step {
      append(evaluation as any Component)
    } else {
      append(evaluation as any PathConstant)
    }
    return output
  }
}
