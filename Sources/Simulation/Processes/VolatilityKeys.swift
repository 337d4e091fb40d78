/// The keys of a volatility that is one number, fades, or is uncertain.
struct VolatilityKeys: Sendable {
  let initial, longRun, halfLife, spread: Parameter

  /// - Parameters:
  ///   - section: Key of the whole.
  ///   - kind: Of the numbers of the start and of the long run.
  ///   - help: What it is.
  ///   - example: Of the start.
  ///   - longRun: Example of the long run.
  init(
    _ section: String, _ kind: Kind, help: String, example: String, longRun: String,
    longRunFallback: Double?
  ) {
    initial = .number(
      section + ".initial", kind, .nonNegative, fallback: 0, shorthand: true, use: .step,
      example: example, help: help)
    self.longRun = .number(
      section + ".longRun", kind, .nonNegative, fallback: longRunFallback, example: longRun,
      help: "Volatility that it fades to; needs a half-life.")
    halfLife = .number(
      section + ".halfLife", .duration, .positive, example: "6 months",
      help: "Time in which half of that distance is gone. Without it: constant.")
    spread = .number(
      section + ".spread", .volatility, .nonNegative,
      alsoKnownAs: ["vol of vol", "volatility of volatility", "heston", "stochastic volatility"],
      example: "60%",
      help:
        "How uncertain it is: standard deviation of its square in the long run, as a part of the mean. Without one it fades for sure."
    )
  }

  var all: [Parameter] { [initial, longRun, halfLife, spread] }
}

extension Reversion {
  /// What moves by the volatility that keys state.
  ///
  /// - Parameters:
  ///   - name: Of the process, and so of its shocks.
  ///   - owner: Whose volatility it is.
  ///   - halfLife: Of what moves; infinite for a random walk.
  init(
    _ name: String, halfLife: Number, volatility keys: VolatilityKeys, of owner: String,
    in subject: Subject
  ) {
    let model = subject.model
    let initial = subject.number(keys.initial)
    let fading = subject.optional(keys.halfLife)
    let spread = subject.optional(keys.spread).flatMap { model.value(of: $0) == 0 ? nil : $0 }
    if fading == nil {
      for key in [keys.longRun, keys.spread] where subject.has(key) {
        subject.warnUnused(key, without: keys.halfLife)
      }
    } else if initial.time == .step {
      subject.refuse(
        keys.initial,
        "fades by its half-life, so that it is one number at the start: no schedule, regime, series or "
          + "event moves it")
    }
    guard let fading, initial.time < .step else {
      self.init(name, halfLife: halfLife, volatility: initial, in: model)
      return
    }
    let longRun = subject.optional(keys.longRun) ?? model.constant(0)
    guard let spread else {
      let noise = FadingVolatility.noise(
        subject.fullName(keys.initial.section), initial: initial, longRun: longRun,
        halfLife: fading, of: halfLife, in: model)
      self.init(name, halfLife: halfLife, noise: noise, in: model)
      return
    }
    if !subject.has(keys.longRun) {
      subject.refuse(
        keys.spread, "needs \(subject.fullName(keys.longRun.key)), about which it spreads")
    } else {
      subject.require(
        keys.longRun, longRun, .positive, "must be above 0 beside a spread, which is a part of it")
    }
    Self.doubt(spread, keys, in: subject)
    let volatility = UncertainVolatility(
      of: owner, moving: name, initial: initial, longRun: longRun, halfLife: fading,
      spread: spread, reversion: halfLife, in: model)
    self.init(name, halfLife: halfLife, uncertain: volatility, in: model)
  }

  /// A variance that spreads by more than its mean comes to 0 again and again (Feller 1951).
  private static func doubt(_ spread: Number, _ keys: VolatilityKeys, in subject: Subject) {
    guard let value = subject.model.value(of: spread), value > 1 else { return }
    subject.model.warn(
      subject.fullName(keys.spread.key),
      "is above 100 %: the volatility comes to 0 again and again, and is mostly far below its long run"
    )
  }
}
