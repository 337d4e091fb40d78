import Statistics

/// What a function has answered, so that nothing is asked twice, and the error that ended it: errors
/// cannot pass through GSL, so they wait here.
final class ResponseMemory<Failure: Error> {
  typealias Response = (Double) throws(Failure) -> PathEstimate

  private let response: Response
  private var known: [Double: IntervalEstimate] = [:]
  private(set) var failure: Failure?

  init(_ response: @escaping Response) { self.response = response }

  /// Ascending.
  var inputs: [Double] { known.keys.sorted() }

  /// NaN once the function has thrown an error: it is not asked again.
  func output(at input: Double) -> IntervalEstimate {
    if let output = known[input] { return output }
    guard failure == nil else { return IntervalEstimate(exactly: .nan) }
    do throws(Failure) {
      let output = try response(input).estimate
      known[input] = output
      return output
    } catch {
      failure = error
      return IntervalEstimate(exactly: .nan)
    }
  }
}
