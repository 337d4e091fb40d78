import Reports
import Scenarios
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Standard output and standard error, without buffers.
enum StandardStream: Int32 {
  case output = 1
  case error = 2

  /// Without this, `ballpark run … | head -1` would end before its files are written, and with
  /// `>&-` the next file to be opened would become standard output.
  static func surviveClosing() {
    signal(SIGPIPE, SIG_IGN)
    for file in Int32(0)...2 where fcntl(file, F_GETFD) == -1 { _ = open("/dev/null", O_RDWR) }
  }

  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// A reader that has seen enough (`| head -1`) is no error.
  func write(_ text: String) throws(OutputError) {
    let code = writeAll(text, to: rawValue)
    guard code == 0 || code == EPIPE else {
      throw OutputError("cannot write standard \(self): \(String(cString: strerror(code)))")
    }
  }

  /// What the file's author should know, on standard error; also under `--quiet`.
  static func warn(_ warnings: [Diagnostic]) {
    for warning in warnings { say("\(warning)") }
  }

  /// What the run raises doubts about, where no table says it.
  static func warn(_ warnings: [String]) {
    for warning in warnings { say("warning: \(warning)") }
  }

  /// Whole lines on standard error. If that is closed there is nobody left to tell.
  static func say(_ text: String) {
    let text = text.printable(keepingLines: true)
    try? error.write(text.hasSuffix("\n") ? text : text + "\n")
  }
}
