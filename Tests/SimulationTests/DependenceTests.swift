import Testing

@testable import Simulation

/// Protects correlations between drivers and between shocks, draw by draw.
@Suite struct DependenceTests {
  static let paths = 1 << 16

  private func law(_ name: String) throws -> any Distribution {
    switch name {
    case "a": try LogNormal(p5: 1, p95: 9)
    case "b": try Triangular(low: 0, mode: 1, high: 5)
    default: try Uniform(low: -1, high: 1)
    }
  }

  /// Draws of the drivers a, b and c, in that order or another.
  private func draws(
    _ correlations: [ModelDefinition.Correlation], order: [String] = ["a", "b", "c"]
  ) throws -> [String: [Double]] {
    let grid = TimeGrid(start: CalendarDate(day: 20_000), step: .year, steps: 1)
    var definition = ModelDefinition(grid: grid, currency: "USD")
    definition.correlations = correlations
    let compiler = Compiler(definition, processes: [])
    var numbers: [String: Number] = [:]
    for name in order {
      numbers[name] = compiler.number(.distribution(try law(name)), name: name, domain: .any)
    }
    #expect(compiler.remarks.errors.isEmpty)
    let block = Block(compiler.layout, capacity: Self.paths, seed: 7)
    defer { block.deallocate() }
    for constant in compiler.pathConstants { constant.assign(block) }
    return numbers.mapValues { Array(block.storage(of: $0)) }
  }

  private func spearman(_ x: [Double], _ y: [Double]) -> Double {
    func ranks(_ values: [Double]) -> [Double] {
      var ranks = [Double](repeating: 0, count: values.count)
      for (rank, index) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() {
        ranks[index] = Double(rank)
      }
      return ranks
    }
    return correlation(ranks(x), ranks(y))
  }

  private func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let n = Double(x.count)
    let (mx, my) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      xx += (a - mx) * (a - mx)
      xy += (a - mx) * (b - my)
      yy += (b - my) * (b - my)
    }
    return xy / (xx * yy).squareRoot()
  }

  /// Rank correlations come out as stated, whatever the distributions. The standard error of
  /// Spearman's r is below 1.1/√n = 0.0043; α = 1e-6 is 4.9 of them. Control: a neighbour 0.05 away is
  /// refused with a power above 0.99. (What the conversion alone does is seen in the model's test.)
  @Test func rankCorrelationsComeOut() throws {
    let drawn = try draws([
      .init("a", "b", 0.7), .init("b", "c", -0.5), .init("a", "c", -0.3),
    ])
    let bound = 4.9 * 1.1 / Double(Self.paths).squareRoot()
    for (x, y, rank) in [("a", "b", 0.7), ("b", "c", -0.5), ("a", "c", -0.3)] {
      let found = spearman(try #require(drawn[x]), try #require(drawn[y]))
      #expect(abs(found - rank) < bound, "\(x) \(y)")
      #expect(!(abs(found - (rank + 0.05)) < bound))
    }
  }

  /// A driver that comes first keeps its draws, and one that is added last disturbs none before it.
  @Test func whatWasThereKeepsItsDraws() throws {
    let free = try draws([])
    let pair = try draws([.init("a", "b", 0.7)])
    let three = try draws([.init("a", "b", 0.7), .init("c", "a", 0.2)], order: ["c", "b", "a"])
    #expect(pair["a"] == free["a"])
    #expect(pair["b"] != free["b"])
    #expect(pair["c"] == free["c"])
    #expect(three["a"] == pair["a"])
    #expect(three["b"] == pair["b"])
    #expect(three["c"] != pair["c"])
  }

  /// Correlation of standard normals: error (1 - r²)/√n; α = 1e-6 for each pair is 4.9 of them, and a
  /// neighbour 0.05 away is refused with a power above 0.99.
  @Test func shocksOfThreeProcesses() throws {
    let names = ["x.growth", "x.usage", "x.multiple"]
    var matrix = CorrelationMatrix(names)
    matrix[0, 1] = 0.5
    matrix[0, 2] = -0.4
    matrix[1, 2] = 0.3
    let grid = TimeGrid(start: CalendarDate(day: 20_000), step: .year, steps: 1)
    let compiler = Compiler(ModelDefinition(grid: grid, currency: "USD"), processes: [])
    let columns = names.map { _ in compiler.column() }
    let normals = CorrelatedNormals(
      "shocks", names, columns: columns, rows: try #require(matrix.cholesky()), in: compiler)
    let block = Block(compiler.layout, capacity: Self.paths, seed: 11)
    defer { block.deallocate() }
    normals.advance(block, to: 3)
    let drawn = columns.map { Array(block.values(of: $0)) }
    for i in 0..<3 {
      for j in 0..<i {
        let found = correlation(drawn[i], drawn[j])
        let bound = 4.9 * (1 - matrix[i, j] * matrix[i, j]) / Double(Self.paths).squareRoot()
        #expect(abs(found - matrix[i, j]) < bound)
        #expect(!(abs(found - matrix[i, j] - 0.05) < bound))
      }
    }
  }

  /// The nearest correlation matrix of Higham (2002), §4, whose limit without a floor is known:
  /// 0.7607 beside the diagonal and 0.1573 in the corner. Here no eigenvalue is below 0.003.
  @Test func nearestMatrix() throws {
    var matrix = CorrelationMatrix(["a", "b", "c"])
    matrix[0, 1] = 1
    matrix[1, 2] = 1
    matrix[0, 2] = 0
    #expect(matrix.cholesky() == nil)
    let nearest = matrix.nearestValid()
    #expect(abs(nearest[0, 1] - 0.7607) < 2e-3)
    #expect(abs(nearest[1, 2] - 0.7607) < 2e-3)
    #expect(abs(nearest[0, 2] - 0.1573) < 4e-3)
    #expect(nearest.cholesky() != nil)
  }

  /// What is advised can be put into the file: rounded to three decimals it is still possible.
  @Test func adviceIsPossible() {
    var state: UInt64 = 5
    for count in 3...12 {
      var matrix = CorrelationMatrix((0..<count).map { "n\($0)" })
      for i in 0..<count {
        for j in 0..<i {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          matrix[i, j] = Double(state >> 40) / Double(1 << 24) * 1.98 - 0.99
        }
      }
      var rounded = matrix.nearestValid()
      for i in 0..<count {
        for j in 0..<i { rounded[i, j] = (rounded[i, j] * 1000).rounded() / 1000 }
      }
      #expect(rounded.cholesky() != nil, "\(count)")
    }
  }
}
