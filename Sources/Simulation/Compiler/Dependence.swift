import CKernels

/// The rank correlations of drivers: a Gaussian copula.
///
/// A rank correlation r is a correlation 2 sin(πr/6) of the two normal scores, whatever the
/// distributions that are made of them. Exact for continuous distributions; atoms tie, which lowers
/// the rank correlation that comes out. Reference: Kruskal (1958). Verified: `DependenceTests`.
struct DriverDependence {
  /// Where the scores of a correlated driver are.
  private var scores: [String: Column] = [:]
  private var drawn: Set<String> = []
  private let correlations: [ModelDefinition.Correlation]

  /// Where the scores of a driver are that is now drawn; nil where it is drawn alone.
  mutating func scores(of driver: String) -> Column? {
    drawn.insert(driver)
    return scores[driver]
  }

  /// Says which correlations are without effect.
  func warn(in model: Compiler) {
    for (index, pair) in correlations.enumerated() {
      for name in [pair.first, pair.second] where !drawn.contains(name) {
        model.warn("correlations.\(index)", "\(name) is not drawn, so nothing moves with it")
      }
    }
  }

  init(_ correlations: [ModelDefinition.Correlation], in model: Compiler) {
    self.correlations = correlations
    var order: [String] = []
    for name in correlations.flatMap({ [$0.first, $0.second] }) where !order.contains(name) {
      order.append(name)
    }
    let groups = CorrelationMatrix.groups(of: correlations, order: order) {
      2 * sin(.pi * $0 / 6)
    }
    for matrix in groups {
      guard let rows = matrix.cholesky() else {
        model.refuse(matrix, key: "correlations", as: "rank") { 6 / .pi * asin($0 / 2) }
        continue
      }
      let columns = matrix.names.map { _ in model.column() }
      for (name, column) in zip(matrix.names, columns) { scores[name] = column }
      model.append(
        CorrelatedNormals(
          "correlations", matrix.names, columns: columns, rows: rows, in: model)
          as any PathConstant)
    }
  }
}

/// The correlations of the shocks by which processes move in a step.
///
/// Exact for random walks. Two processes that revert at different speeds share a little less within a
/// step than what is stated: an error of the order of (κ₁ - κ₂)²Δ².
struct ShockDependence {
  private let correlations: [ModelDefinition.Correlation]
  private let known: Set<String>
  private let groups: [(matrix: CorrelationMatrix, rows: [[Double]], columns: [Column])]
  /// Processes that draw shocks, and for some the process whose part in them is taken out.
  private var drawn: [String: String?] = [:]
  private var felt: Set<String> = []

  /// - Parameter order: Names of all processes, those of a company together.
  init(
    _ correlations: [ModelDefinition.Correlation], order: [String],
    in model: Compiler
  ) {
    self.correlations = correlations
    known = Set(order)
    groups = CorrelationMatrix.groups(of: correlations, order: order).compactMap { matrix in
      guard let rows = matrix.cholesky() else {
        model.refuse(matrix, key: "shockCorrelations", as: "value") { $0 }
        return nil
      }
      return (matrix, rows, matrix.names.map { _ in model.column() })
    }
  }

  func correlation(_ first: String, _ second: String) -> Double {
    correlations.first { Set([$0.first, $0.second]) == [first, second] }?.value ?? 0
  }

  /// Where the shocks of a process are in every step; nil where it draws them alone.
  mutating func column(of process: String, apartFrom other: String?, isFelt: Bool) -> Column? {
    precondition(known.contains(process), "\(process) is no process of its part")
    drawn[process] = .some(other)
    if isFelt { felt.insert(process) }
    for group in groups {
      if let index = group.matrix.names.firstIndex(of: process) { return group.columns[index] }
    }
    return nil
  }

  /// What draws the shocks of each group, and says which correlations are without effect.
  func components(in model: Compiler) -> [CorrelatedNormals] {
    for (index, pair) in correlations.enumerated() {
      for name in [pair.first, pair.second] where !felt.contains(name) {
        model.warn(
          "shockCorrelations.\(index)", "\(name) has no volatility, so nothing moves with it")
      }
    }
    return groups.map { group in
      CorrelatedNormals(
        "shockCorrelations", group.matrix.names, columns: group.columns, rows: rows(of: group),
        in: model)
    }
  }

  /// The Cholesky factor; a process that takes the part of another into account itself gets what is
  /// left of its shock, as a standard normal.
  private func rows(
    of group: (matrix: CorrelationMatrix, rows: [[Double]], columns: [Column])
  ) -> [[Double]] {
    let names = group.matrix.names
    return names.indices.map { i in
      guard let other = drawn[names[i]] ?? nil, let j = names.firstIndex(of: other) else {
        return group.rows[i]
      }
      let correlation = group.matrix[i, j]
      return names.indices.map { k in
        let left = group.rows[i][k] - correlation * group.rows[j][k]
        // Rounding errors are no dependence.
        let isNone = abs(left) < 1e-15
        return isNone ? 0 : left / (1 - correlation * correlation).squareRoot()
      }
    }
  }
}

/// The standard normals by which a process moves in a step: drawn alone, or with others before.
struct Shock: Sendable {
  let column: Column
  /// Nil where they are drawn with others.
  private let source: DrawSource?
  /// What they are taken for on every path, by step.
  private let held: [Int: Double]

  init(column: Column, source: DrawSource?, held: [Int: Double] = [:]) {
    self.column = column
    self.source = source
    self.held = held
  }

  /// Fills `column` for a step.
  func draw(_ block: Block, at step: Int) {
    if let source { block.drawNormals(source, at: step, into: column) }
    if !held.isEmpty, let value = held[step] {
      block.values(of: column).update(repeating: value)
    }
  }
}

extension Compiler {
  /// Refuses correlations that no variables have, with the nearest that some can have.
  func refuse(
    _ matrix: CorrelationMatrix, key: String, as word: String, stated: (Double) -> Double
  ) {
    let nearest = matrix.nearestValid()
    var pairs: [String] = []
    for i in 0..<matrix.count {
      for j in 0..<i {
        let value = (stated(nearest[i, j]) * 1000).rounded() / 1000
        if value != 0 || matrix[i, j] != 0 {
          pairs.append("{between: [\(matrix.names[j]), \(matrix.names[i])], \(word): \(value)}")
        }
      }
    }
    refuse(
      key,
      "no variables have these correlations together; the nearest that some can have: "
        + pairs.joined(separator: ", "))
  }
}
