import CKernels

#if canImport(Glibc)
  import Glibc
#endif

/// What a run's bytes may depend on besides the scenario and the seed.
package enum Platform {
  /// Of this program, as `--version` tells it.
  package static let ballparkVersion = "0.1.0"
  /// Raised by every change that moves a figure of a run, also in its last digit: `make fingerprint` shows
  /// them. What was kept before such a change does not go together with what is kept after it.
  static let figures = 4
  /// `avx512`, `avx2` or `portable`; all give the same bytes.
  package static var instructionSet: String { String(cString: ck_instruction_set()) }
  package static var gslVersion: String { String(cString: ck_gsl_version()) }

  /// All of it that bytes depend on, in a line.
  package static var fingerprint: String {
    "ballpark \(ballparkVersion) (figures \(figures)), GSL \(gslVersion), \(libcVersion)"
  }

  /// `glibc 2.39`.
  package static var libcVersion: String {
    #if canImport(Glibc)
      var bytes = [CChar](repeating: 0, count: 64)
      let length = confstr(Int32(_CS_GNU_LIBC_VERSION), &bytes, bytes.count)
      let text = bytes.prefix(min(length, bytes.count)).prefix { $0 != 0 }
      return String(decoding: text.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #else
      return "unknown"
    #endif
  }
}

extension Model {
  /// One number for what a run of the model is made by: all that is stated, held and asked, and what its bytes
  /// may depend on besides. Seed, paths and workers are not in it, no titles, and nothing of where an
  /// assumption comes from; what an observation is called and where it was seen is in it.
  ///
  /// Made anew whenever it is asked for, and slowly: for what leaves the process.
  package var identity: UInt64 {
    var content = ContentHash()
    content.add(definition)
    content.add(pathConstants.compactMap { $0 as? HeldDriver })
    content.add(Platform.figures)
    content.add([Platform.ballparkVersion, Platform.gslVersion, Platform.libcVersion])
    return content.value
  }
}
