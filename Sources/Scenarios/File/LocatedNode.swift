import Simulation

/// A part of a file with its place. Scalars stay text: only the key says whether `100_000` is a
/// number or `2026-06-24` a date.
struct LocatedNode: Sendable {
  struct Entry: Sendable {
    let key: String
    let place: Place
    var value: LocatedNode
  }
  enum Content: Sendable {
    case scalar(String)
    /// Nothing after the colon, `~` or `null`.
    case nothing
    /// Refused already; nothing more is said about it.
    case refused
    case list([LocatedNode])
    case map([Entry])
  }

  var content: Content
  let place: Place

  var entries: [Entry]? {
    if case .map(let entries) = content { entries } else { nil }
  }

  subscript(key: String) -> LocatedNode? {
    entries?.first { $0.key == key }?.value
  }

  /// How a diagnostic calls what stands here; empty for nothing.
  var found: String {
    switch content {
    case .scalar(let text): CalendarDate(text) == nil ? "'\(text)'" : "a date"
    case .nothing, .refused: ""
    case .list(let items): items.isEmpty ? "an empty list" : "a list"
    case .map(let entries): entries.isEmpty ? "an empty map" : "a map"
    }
  }

  /// On one line, as a report shows it: `lognormal(p10: 8, p90: 30)`.
  var summary: String {
    switch content {
    case .scalar(let text): text
    case .nothing, .refused: ""
    case .list(let items):
      "[\(items.map { $0.entries == nil ? $0.summary : "(\($0.summary))" }.joined(separator: ", "))]"
    case .map(let entries):
      entries.map { entry in
        // A family has its arguments in brackets; a date of a schedule has not.
        entry.value.entries == nil || CalendarDate(entry.key) != nil
          ? "\(entry.key): \(entry.value.summary)" : "\(entry.key)(\(entry.value.summary))"
      }.joined(separator: ", ")
    }
  }
}
