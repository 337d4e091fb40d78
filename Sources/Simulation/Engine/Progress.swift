import Synchronization

/// Counts finished paths while a run goes on, and can end it early. Shared between threads.
public final class Progress: Sendable {
  private let finished = Atomic<Int>(0)
  private let planned = Atomic<Int>(0)
  private let begun = Atomic<Int>(0)
  private let cancelled = Atomic<Bool>(false)

  public init() {}

  /// Paths finished so far.
  public var done: Int { finished.load(ordering: .relaxed) }
  /// Paths that are known to be wanted; replays of groups come on top when they begin.
  public var expected: Int {
    max(planned.load(ordering: .relaxed), begun.load(ordering: .relaxed))
  }
  /// Says how many paths several runs will have together.
  public func plan(paths: Int) { planned.store(paths, ordering: .relaxed) }
  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
  /// Lets each worker finish its block and then ends the run.
  public func cancel() { cancelled.store(true, ordering: .relaxed) }

  /// Counts paths that have been simulated elsewhere.
  package func expectAndAdd(_ paths: Int) {
    expect(paths)
    add(paths)
  }

  func expect(_ paths: Int) { begun.add(paths, ordering: .relaxed) }
  func add(_ paths: Int) { finished.add(paths, ordering: .relaxed) }
}
