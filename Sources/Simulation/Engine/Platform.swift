import CGSL
import CKernels

/// What a run's bytes may depend on besides the scenario and the seed.
package enum Platform {
  /// `avx512`, `avx2` or `portable`; all give the same bytes.
  package static var instructionSet: String { String(cString: ck_instruction_set()) }
  package static var gslVersion: String { GSL_VERSION }
}
