import Foundation
import Testing

@testable import Simulation

/// Protects what is said of rank correlations between numbers with few values, against closed forms.
@Suite struct TiedRanksTests {
  private static let continuous: any Distribution = (try? LogNormal(p5: 1, p95: 9)) ?? Discrete(0)

  private static func values(_ weights: Double...) throws -> any Distribution {
    try Discrete(weights.enumerated().map { .init(Double($0), weight: $1) })
  }

  /// The correlation of normal scores for a rank correlation; Kruskal (1958).
  private static func score(_ rank: Double) -> Double { 2 * sin(.pi * rank / 6) }

  /// Two values that are as likely: P(Z₁ > 0, Z₂ > W) = ¼ + arcsin(ρ/√2)/2π by Sheppard's formula, so
  /// that 2√3/π · arcsin(ρ/√2) comes out beside a continuous number; beside two values 2/π · arcsin ρ.
  @Test(arguments: [0.9, 0.5, 0.05, -0.3, -0.95])
  func twoValues(_ rank: Double) throws {
    let rho = Self.score(rank)
    let two = try Self.values(1, 1)
    let beside = try #require(TiedRanks(rank, two, Self.continuous))
    #expect(abs(beside.attained - 2 * 3.squareRoot() / .pi * asin(rho / 2.squareRoot())) < 0.001)
    #expect(abs(beside.extreme - (rank < 0 ? -1 : 1) * 0.75.squareRoot()) < 0.001)
    #expect(beside.firstTies)
    let turned = try #require(TiedRanks(rank, Self.continuous, two))
    #expect(abs(turned.attained - beside.attained) < 0.001 && !turned.firstTies)
    let both = try #require(TiedRanks(rank, two, two))
    #expect(abs(both.attained - 2 / .pi * asin(rho)) < 0.001)
    #expect(abs(both.extreme - (rank < 0 ? -1 : 1)) < 0.001)
  }

  /// The most that any dependence gives with a continuous number: √(1 - Σp³), because the middle ranks are
  /// the mean of the uniform on each value.
  @Test func theMost() throws {
    for weights in [[1.0, 1, 1], [1, 9], [2, 3, 5]] {
      let sum = weights.reduce(0, +)
      let law = try Discrete(weights.enumerated().map { .init(Double($0), weight: $1) })
      let most = (1 - weights.reduce(0) { $0 + pow($1 / sum, 3) }).squareRoot()
      #expect(abs(try #require(TiedRanks(0.5, law, Self.continuous)).extreme - most) < 0.001)
      #expect(abs(try #require(TiedRanks(-0.5, law, Self.continuous)).extreme + most) < 0.001)
    }
    // Half of the paths at 0, the others spread.
    let half = try Mixture.law([
      .init(Discrete(0), weight: 1), .init(try Uniform(low: 1, high: 2), weight: 1),
    ])
    #expect(
      abs(try #require(TiedRanks(0.5, half, Self.continuous)).extreme - 0.875.squareRoot()) < 0.001)
  }

  /// The controls: continuous numbers have none, and many values come near to what is stated.
  @Test func continuousNumbers() throws {
    #expect(TiedRanks(0.9, Self.continuous, try Uniform(low: 0, high: 1)) == nil)
    let many = try Discrete((0..<40).map { .init(Double($0), weight: 1) })
    let ranks = try #require(TiedRanks(0.9, many, Self.continuous))
    #expect(abs(ranks.attained - 0.9) < 0.002)
    #expect(
      abs(try #require(TiedRanks(0.9, try Self.values(1, 1), Self.continuous)).attained - 0.9) > 0.1
    )
  }
}
