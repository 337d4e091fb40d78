import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The C library's standard error, which is silent while another library is at work that would print into it.
/// What Ballpark itself says goes to the descriptor, and is not touched.
enum QuietStream {
  #if canImport(Glibc)
    private static let name = "stderr"
  #else
    private static let name = "__stderrp"
  #endif
  /// The variable is one for all threads: one after the other.
  private static let lock = Mutex(())

  /// Changes nothing where the C library has no such variable.
  static func during<Result, Failure>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try lock.withLock { _ throws(Failure) in
      let variable = dlsym(dlopen(nil, RTLD_NOW), name)?.assumingMemoryBound(
        to: UnsafeMutablePointer<FILE>?.self)
      guard let variable, let nowhere = fopen("/dev/null", "we") else { return try body() }
      let usual = variable.pointee
      variable.pointee = nowhere
      defer {
        variable.pointee = usual
        fclose(nowhere)
      }
      return try body()
    }
  }
}
