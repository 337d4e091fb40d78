import Statistics

/// Takes when an event happens, and in which case.
final class EventRecorder: Recorder {
  let tally: EventTally
  private let parts: [OccurrenceRecorder]

  /// - Parameter isSplit: Whether outcomes are told given that it happens, and not.
  init(
    _ event: TrackedEvent, of model: Model, isSplit: Bool, keepsExact: Bool, blockSize: Int
  ) {
    let dates = event.toldDates(on: model.grid)
    parts = ([event.times] + event.cases).map {
      OccurrenceRecorder($0, by: dates, of: model, keepsExact: keepsExact, blockSize: blockSize)
    }
    tally = EventTally(
      parts[0].tally, cases: parts.dropFirst().map(\.tally),
      given: isSplit ? model.splitQuantities.map(\.tally) : [])
  }

  override var name: String { tally.name }

  override func finish(_ block: Block) { for part in parts { part.finish(block) } }
}

extension TrackedEvent {
  /// Of which it is told how many paths have the event by then.
  func toldDates(on grid: TimeGrid) -> [ToldDate] { ToldDate.all(on: grid, deadline: deadline) }
}
