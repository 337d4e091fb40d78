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
/// From the start of what is `interruptible` to the end of the process, Ctrl-C, SIGTERM and the end of the
/// terminal no longer kill: they cancel the run. So files that are being written are finished or removed
/// rather than left behind in part. There is one watch in a process, as signals have one handler.
final class Watch {
  let progress = Signals.progress
  private let showsProgress: Bool
  private(set) var seconds = 0.0
  /// What has gone wrong and stops nothing, but is how the process ends.
  var afterwards: (any Error)?

  init(showingProgress: Bool) { showsProgress = showingProgress }

  /// What holds until something is `interruptible`: there is nothing to lose, and a scenario may be read
  /// from a pipe that nobody writes to.
  static func prepareSignals() {
    // Who ignores the end of children leaves that to whom it starts, and gnuplot's end would be missed.
    signal(SIGCHLD, SIG_DFL)
    // At SIGQUIT, Swift's runtime would print a crash and go on.
    for number in signals where !isIgnored(number) { signal(number) { _exit(128 + $0) } }
    comeBeforeTheKernel()
  }

  /// A shell's `ulimit -t` sets both limits of the processor time alike, and at the hard one the kernel
  /// kills. The signal of the soft one comes a second earlier, or half way where there is only one.
  private static func comeBeforeTheKernel() {
    #if canImport(Glibc)
      let (kind, clock) = (
        __rlimit_resource_t(RLIMIT_CPU.rawValue), __itimer_which_t(ITIMER_PROF.rawValue)
      )
    #else
      let (kind, clock) = (RLIMIT_CPU, ITIMER_PROF)
    #endif
    var limit = rlimit()
    // No limit is one of many thousand years.
    guard getrlimit(kind, &limit) == 0, limit.rlim_cur == limit.rlim_max,
      let seconds = Int32(exactly: limit.rlim_max)
    else { return }
    signal(SIGPROF) { _ in kill(getpid(), SIGXCPU) }
    var timer = itimerval()
    if seconds > 1 {
      timer.it_value.tv_sec = Int(seconds) - 1
    } else {
      timer.it_value.tv_usec = 500_000
    }
    setitimer(clock, &timer, nil)
  }

  /// From here on a signal cancels, as there may be files to finish or to remove.
  private static func catchSignals() {
    // Made now: a handler must not be the first to ask for them.
    _ = (Signals.last.load(ordering: .relaxed), Signals.progress)
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for number in signals {
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
    [SIGINT, SIGTERM, SIGQUIT, SIGXCPU] + (isIgnored(SIGHUP) ? [] : [SIGHUP])
  }

  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    sigaction(signal, nil, &action)
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
  func interruptible(_ body: () throws -> Void) throws {
    // Nothing is written then, and whoever reads a plan may be ended as anybody.
    if ShardedCommand.isListing { return try body() }
    Self.catchSignals()
    do {
      try body()
    } catch let error as Interruption {
      throw error
    } catch {
      // A terminal that has gone makes writing fail, too.
      try stopIfInterrupted()
      throw error
    }
    if let afterwards { throw afterwards }
  }

  /// Measures the time of `body`, and shows its progress if it takes long.
  ///
  /// - Parameter label: What stands before the progress.
  func during<Result>(
    label: @escaping @Sendable () -> String = { "" }, _ body: () throws -> Result
  ) throws -> Result {
    let line = showsProgress ? ProgressLine(counting: progress, label: label) : nil
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
    if let signal = Self.endedBy { throw Interruption(signal: signal) }
  }

  /// The signal that has come; nil for none.
  static var endedBy: Int32? {
    let signal = Signals.last.load(ordering: .relaxed)
    return signal == 0 ? nil : signal
  }

  var isInterrupted: Bool { Self.endedBy != nil }
}

/// What a handler of signals can reach: nothing but globals, and of those only atomic numbers.
private enum Signals {
  /// The number of the signal that has come; 0 for none.
  static let last = Atomic<Int32>(0)
  static let progress = Progress()
}
