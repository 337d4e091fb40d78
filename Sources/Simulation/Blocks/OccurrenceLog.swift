/// What happens on the paths of a block, one thing after the other, for whoever traces them.
final class OccurrenceLog {
  enum What {
    /// An event, or what follows where it does not happen.
    case event
    /// A state that is entered.
    case state
    /// The case that was drawn for an occurrence.
    case choice
    /// What was drawn for an occurrence.
    case size(Double, unit: String)
  }

  struct Entry {
    let what: What
    /// `agent`, `prices.war`, `release.breakthrough`, `agent.then.change.acme.usage`.
    let name: String
    /// Whose consequence it is, or the one that it has: `agent.then`; with which that of a size begins.
    let consequence: String
    /// Place in the block.
    let path: Int
    /// How many there have been on the path before.
    let number: Int
    /// In steps after the start.
    let time: Double
  }

  private(set) var entries: [Entry] = []

  func add(_ entry: Entry) { entries.append(entry) }

  func removeAll() { entries.removeAll() }
}
