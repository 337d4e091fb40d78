import Dispatch
import Simulation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Watches a run from outside: its time, its progress line, and the signals that end it.
///
/// From the start of a watch to the end of the process, Ctrl-C, SIGTERM and the end of the terminal no
/// longer kill: they cancel the run. So files that are being written are finished or removed rather
/// than left behind in part. There is one watch in a process, as signals have one handler.
final class Watch {
  let progress = Signals.progress
  private let showsProgress: Bool
  private(set) var seconds = 0.0

  init(showingProgress: Bool) {
    showsProgress = showingProgress
    // Made now: a handler must not be the first to ask for them.
    Signals.last.store(0, ordering: .relaxed)
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for number in Self.signals {
      sigaddset(&wanted, number)
      // Not a source of Dispatch, which takes its time to be there.
      signal(number) { number in
        Signals.last.store(number, ordering: .relaxed)
        Signals.progress.cancel()
      }
    }
    // Who starts the program may have blocked them.
    pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
  }

  /// What ends a run, and after `nohup` not the end of the terminal.
  private static var signals: [Int32] {
    var hangUp = sigaction()
    sigaction(SIGHUP, nil, &hangUp)
    return isIgnored(hangUp) ? [SIGINT, SIGTERM] : [SIGINT, SIGTERM, SIGHUP]
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    #if canImport(Darwin)
      let handler = action.__sigaction_u.__sa_handler
    #else
      let handler = action.__sigaction_handler.sa_handler
    #endif
    // Functions cannot be compared; `SIG_IGN` is the one at address 1.
    return unsafeBitCast(handler, to: Int.self) == 1
  }

  /// Does what a signal may end.
  ///
  /// - Throws: What `body` throws; `Interruption` instead, if a signal has come.
  func interruptible<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as Interruption {
      throw error
    } catch {
      // A terminal that has gone makes writing fail, too.
      try stopIfInterrupted()
      throw error
    }
  }

  /// Measures the time of `body`, and shows its progress if it takes long.
  func during<Result>(_ body: () throws -> Result) throws -> Result {
    let line = showsProgress ? ProgressLine(counting: progress) : nil
    defer { line?.clear() }
    let start = DispatchTime.now().uptimeNanoseconds
    let result = try body()
    seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    return result
  }

  /// Shows what is being done if it takes long.
  func saying<Result>(_ text: String, _ body: () throws -> Result) rethrows -> Result {
    let line = showsProgress ? ProgressLine({ _ in text }) : nil
    defer { line?.clear() }
    return try body()
  }

  /// - Throws: `Interruption` after one of the signals.
  func stopIfInterrupted() throws {
    if let endedBy { throw Interruption(signal: endedBy) }
  }

  /// The signal that has come; nil for none.
  var endedBy: Int32? {
    let signal = Signals.last.load(ordering: .relaxed)
    return signal == 0 ? nil : signal
  }

  var isInterrupted: Bool { endedBy != nil }
}

/// What a handler of signals can reach: nothing but globals, and of those only atomic numbers.
private enum Signals {
  /// The number of the signal that has come; 0 for none.
  static let last = Atomic<Int32>(0)
  static let progress = Progress()
}
