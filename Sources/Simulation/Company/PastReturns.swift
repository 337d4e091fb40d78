import CKernels
import Statistics

/// How a share price has moved before the start, step by step, as far as its history tells.
///
/// Prices stand in the steps of the grid as if it went on before the start, of each step the last. They are
/// followed back from the start as long as they are a step apart. Of days that may be up to `mostDaysApart`,
/// since an exchange is shut on holidays; the price then has moved once.
///
/// Verified: `BesideHistoryTests`, against NumPy.
struct PastReturns: Sendable {
  /// Fewer say nothing of how unevenly a price moves.
  static let least = 20
  /// Steps of days between two prices with holidays between them.
  private static let mostDaysApart = 6.0
  /// What part of the steps must have a price of their own.
  private static let leastShare = 0.8
  /// How far from a step two prices of longer steps may be apart: a holiday moves a week's last close.
  private static let slack = 0.25

  /// Dates of the first price and of the last.
  let first: CalendarDate
  let last: CalendarDate
  /// Of each price to the one before, the last ones as many as the grid has steps.
  private let ratios: [Double]

  /// - Parameters:
  ///   - history: Ascending in date, before the start.
  ///   - now: The price at the start, where it is the same on all paths.
  /// - Returns: Nil where there are too few, or they are no steps of the grid.
  init?(_ history: [PastValue], now: Double?, on grid: TimeGrid) {
    guard history.count >= Self.least else { return nil }
    let known = history + (now.map { [PastValue(date: grid.start, value: $0)] } ?? [])
    var prices: [(place: Double, value: PastValue)] = []
    for value in known {
      let place = value.date < grid.start ? grid.place(of: value.date) : 0
      if let before = prices.last, before.place.rounded(.up) == place.rounded(.up) {
        prices.removeLast()
      }
      prices.append((place, value))
    }
    let run = Self.lastRun(of: prices, on: grid)
    let used = run.suffix(grid.steps + 1)
    guard let first = used.first, let last = used.last, used.count > Self.least,
      Double(used.count - 1) >= Self.leastShare * (last.place - first.place)
    else { return nil }
    (self.first, self.last) = (first.value.date, last.value.date)
    ratios = zip(used, used.dropFirst()).map { $1.value.value / $0.value.value }
  }

  /// The last prices that are a step apart, if they are enough.
  private static func lastRun(
    of prices: [(place: Double, value: PastValue)], on grid: TimeGrid
  ) -> ArraySlice<(place: Double, value: PastValue)> {
    func areApart(_ low: Double, _ high: Double) -> Bool {
      let steps = high - low
      return grid.step == .day
        ? steps > mostDaysApart : steps < 1 - slack || steps > 1 + slack
    }
    var end = prices.endIndex
    while end > least {
      var first = end - 1
      while first > 0, !areApart(prices[first - 1].place, prices[first].place) { first -= 1 }
      if end - first > least { return prices[first..<end] }
      end = first
    }
    return []
  }

  /// Returns, one of each step.
  var steps: Int { ratios.count }

  func value(of statistic: Turbulence.Statistic) -> Double {
    switch statistic {
    case .kurtosis:
      let returns = ratios.map { CKernels.log($0) }
      func sum(_ term: (Double) -> Double) -> Double { returns.reduce(0) { $0 + term($1) } }
      return ReturnPowers.kurtosis(
        of: Double(steps), sum { $0 }, sum { $0 * $0 }, sum { $0 * $0 * $0 },
        sum { $0 * $0 * ($0 * $0) })
    case .autocorrelation(let lag):
      let sizes = ratios.map { CKernels.log($0).magnitude }
      let sums = LaggedMoves.Sums(
        sizes: sizes.reduce(0, +), squares: sizes.reduce(0) { $0 + $1 * $1 },
        products: zip(sizes, sizes.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 },
        first: sizes.prefix(lag).reduce(0, +), last: sizes.suffix(lag).reduce(0, +))
      return sums.correlation(of: Double(steps), lag: Double(lag))
    case .fall(let size): return Double(ratios.count { Turbulence.isFall($0, of: size) })
    case .rise(let size): return Double(ratios.count { Turbulence.isRise($0, of: size) })
    }
  }
}
