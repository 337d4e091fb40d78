/// Which values a statistic was made of, to tell numbers that agree on every path from those that agree
/// by chance.
///
/// It holds within one process, whose hashes have a seed of their own: it is never stored or printed.
struct SampleIdentity: Sendable, Hashable {
  /// Of the values, path by path, and the statistic. Two samples share 64 bits once in 2 · 10¹⁹.
  private let hash: Int
  /// What the statistic was multiplied by.
  private let factor: Double

  init(_ values: [Double], _ statistic: Statistic) {
    var hasher = Hasher()
    hasher.combine(statistic)
    // One NaN for all of them; 0 and -0 have one hash already.
    for value in values { hasher.combine(value.isNaN ? .nan : value) }
    self.init(hash: hasher.finalize(), factor: 1)
  }

  private init(hash: Int, factor: Double) {
    self.hash = hash
    self.factor = factor
  }

  func scaled(by factor: Double) -> SampleIdentity {
    SampleIdentity(hash: hash, factor: self.factor * factor)
  }
}
