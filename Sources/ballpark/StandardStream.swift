import Dispatch
import Reports
import Scenarios
import Synchronization
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
  /// `>&-` the next file to be opened would become standard output. What stands there instead cannot be
  /// written to: a result that nobody gets is an error, as on a full disk.
  static func surviveClosing() {
    signal(SIGPIPE, SIG_IGN)
    // A limit of the shell on the size of files is an error like a full disk, and no reason to be killed.
    signal(SIGXFSZ, SIG_IGN)
    for file in Int32(0)...2 where fcntl(file, F_GETFD) == -1 { _ = open("/dev/null", O_RDONLY) }
  }

  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// A reader that has seen enough (`| head -1`) is no error.
  ///
  /// - Throws: `OutputError`; `Interruption` if the reader does not read, and a signal has come.
  func write(_ text: String) throws {
    let code = Self.delivered(text, to: rawValue)
    guard let code else { throw Interruption(signal: Watch.endedBy ?? SIGTERM) }
    guard code == 0 || code == EPIPE else {
      throw OutputError("cannot write standard \(self): \(String(cString: strerror(code)))")
    }
  }

  /// Writes on another thread: where nobody reads, that one waits for ever, and this one ends when told.
  ///
  /// - Returns: 0 or `errno`; nil after a signal.
  private static func delivered(_ text: String, to file: Int32) -> Int32? {
    let delivery = Delivery()
    DispatchQueue.global().async {
      delivery.code.store(writeAll(text, to: file), ordering: .relaxed)
      delivery.isDone.signal()
    }
    // A reader that does read has some time after a signal, too.
    var patience = 5
    while delivery.isDone.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
      if Watch.endedBy != nil { patience -= 1 }
      if patience == 0 { return nil }
    }
    return delivery.code.load(ordering: .relaxed)
  }

  private final class Delivery: Sendable {
    let code = Atomic<Int32>(0)
    let isDone = DispatchSemaphore(value: 0)
  }

  /// Whether warnings have been said before, of the same file.
  @TaskLocal static var areWarningsKnown = false

  /// What the file's author should know, on standard error; also under `--quiet`.
  static func warn(_ warnings: [Diagnostic]) {
    guard !areWarningsKnown else { return }
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
