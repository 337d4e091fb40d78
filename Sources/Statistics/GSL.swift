import CGSL

/// What every call of the GNU Scientific Library needs.
package enum GSL {
  /// GSL's handler would end the process; every status is checked here instead. Switched off once,
  /// before the first call that can fail.
  package static let returnsErrors: Void = { _ = gsl_set_error_handler_off() }()

  package static let success = Int32(GSL_SUCCESS)

  package typealias Function = (Double) -> Double

  /// Hands a closure to GSL.
  package static func with<Result>(
    _ function: Function, _ body: (UnsafeMutablePointer<gsl_function>) -> Result
  ) -> Result {
    _ = returnsErrors
    return withoutActuallyEscaping(function) { function in
      var function = function
      return withUnsafeMutablePointer(to: &function) { pointer in
        var wrapped = gsl_function(
          function: { x, pointer in
            pointer?.assumingMemoryBound(to: Function.self).pointee(x) ?? .nan
          }, params: pointer)
        return body(&wrapped)
      }
    }
  }
}
