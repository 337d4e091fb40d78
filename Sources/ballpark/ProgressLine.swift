import Dispatch
import Reports
import Simulation
import Synchronization
import Text

/// One line on standard error that counts paths, if that is a terminal and the run takes long.
final class ProgressLine: Sendable {
  private let progress: Progress
  private let paths: Int
  private let start = DispatchTime.now()
  private let width = Atomic(0)
  private let queue = DispatchQueue(label: "ballpark.progress")
  private let hasEnded = Atomic(false)

  /// Nil where standard error is not a terminal.
  init?(_ progress: Progress, of paths: Int) {
    guard StandardStream.error.isTerminal else { return nil }
    self.progress = progress
    self.paths = paths
    // A run below half a second needs no progress.
    queue.asyncAfter(deadline: start + 0.5) { [self] in update() }
  }

  /// Removes the line; it does not come back.
  func clear() {
    hasEnded.store(true, ordering: .relaxed)
    queue.sync { show("") }
  }

  private func update() {
    if hasEnded.load(ordering: .relaxed) { return }
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) * 1e-9
    show(Self.text(done: progress.done, of: paths, seconds: seconds))
    queue.asyncAfter(deadline: .now() + 0.1) { [self] in update() }
  }

  private static func text(done: Int, of paths: Int, seconds: Double) -> String {
    guard done > 0 else { return "0 %" }
    let rate = Double(done) / seconds
    let left = Int((Double(paths - done) / rate).rounded(.up))
    let time = left < 120 ? "\(left) s" : "\(left / 60) min \(left % 60) s"
    // Two or three digits are enough for something that changes while it is read.
    let speed = Figure(rate, error: rate / 20, unit: "").text
    let share = Int(100 * Double(done) / Double(paths))
    return "\(share) %  \(speed) paths/s  \(time) left"
  }

  /// Spaces cover what is left of a longer line, since not every terminal can erase.
  private func show(_ text: String) {
    let covered = width.exchange(text.count, ordering: .relaxed)
    if text.isEmpty, covered == 0 { return }
    let spaces = String(repeating: " ", count: max(0, covered - text.count))
    let back = text.isEmpty ? "\r" : ""
    try? StandardStream.error.write("\r" + text + spaces + back)
  }
}
