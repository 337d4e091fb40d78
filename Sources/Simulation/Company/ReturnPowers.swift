import CKernels

/// Sums of the powers of a path's returns, in logarithms, and of their sizes.
struct ReturnPowers: Sendable {
  /// Of the step; NaN where there is none.
  let latest: Column
  let count: Column
  /// Σ|r|.
  let sizes: Column
  /// Σr, Σr², Σr³, Σr⁴.
  let sums: [Column]

  init(in model: Compiler) {
    (latest, count, sizes) = (model.column(), model.column(), model.column())
    sums = (1...4).map { _ in model.column() }
  }

  func start(_ block: Block) {
    for column in [count, sizes] + sums { block.values(of: column).update(repeating: 0) }
  }

  func size(in block: Block) -> UnsafeMutablePointer<Double> { block[latest] }

  func add(_ block: Block) {
    let (returns, count, sizes) = (block[latest], block[count], block[sizes])
    let columns = sums.map { block[$0] }
    for path in 0..<block.capacity {
      let x: Double = returns[path]
      guard !x.isNaN else { continue }
      let square: Double = x * x
      count[path] += 1
      sizes[path] += x.magnitude
      columns[0][path] += x
      columns[1][path] += square
      columns[2][path] += square * x
      columns[3][path] += square * square
    }
  }

  /// Sets the kurtosis of each path.
  func setKurtosis(_ output: UnsafeMutablePointer<Double>, _ block: Block) {
    let count = block[count]
    let columns = sums.map { block[$0] }
    for path in 0..<block.capacity {
      output[path] = Self.kurtosis(
        of: count[path], columns[0][path], columns[1][path], columns[2][path], columns[3][path])
    }
  }

  /// m₄/m₂² - 3, m of the deviations from the mean; 0 for fewer than four returns, and where they are all the same.
  ///
  /// - Parameters:
  ///   - n: Returns.
  ///   - first: Σr; behind it Σr², Σr³ and Σr⁴.
  @inline(__always)
  static func kurtosis(
    of n: Double, _ first: Double, _ second: Double, _ third: Double, _ fourth: Double
  ) -> Double {
    let mean: Double = first / n
    let (a2, a3, a4): (Double, Double, Double) = (second / n, third / n, fourth / n)
    let square: Double = mean * mean
    let m2: Double = a2 - square
    var m4: Double = a4 - 4 * mean * a3
    m4 += 6 * square * a2
    m4 -= 3 * square * square
    return n >= 4 && m2 > 1e-9 * a2 ? m4 / (m2 * m2) - 3 : 0
  }
}
