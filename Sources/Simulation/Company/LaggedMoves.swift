import CKernels

/// How far large moves of a path follow large ones so many steps before: the autocorrelation of absolute returns.
///
/// With a = |r| of n steps and their mean ā it is Σ(aₜ - ā)(aₜ₋ₗ - ā)/Σ(aₜ - ā)², the sum over the pairs that there
/// are. Where steps are independent its mean is -(n - l)/(n(n - 1)), a little below 0.
///
/// Reference: Box & Jenkins (1976), §2.1.
struct LaggedMoves: Sendable {
  let lag: Int
  let correlation: Column
  /// The last sizes, one of each step by turns.
  private let recent: [Column]
  /// Σ aₜaₜ₋ₗ, and the sum of the first l.
  private let products: Column
  private let first: Column

  init(_ lag: Int, in model: Compiler) {
    self.lag = lag
    correlation = model.column()
    recent = (0..<lag).map { _ in model.column() }
    (products, first) = (model.column(), model.column())
  }

  func start(_ block: Block) {
    for column in [products, first] + recent { block.values(of: column).update(repeating: 0) }
  }

  /// Behind the sums of the same step.
  func add(_ powers: ReturnPowers, _ block: Block) {
    let (returns, count) = (block[powers.latest], block[powers.count])
    let (products, first) = (block[products], block[first])
    let recent = recent.map { block[$0] }
    for path in 0..<block.capacity where !returns[path].isNaN {
      let size: Double = returns[path].magnitude
      let place = Int(count[path])
      let before = recent[place % lag]
      if place > lag { products[path] += size * before[path] } else { first[path] += size }
      before[path] = size
    }
  }

  /// Sets a column to the correlation of the steps so far.
  func set(_ output: UnsafeMutablePointer<Double>, _ powers: ReturnPowers, _ block: Block) {
    let (count, sizes, squares) = (block[powers.count], block[powers.sizes], block[powers.sums[1]])
    let (products, first) = (block[products], block[first])
    let recent = recent.map { block[$0] }
    for path in 0..<block.capacity {
      let sums = Sums(
        sizes: sizes[path], squares: squares[path], products: products[path], first: first[path],
        last: recent.reduce(0.0) { $0 + $1[path] })
      output[path] = sums.correlation(of: count[path], lag: Double(lag))
    }
  }

  /// What the correlation is made of: Σa, Σa², Σaₜaₜ₋ₗ, and the sums of the first and of the last l.
  struct Sums {
    let sizes, squares, products, first, last: Double

    /// 0 for too few returns, and where all are of one size.
    @inline(__always)
    func correlation(of n: Double, lag: Double) -> Double {
      let mean: Double = sizes / n
      let spread: Double = squares - n * mean * mean
      guard n > lag + 1, spread > 1e-9 * squares else { return 0 }
      var sum: Double = products - mean * (sizes - first)
      sum -= mean * (sizes - last)
      sum += (n - lag) * mean * mean
      return sum / spread
    }
  }
}
