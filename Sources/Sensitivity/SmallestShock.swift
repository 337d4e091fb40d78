import Statistics

/// The smallest shock at which a number has a wanted value: of independent standard normals w, those of least |w|.
/// Where they are drawn, it is the most likely of all such points.
///
/// The number is followed along a ray to the target, by Brent's method; there it is asked which way it rises
/// fastest, and a ray in that direction is tried, as long as the shock gets smaller. At the least one, w points where
/// the number rises fastest. A ray that never gets there ends at six.
///
/// Reference: Hasofer & Lind (1974); Der Kiureghian, in Nikolaidis et al. (2004), Engineering Design Reliability
/// Handbook, ch. 14, on the design point. Verified: `SmallestShockTests`, against planes and a parabola.
public struct SmallestShock: Sendable {
  /// Where nothing is moved.
  public let start: IntervalEstimate
  /// w; of one that is not reached, the nearest that was seen.
  public let point: [Double]
  public let output: IntervalEstimate
  public let isReached: Bool
  /// How often the response was asked.
  public let runs: Int

  public var distance: Double { Self.length(point) }

  /// Beyond, nobody believes.
  static let farthest = 6.0
  private static let midway = 2.0
  /// The most rays, and what one must gain on the one before.
  private static let mostRays = 6
  private static let leastGain = 0.005

  /// - Parameters:
  ///   - direction: Which way the number is thought to rise, such as its covariance with each; all 0 where nobody
  ///     knows.
  ///   - response: The number at a point, on the same draws for every point.
  /// - Throws: What `response` throws, at once.
  public init(
    _ target: Double, towards direction: [Double],
    response: @escaping ([Double]) throws -> PathEstimate
  ) throws {
    let search = ShockSearch(target: target, response: response)
    let origin = [Double](repeating: 0, count: direction.count)
    let start = try search.output(at: origin)
    var best = ShockSearch.Seen(
      point: origin, output: start, isReached: GoalSeek.isMet(target, by: start.estimate))
    if !best.isReached, start.value.isFinite {
      let sign = start.value < target ? 1.0 : -1
      var towards = Self.unit(direction)
      if towards == origin { towards = Self.unit(try search.pulls(around: origin, step: 1.5)) }
      var isHalfway = false
      for ray in 0..<Self.mostRays where towards != origin {
        let found = try search.seen(
          along: towards.map { sign * $0 }, from: start,
          near: best.isReached ? Self.length(best.point) : nil)
        let isBetter = ray == 0 || best.isWorse(than: found, target, by: Self.leastGain)
        if isBetter || best.isWorse(than: found, target, by: 0) { best = found }
        if isBetter, ray < Self.mostRays - 1 {
          // At the end of a ray that never gets there, hardly anything moves the number any more.
          let place =
            best.isReached
            ? best : try search.seen(at: Self.unit(best.point).map { Self.midway * $0 })
          towards = Self.unit(try search.slopes(at: place))
          isHalfway = false
        } else {
          // Where the number is curved, the way there leads past it.
          guard !isHalfway else { break }
          towards = Self.unit(zip(towards, Self.unit(best.point)).map { $0 + sign * $1 })
          isHalfway = true
        }
      }
    }
    (self.start, point, output) = (start.estimate, best.point, best.output.estimate)
    (isReached, runs) = (best.isReached, search.runs)
  }

  /// Of length 1; all 0 as it is.
  private static func unit(_ direction: [Double]) -> [Double] {
    let length = length(direction)
    return length > 0 ? direction.map { $0 / length } : direction
  }

  static func length(_ point: [Double]) -> Double {
    point.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
