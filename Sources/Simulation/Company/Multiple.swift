struct Multiple {
  static let of = Parameter.choice(
    "multiple.of", ["EV/ARR"], help: "What the multiple is of.")
  static let initial = Parameter.number(
    "multiple.initial", .multiple, .positive,
    help: "Multiple at the start. Without it: the one that the share price implies.")
  static let longRun = Parameter.number(
    "multiple.longRun", .multiple, .positive,
    help: "Multiple that it reverts to (its logarithm does); needs a half-life.")
  static let halfLife = Parameter.number(
    "multiple.halfLife", .duration, .positive,
    help: "Time in which half of the distance to the long run is gone. Without it: a random walk.")
  static let volatility = Parameter.number(
    "multiple.volatility", .volatility, .nonNegative, fallback: 0,
    help: "Volatility of the multiple, without its jumps.")
  static let growthLoading = Parameter.number(
    "multiple.growthLoading", .coefficient, .any, fallback: 0,
    help: "Rise of the long-run log multiple for one unit of log growth above its long run.")
  static let jumpFrequency = Parameter.number(
    "multiple.jumps.frequency", .frequency, .nonNegative, need: .withSection,
    help: "Jumps of the multiple in a year.")
  static let jumpSize = Parameter.law(
    "multiple.jumps.logSize", .logChange, .any, need: .withSection,
    help: "Size of one jump in the log multiple; normal.")
  static let compensation = Parameter.choice(
    "multiple.jumps.compensate", ["none", "drift", "longRun"],
    help: "What takes back the jumps' mean: nothing, the drift, or the long-run multiple.")

  static let parameters = [
    of, initial, longRun, halfLife, volatility, growthLoading, jumpFrequency, jumpSize,
    compensation,
  ]
}
