import Dispatch
import Simulation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Watches a run from outside: its time, its progress line, and Ctrl-C.
///
/// From the start of a watch to the end of the process, Ctrl-C no longer kills: it cancels the run.
/// So files that are being written are finished rather than left behind in part.
final class Watch {
  let progress = Progress()
  private let showsProgress: Bool
  private let interrupted = Flag()
  private let signals: any DispatchSourceSignal
  private(set) var seconds = 0.0

  init(showingProgress: Bool) {
    showsProgress = showingProgress
    signals = DispatchSource.makeSignalSource(signal: SIGINT)
    signals.setEventHandler { [progress, interrupted] in
      interrupted.isRaised.store(true, ordering: .relaxed)
      progress.cancel()
    }
    signals.resume()
    signal(SIGINT, SIG_IGN)
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

  /// - Throws: `CancellationError` after Ctrl-C.
  func stopIfInterrupted() throws {
    if isInterrupted { throw CancellationError() }
  }

  /// Whether Ctrl-C was pressed.
  var isInterrupted: Bool { interrupted.isRaised.load(ordering: .relaxed) }
}

private final class Flag: Sendable {
  let isRaised = Atomic(false)
}
