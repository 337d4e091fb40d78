import Dispatch
import Reports
import Simulation
import Synchronization
import Text

/// One line on standard error that says how far something is, if that is a terminal and it takes
/// long.
final class ProgressLine: Sendable {
  /// What to show, from the seconds so far.
  private let text: @Sendable (Double) -> String
  private let start = DispatchTime.now()
  /// Of the longest text so far; only the queue changes it.
  private let width = Atomic(0)
  private let queue = DispatchQueue(label: "ballpark.progress")
  private let hasEnded = Atomic(false)

  /// Nil where standard error is not a terminal.
  init?(_ text: @escaping @Sendable (Double) -> String) {
    guard StandardStream.error.isTerminal else { return nil }
    self.text = text
    // What ends within half a second needs no progress.
    queue.asyncAfter(deadline: start + 0.5) { [self] in update() }
  }

  /// Share, speed and time left of a run.
  ///
  /// - Parameter label: What stands before them.
  convenience init?(
    counting progress: Progress, label: @escaping @Sendable () -> String = { "" }
  ) {
    self.init { label() + Self.text(done: progress.done, of: progress.expected, seconds: $0) }
  }

  /// Removes the line; it does not come back.
  func clear() {
    hasEnded.store(true, ordering: .relaxed)
    queue.sync { show("") }
  }

  private func update() {
    if hasEnded.load(ordering: .relaxed) { return }
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) * 1e-9
    show(text(seconds))
    queue.asyncAfter(deadline: .now() + 0.1) { [self] in update() }
  }

  /// `45 %  210k paths/s  12 s left`. Groups of paths are replayed at the end: then more are expected
  /// than before, and the share falls back rather than passing 100 %.
  private static func text(done: Int, of expected: Int, seconds: Double) -> String {
    guard done > 0, expected > 0 else { return "0 %" }
    let rate = Double(done) / seconds
    let left = Int((Double(max(0, expected - done)) / rate).rounded(.up))
    let time = left < 120 ? "\(left) s" : "\(left / 60) min \(left % 60) s"
    // Two or three digits are enough for something that changes while it is read.
    let speed = Figure(rate, error: rate / 20, unit: "").text
    let share = min(100, Int(100 * Double(done) / Double(expected)))
    return "\(share) %  \(speed) paths/s  \(time) left"
  }

  /// Spaces cover what is left of a longer line, since not every terminal can erase.
  private func show(_ text: String) {
    let longest = width.load(ordering: .relaxed)
    if text.isEmpty, longest == 0 { return }
    width.store(text.isEmpty ? 0 : max(longest, text.count), ordering: .relaxed)
    // Behind the line a terminal has put ^C if that was pressed.
    let covered = text.isEmpty ? longest + 2 : longest
    let spaces = String(repeating: " ", count: max(0, covered - text.count))
    let back = text.isEmpty ? "\r" : ""
    try? StandardStream.error.write("\r" + text + spaces + back)
  }
}
