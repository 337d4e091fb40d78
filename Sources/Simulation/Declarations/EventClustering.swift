/// How occurrences of an event bring about others: each lifts the frequency, and what it has lifted it by fades.
public struct EventClustering: Sendable {
  /// How many others an occurrence brings about, on average, those not counted that they bring about in turn.
  public let branching: Assumption.Law
  /// In years: in which time half of what it has lifted the frequency by is gone.
  public let halfLife: Assumption.Law
  /// How many occurrences lift the frequency of the start, as if they were of that moment; nil for the mean of
  /// the long run.
  public let recent: Assumption.Law?

  public init(
    branching: Assumption.Law, halfLife: Assumption.Law, recent: Assumption.Law? = nil
  ) {
    self.branching = branching
    self.halfLife = halfLife
    self.recent = recent
  }
}

extension EventClustering {
  public static let branching = Parameter.number(
    "clustering.branching", .share, .unitBelowOne, need: .withSection, example: "20% to 50%",
    help:
      "How many others an occurrence brings about, on average; below 1, those not counted that they bring about in turn."
  )
  public static let halfLife = Parameter.number(
    "clustering.halfLife", .duration, .positive, need: .withSection, example: "2 weeks",
    help: "Time in which half of what an occurrence has lifted the frequency by is gone.")
  public static let recent = Parameter.number(
    "clustering.recent", .count, .nonNegative, example: "3",
    help:
      "Occurrences shortly before the start, as many as still act. Without it: as many as on average."
  )

  /// In the order of a file.
  public static let parameters = [branching, halfLife, recent]
}
