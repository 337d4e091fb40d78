import Statistics
import Testing

/// Protects what a chain's rates come to in the long run.
@Suite struct MarkovChainTests {
  private static func shares(_ rates: [[Double]]) -> [Double]? {
    MarkovChain(rates: rates).longRunShares
  }

  private static func areNear(_ shares: [Double]?, _ wanted: [Double]) -> Bool {
    guard let shares, shares.count == wanted.count else { return false }
    return zip(shares, wanted).allSatisfy { abs($0 - $1) < 1e-14 }
  }

  /// Of two states the shares are as the rates of the other's exits.
  @Test func twoStates() {
    let chain = MarkovChain(rates: [[9, 0.5], [1.5, 9]])
    #expect(Self.areNear(chain.longRunShares, [0.75, 0.25]))
    #expect(chain.meanStay(in: 0) == 2 && chain.meanStay(in: 1) == 1 / 1.5)
    #expect(!Self.areNear(Self.shares([[0, 0.5], [1.6, 0]]), [0.75, 0.25]))
  }

  /// A birth-death chain has products of rates: 1, 2/3, 2/3 · 1/4.
  @Test func threeStatesInARow() {
    let total = 1 + 2.0 / 3 + 1.0 / 6
    #expect(
      Self.areNear(
        Self.shares([[0, 2, 0], [3, 0, 1], [0, 4, 0]]),
        [1 / total, 2 / 3 / total, 1 / 6 / total]))
  }

  /// A ring that is not reversible: shares are as mean stays.
  @Test func ring() {
    #expect(
      Self.areNear(Self.shares([[0, 1, 0], [0, 0, 2], [4, 0, 0]]), [4.0 / 7, 2.0 / 7, 1.0 / 7]))
  }

  /// What is left for good has no share; of two ends the start decides.
  @Test func absorbing() {
    #expect(Self.areNear(Self.shares([[0, 1, 0], [0, 0, 2], [0, 0, 0]]), [0, 0, 1]))
    #expect(Self.areNear(Self.shares([[0, 1, 0], [0, 0, 2], [0, 2, 0]]), [0, 0.5, 0.5]))
    #expect(Self.shares([[0, 1, 1], [0, 0, 0], [0, 0, 0]]) == nil)
    #expect(MarkovChain(rates: [[0, 1], [0, 0]]).meanStay(in: 1) == .infinity)
    #expect(Self.shares([[0, .nan], [1, 0]]) == nil)
  }
}
