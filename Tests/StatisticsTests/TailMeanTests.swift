import Foundation
import Statistics
import TestSupport
import Testing

/// Protects the mean of a sample's lowest values.
@Suite struct TailMeanTests {
  private static func tail(_ values: [Double], _ share: Double, exact: Bool = true) -> Estimate {
    HistogramOf.with(values) { histogram, all in
      histogram.lowerTail(share: share, of: exact ? all : nil)
    }
  }

  /// By hand: the lowest two and a half of ten, each standing there fifteen times. Of each once, too few
  /// make the mean to tell its error.
  @Test func byHand() {
    let values = [7.0, 3, 1, 9, 4, 2, 8, 5, 10, 6]
    let mean = (1 + 2 + 0.5 * 3) / 2.5
    let squares = (pow(1 - mean, 2) + pow(2 - mean, 2) + 0.5 * pow(3 - mean, 2)) / 2.5
    let error = ((squares + 0.75 * pow(3 - mean, 2)) / (15 * 2.5)).squareRoot()
    let tail = Self.tail(values.flatMap { Array(repeating: $0, count: 15) }, 0.25)
    #expect(abs(tail.value - mean) < 1e-14)
    #expect(abs(tail.error - error) < 1e-14)
    #expect(abs(Self.tail(values, 0.25).value - mean) < 1e-14)
    #expect(Self.tail(values, 0.25).error == .infinity)
    #expect(Self.tail(values, 0.1).value == 1)
    // Those of one sign, of two, and with zeros.
    #expect(Self.tail([-1, -1, 2, 3], 0.5).value == -1)
    #expect(Self.tail([0, -0.0, 0, 5], 0.75).value == 0)
    #expect(Self.tail([4, 4, 4, 4], 0.5).value == 4)
    #expect(Self.tail(Array(repeating: 4, count: 80), 0.5).error == 0)
  }

  /// Protects the error: over 800 samples of 1,000 lognormal values the interval of ±1.96 errors covers
  /// the true mean of the lowest twentieth, Φ(z - s) e^(s²/2) / 0.05, as often as it says. The count of
  /// misses is binomial; it is held between the 1e-6 points of 5 % and of 8 %, since a tail mean of 50
  /// values is a little skewed. Half the error, or a twentieth more in the mean, misses far more often.
  @Test func coverage() {
    let random = Random(seed: 91)
    let s = 0.5
    let z = -1.6448536269514722
    let expected = 0.5 * erfc(-(z - s) / 2.0.squareRoot()) * exp(s * s / 2) / 0.05
    var misses = (stated: 0, halved: 0, shifted: 0, binned: 0)
    for _ in 0..<800 {
      let values = random.values(1_000) { exp(s * $0.normal()) }
      let tail = Self.tail(values, 0.05)
      let reach = 1.96 * tail.error
      misses.stated += abs(tail.value - expected) > reach ? 1 : 0
      misses.halved += abs(tail.value - expected) > reach / 2 ? 1 : 0
      misses.shifted += abs(tail.value * 1.05 - expected) > reach ? 1 : 0
      misses.binned += abs(Self.tail(values, 0.05, exact: false).value - expected) > reach ? 1 : 0
    }
    let allowed = possibleMisses(of: 800, at: 0.05...0.08)
    #expect(allowed.contains(misses.stated))
    #expect(allowed.contains(misses.binned))
    #expect(!allowed.contains(misses.halved))
    #expect(!allowed.contains(misses.shifted))
  }
}
