import Statistics

/// What the search for a smallest shock asks of a response.
final class ShockSearch {
  /// A point that was tried.
  struct Seen {
    let point: [Double]
    let output: PathEstimate
    let isReached: Bool

    /// - Parameter gain: The part by which the other must be nearer.
    func isWorse(than other: Seen, _ target: Double, by gain: Double) -> Bool {
      guard isReached == other.isReached else { return other.isReached }
      let (own, others) =
        isReached
        ? (SmallestShock.length(point), SmallestShock.length(other.point))
        : (abs(output.value - target), abs(other.output.value - target))
      return others < own * (1 - gain)
    }
  }

  let target: Double
  private let response: ([Double]) throws -> PathEstimate
  private(set) var runs = 0

  /// Steps of a slope, and of the rays that are looked along first.
  private static let step = 0.25
  /// To which it is told where a ray passes the target.
  private static let width = 0.005
  private static let looks = [1.0, 2, 3, 4.5, SmallestShock.farthest]
  /// Of the largest slope, below which one is not asked for again.
  private static let least = 0.05
  private var known: [Double] = []

  init(target: Double, response: @escaping ([Double]) throws -> PathEstimate) {
    self.target = target
    self.response = response
  }

  func output(at point: [Double]) throws -> PathEstimate {
    runs += 1
    return try response(point)
  }

  // MARK: Directions

  /// What each moves the number by, up and down from a point; 0 where that cannot be told from nothing.
  func pulls(around point: [Double], step: Double) throws -> [Double] {
    var pulls: [Double] = []
    for place in point.indices {
      let (up, down) = try (
        output(at: point.moved(place, by: step)), output(at: point.moved(place, by: -step))
      )
      pulls.append(Self.told(up.difference(from: down)))
    }
    return pulls
  }

  /// The slope in each direction at a point; of those that mattered little before, what it was.
  func slopes(at seen: Seen) throws -> [Double] {
    let largest = known.map(abs).max() ?? 0
    var slopes: [Double] = []
    for place in seen.point.indices {
      if !known.isEmpty, abs(known[place]) < Self.least * largest {
        slopes.append(known[place])
        continue
      }
      let moved = try output(at: seen.point.moved(place, by: Self.step))
      slopes.append(Self.told(moved.difference(from: seen.output)) / Self.step)
    }
    known = slopes
    return slopes
  }

  private static func told(_ difference: IntervalEstimate) -> Double {
    let isTold = difference.value.isFinite && !(difference.reach >= abs(difference.value))
    return isTold ? difference.value : 0
  }

  // MARK: Rays

  /// Where a ray meets the target; where it does not, what of it came nearest.
  ///
  /// - Parameters:
  ///   - ray: Of length 1.
  ///   - distance: Where another ray has met it; nil where none has.
  func seen(
    along ray: [Double], from start: PathEstimate, near distance: Double?
  ) throws -> Seen {
    var tried: [Double: PathEstimate] = [0: start]
    var failure: (any Error)?
    func ask(_ distance: Double) -> Double {
      if let output = tried[distance] { return output.value - target }
      guard failure == nil else { return .nan }
      do {
        let output = try output(at: ray.map { $0 * distance })
        tried[distance] = output
        return output.value - target
      } catch {
        failure = error
        return .nan
      }
    }
    func isMet(_ distance: Double) -> Bool {
      tried[distance].map { GoalSeek.isMet(target, by: $0.estimate) } ?? false
    }
    let isBelow = start.value < target
    var (low, high) = (0.0, Double?.none)
    // Near where another ray has met it first.
    let nearest = distance.map { [$0, 1.3 * $0] } ?? []
    let looks = nearest + Self.looks.filter { look in nearest.allSatisfy { $0 < look } }
    for look in looks where look <= SmallestShock.farthest {
      let deviation = ask(look)
      guard deviation.isFinite else { break }
      if isMet(look) || (deviation < 0) != isBelow {
        high = look
        break
      }
      low = look
    }
    if let high, !isMet(high) {
      _ = Brent.narrow(low, high, ask) { isMet($0.newest) || $0.isStep || $0.width < 1e-3 }
    }
    // Where the number jumps past the target, the least shock beyond it.
    func beyond() -> Double? {
      tried.filter { isMet($0.key) || ($0.value.value - target < 0) != isBelow }.keys.min()
    }
    while failure == nil, let far = beyond(), !isMet(far) {
      let near = tried.keys.filter { $0 < far }.max() ?? 0
      guard far - near > Self.width else { break }
      _ = ask((near + far) / 2)
    }
    if let failure { throw failure }
    if let far = beyond(), let output = tried[far] {
      return Seen(point: ray.map { $0 * far }, output: output, isReached: true)
    }
    let closest = tried.filter { $0.value.value.isFinite }
      .min { (abs($0.value.value - target), $0.key) < (abs($1.value.value - target), $1.key) }
    return Seen(
      point: ray.map { $0 * (closest?.key ?? 0) }, output: closest?.value ?? start,
      isReached: false)
  }

  /// What a point gives.
  func seen(at point: [Double]) throws -> Seen {
    Seen(point: point, output: try output(at: point), isReached: false)
  }
}

extension [Double] {
  fileprivate func moved(_ place: Int, by step: Double) -> [Double] {
    var point = self
    point[place] += step
    return point
  }
}
