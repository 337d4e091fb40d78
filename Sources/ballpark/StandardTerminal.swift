import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Terminal {
  /// That of standard output; 80 columns without colours where it is none.
  static var standard: Terminal {
    guard StandardStream.output.isTerminal else { return Terminal() }
    // A variable that is set to nothing is not set (https://no-color.org).
    let isPlain = variable("NO_COLOR")?.isEmpty == false || variable("TERM") == "dumb"
    // COLUMNS is a wish of the user; the terminal knows nothing of it.
    let wish = variable("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    return Terminal(columns: wish ?? columns ?? 80, hasColours: !isPlain)
  }

  private static var columns: Int? {
    var size = winsize()
    guard ioctl(StandardStream.output.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else { return nil }
    return Int(size.ws_col)
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
