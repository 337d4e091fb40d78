import CGSL

/// M(y) = A(c) ln(y / (1 - y)) + B(c), c = y - ½: the metalog before its ends are put on.
struct MetalogCurve: Sendable {
  /// Coefficients of the polynomials, the constant first.
  private let a: [Double]
  private let b: [Double]

  /// - Throws: `impossible` where the curve does not rise everywhere between 0 and 1.
  init(through percentiles: [StatedPercentile]) throws(DistributionError) {
    let terms = percentiles.count
    let rows = percentiles.map { percentile in
      let (tails, c) = (percentile.tails, percentile.tails.centred)
      let logit = log(tails.lower / tails.upper)
      return (0..<terms).map { k in
        pow(c, Double(Self.power(k))) * (Self.isOfLogit(k) ? logit : 1)
      }
    }
    guard let solved = solution(of: rows, percentiles.map(\.value)) else {
      throw .impossible("no metalog has these percentiles; they are too near to each other")
    }
    func polynomial(ofLogit: Bool) -> [Double] {
      var coefficients = [Double](repeating: 0, count: 5)
      for k in 0..<terms where Self.isOfLogit(k) == ofLogit {
        coefficients[Self.power(k)] = solved[k]
      }
      return coefficients
    }
    a = polynomial(ofLogit: true)
    b = polynomial(ofLogit: false)
    if let fall = firstFall {
      throw .impossible(
        "no metalog has these percentiles: its quantile function falls \(Self.place(fall)); "
          + "state fewer percentiles, or other values near it")
    }
  }

  /// Keelin's order of terms: 1, L, cL, c, c², c²L, c³, c³L, c⁴, c⁴L.
  private static func isOfLogit(_ term: Int) -> Bool { [1, 2, 5, 7, 9].contains(term) }
  private static func power(_ term: Int) -> Int { [0, 0, 1, 1, 2, 2, 3, 3, 4, 4][term] }

  private static func value(_ p: [Double], _ c: Double) -> Double {
    p.reversed().reduce(0) { $0 * c + $1 }
  }

  private static func derivative(_ p: [Double], _ c: Double) -> Double {
    p.indices.dropFirst().reversed().reduce(0) { $0 * c + Double($1) * p[$1] }
  }

  /// M, from ln(y / (1 - y)) and y - ½.
  func value(_ logit: Double, _ c: Double) -> Double {
    Self.value(a, c) * logit + Self.value(b, c)
  }

  /// A(c): at its ends, ±½, the slope of M in ln(y / (1 - y)) far out.
  func slope(at c: Double) -> Double { Self.value(a, c) }

  /// dM / d ln(y / (1 - y)) = y (1 - y) M'(y): bounded, with the sign of M'.
  private func slope(_ tails: Tails) -> Double {
    let (logit, c) = (log(tails.lower / tails.upper), tails.centred)
    let rest = Self.derivative(a, c) * logit + Self.derivative(b, c)
    return Self.value(a, c) + tails.lower * tails.upper * rest
  }

  func density(at tails: Tails) -> Double { tails.lower * tails.upper / slope(tails) }

  private static func tails(ofLogit s: Double) -> Tails {
    Tails(lower: 1 / (1 + exp(-s)), upper: 1 / (1 + exp(s)))
  }

  func tails(at m: Double) -> Tails {
    func excess(_ s: Double) -> Double { value(s, Self.tails(ofLogit: s).centred) - m }
    // Beyond 700 a tail is no double.
    if let s = Root.around(-2, 2, within: -700...700, excess) { return Self.tails(ofLogit: s) }
    return excess(0) > 0 ? .none : .all
  }

  /// The probability at which the curve falls most, or nil where it rises everywhere: the slope on a
  /// grid of logits, its valleys by GSL's minimiser, and its limits at both ends.
  private var firstFall: Double? {
    func slope(_ s: Double) -> Double { self.slope(Self.tails(ofLogit: s)) }
    let width = 1.0 / 16
    let grid = (-720...720).map { Double($0) * width }
    let slopes = grid.map(slope)
    var worst = (slope: Double.infinity, logit: 0.0)
    for (s, value) in zip(grid, slopes) where value < worst.slope { worst = (value, s) }
    for i in 1..<grid.count - 1
    where slopes[i] < slopes[i - 1] && slopes[i] < slopes[i + 1] && worst.slope > 0 {
      let valley = Self.valley(between: grid[i - 1], grid[i], grid[i + 1], slope)
      if slope(valley) < worst.slope { worst = (slope(valley), valley) }
    }
    if worst.slope > 0, self.slope(at: -0.5) < 0 { return 0 }
    if worst.slope > 0, self.slope(at: 0.5) < 0 { return 1 }
    return worst.slope > 0 ? nil : Self.tails(ofLogit: worst.logit).lower
  }

  private static func valley(
    between low: Double, _ middle: Double, _ high: Double, _ function: GSL.Function
  ) -> Double {
    guard let solver = gsl_min_fminimizer_alloc(gsl_minimum_brent()) else { return middle }
    defer { gsl_min_fminimizer_free(solver) }
    return GSL.with(function) { function in
      guard gsl_min_fminimizer_set(solver, function, middle, low, high) == GSL.success else {
        return middle
      }
      for _ in 0..<60 where gsl_min_fminimizer_iterate(solver) != GSL.success { break }
      return gsl_min_fminimizer_x_minimum(solver)
    }
  }

  /// 'near p37', in words that say no more than is known.
  private static func place(_ probability: Double) -> String {
    let percent = probability * 100
    if percent < 0.1 { return "below p0.1" }
    if percent > 99.9 { return "above p99.9" }
    let rounded = (percent * 10).rounded() / 10
    return "near p" + (rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)")
  }
}
