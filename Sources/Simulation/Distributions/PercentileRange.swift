import CGSL

/// A law between two of its percentiles: the uniform that a draw is made of lies evenly between them, so that it
/// still rises with what was drawn before.
///
/// F⁻¹(a + (b - a) U). Verified: `StressTests`, against the mean of a truncated law.
struct PercentileRange: Distribution {
  private let law: any Distribution
  private let range: ClosedRange<Double>
  private var left: Double { range.upperBound - range.lowerBound }

  /// - Parameter range: Parts of 1, rising.
  init(_ law: any Distribution, between range: ClosedRange<Double>) {
    self.law = law
    self.range = range
  }

  var description: String {
    "\(law), between its percentiles \(100 * range.lowerBound) and \(100 * range.upperBound)"
  }

  func quantile(_ tails: Tails) -> Double { law.quantile(whole(tails)) }

  var searchesQuantiles: Bool { law.searchesQuantiles }

  func quantile(_ tails: Tails, near guess: Double) -> Double {
    law.quantile(whole(tails), near: guess)
  }

  private func whole(_ tails: Tails) -> Tails {
    Tails(
      lower: range.lowerBound + left * tails.lower, upper: 1 - range.upperBound + left * tails.upper
    )
  }

  func tails(at x: Double) -> Tails {
    let whole = law.tails(at: x)
    return Tails(
      lower: min(max((whole.lower - range.lowerBound) / left, 0), 1),
      upper: min(max((whole.upper - (1 - range.upperBound)) / left, 0), 1))
  }

  func density(at x: Double) -> Double { support.contains(x) ? law.density(at: x) / left : 0 }

  var support: ClosedRange<Double> {
    let (low, high) = (range.lowerBound, range.upperBound)
    let whole = law.support
    return
      (low > 0 ? law.quantile(low) : whole.lowerBound)...(high < 1
      ? law.quantile(Tails(lower: high, upper: 1 - high)) : whole.upperBound)
  }

  var mean: Double {
    // What is cut off was finite.
    isCut || law.mean.isFinite ? NormalScores(self).mean : law.mean
  }

  var standardDeviation: Double {
    isCut || law.standardDeviation.isFinite
      ? NormalScores(self).standardDeviation : law.standardDeviation
  }

  private var isCut: Bool { support.lowerBound.isFinite && support.upperBound.isFinite }

  func meanOfExponential(of factor: Double) -> Double? {
    support.upperBound.isFinite || law.meanOfExponential(of: factor) != nil
      ? NormalScores(self).meanOfExponential(of: factor) : nil
  }

  var isDiscrete: Bool { law.isDiscrete }
  var hasAtoms: Bool { law.hasAtoms }
  var sampler: any Sampler { Draws(sampler: law.sampler, range: range) }

  /// Draws of the law, of a basis that lies within the range.
  private struct Draws: Sampler {
    let sampler: any Sampler
    let range: ClosedRange<Double>
    var basis: DrawBasis { sampler.basis }

    func transform(_ column: UnsafeMutableBufferPointer<Double>) {
      let (low, left) = (range.lowerBound, range.upperBound - range.lowerBound)
      switch basis {
      case .uniforms: for path in column.indices { column[path] = low + left * column[path] }
      case .normals:
        let above = 1 - range.upperBound
        for path in column.indices {
          let tails = Tails(score: column[path])
          column[path] =
            Tails(lower: low + left * tails.lower, upper: above + left * tails.upper).score
        }
      }
      sampler.transform(column)
    }
  }
}
