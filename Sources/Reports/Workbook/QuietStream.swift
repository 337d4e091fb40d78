#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The C library's standard error while another library is at work that would print into it: it goes nowhere
/// until `end`. What Ballpark itself says goes to the descriptor, and is not touched.
struct QuietStream {
  private typealias Stream = UnsafeMutablePointer<UnsafeMutablePointer<FILE>?>
  #if canImport(Glibc)
    private static let name = "stderr"
  #else
    private static let name = "__stderrp"
  #endif
  private let variable: Stream?
  private let usual: UnsafeMutablePointer<FILE>?
  private let nowhere: UnsafeMutablePointer<FILE>?

  /// Does nothing where the C library has no such variable.
  init() {
    variable = dlsym(dlopen(nil, RTLD_NOW), Self.name)?.assumingMemoryBound(
      to: UnsafeMutablePointer<FILE>?.self)
    usual = variable?.pointee
    nowhere = fopen("/dev/null", "we")
    if let nowhere { variable?.pointee = nowhere }
  }

  func end() {
    variable?.pointee = usual
    if let nowhere { fclose(nowhere) }
  }
}
