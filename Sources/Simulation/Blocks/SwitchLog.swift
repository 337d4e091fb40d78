/// The states that paths of a block leave in a step, one after the other on each path.
final class SwitchLog {
  /// What a path left, when, and the place of the entry before it on the same path, from 1 on; 0 for none.
  struct Entry {
    let time: Double
    let left: Int
    let before: Int
  }

  private var entries: [Entry] = []

  /// - Parameter place: From 1 on.
  subscript(place: Int) -> Entry { entries[place - 1] }

  /// - Returns: The place of the entry.
  func add(_ entry: Entry) -> Int {
    entries.append(entry)
    return entries.count
  }

  func removeAll() { entries.removeAll(keepingCapacity: true) }
}
