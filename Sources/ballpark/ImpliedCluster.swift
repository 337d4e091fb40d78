#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a frequency with clustering comes to, every number constant.
///
/// Reference: Hawkes (1971); Dassios & Zhao (2013).
struct ImpliedCluster {
  /// A year, in the long run.
  let rate: Double
  let branching: Double
  /// In years.
  let halfLife: Double
  /// Nil where it starts as in the long run.
  let recent: Double?

  private var speed: Double { log(2) / halfLife }

  /// What occurrences before the start add to the rate at first.
  private var excess: Double { recent.map { branching * speed * $0 } ?? branching * rate }

  /// How many occurrences there are of each that none has brought about, itself counted.
  var size: Double { 1 / (1 - branching) }

  /// Mean number in so many years.
  func count(in years: Double) -> Double {
    let fading = (1 - branching) * speed
    return rate * years - (excess - branching * rate) * expm1(-fading * years) / fading
  }

  /// That there is one in so many years: as long as nothing has happened, nothing has been added.
  func chance(in years: Double) -> Double {
    -expm1(-(1 - branching) * rate * years + excess * expm1(-speed * years) / speed)
  }
}
