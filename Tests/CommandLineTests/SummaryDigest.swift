import Foundation

/// A summary as a person reads it: numbers at ten digits, samples as tables, and of each series the first,
/// the middle and the last date, beside a checksum of all dates.
struct SummaryDigest {
  let text: String

  init(_ summary: Data) throws {
    let document = try JSONSerialization.jsonObject(with: summary)
    text = Self.lines(Self.node(document), indent: "").joined(separator: "\n") + "\n"
  }

  // MARK: What is told

  private indirect enum Node {
    case scalar(String)
    case list([Node])
    /// Rows have a line each.
    case map([Member], rows: [Member])
  }

  private typealias Member = (key: String, node: Node)

  private static func node(_ value: Any) -> Node {
    switch value {
    case let map as [String: Any]: return probability(map).map(Node.scalar) ?? node(of: map)
    case let list as [Any]: return .list(list.map(node))
    case let number as NSNumber: return .scalar(digits(number))
    default: return .scalar(value is NSNull ? "null" : "\(value)")
    }
  }

  private static func digits(_ number: NSNumber) -> String {
    String(format: "%.10g", number.doubleValue)
  }

  private static func node(of map: [String: Any]) -> Node {
    var map = map.filter { ($0.value as? [Any])?.isEmpty != true }
    let dates = map["dates"] as? [Any]
    if let dates {
      map["checksum"] = "#" + String(format: "%.10f", checksum(of: map))
      map = map.mapValues { thinned($0, of: dates.count) }
    }
    var rows: [Member] = []
    if let percentiles = map["percentiles"] as? [String: Any],
      let intervals = map["intervals"] as? [String: Any]
    {
      rows = table(percentiles, intervals, isDated: dates != nil)
      map["percentiles"] = nil
      map["intervals"] = nil
    }
    return .map(map.sorted { $0.key < $1.key }.map { ($0.key, node($0.value)) }, rows: rows)
  }

  /// `0.25 [0.23, 0.27] 512 of 2048`.
  private static func probability(_ map: [String: Any]) -> String? {
    guard map.count == 4, let value = map["value"] as? NSNumber,
      let interval = map["interval"] as? [NSNumber], let hits = map["hits"] as? NSNumber,
      let count = map["count"] as? NSNumber
    else { return nil }
    let ends = interval.map(digits).joined(separator: ", ")
    return "\(digits(value)) [\(ends)] \(digits(hits)) of \(digits(count))"
  }

  /// The first, the middle and the last date of what has one element a date, also below keys.
  private static func thinned(_ value: Any, of dates: Int) -> Any {
    if let map = value as? [String: Any] { return map.mapValues { thinned($0, of: dates) } }
    guard let list = value as? [Any], list.count == dates else { return value }
    return Set([0, dates / 2, dates - 1]).sorted().map { list[$0] }
  }

  /// With dates a line a level, `P5: [percentile, low, high] …`; else three lines with a column a level.
  private static func table(
    _ percentiles: [String: Any], _ intervals: [String: Any], isDated: Bool
  ) -> [Member] {
    let levels = percentiles.keys.sorted { (Double($0) ?? 0) < (Double($1) ?? 0) }
    if isDated {
      return levels.map { level in
        let ends = intervals[level] as? [[Any]] ?? []
        let values = percentiles[level] as? [Any] ?? []
        return ("P" + level, .list(zip(values, ends).map { node([$0] + $1) }))
      }
    }
    let ends = levels.map { intervals[$0] as? [Any] ?? [] }
    return [
      (
        levels.map { "P" + $0 }.joined(separator: " "), .list(levels.map { node(percentiles[$0]!) })
      ),
      ("low", .list(ends.map { node($0.first ?? "none") })),
      ("high", .list(ends.map { node($0.last ?? "none") })),
    ]
  }

  // MARK: Checksum

  /// Of all numbers in an order that keys decide: Σ w asinh(10¹² x), where each place has a weight of its
  /// own between 1 and 2. A number that moves by two billionths of itself is seen by `agree`; the last
  /// digits, which belong to the C library, are not.
  private static func checksum(of value: Any) -> Double {
    var (sum, place) = (0.0, 0.0)
    func add(_ value: Any) {
      switch value {
      case let map as [String: Any]: for key in map.keys.sorted() { add(map[key]!) }
      case let list as [Any]: list.forEach(add)
      default:
        place += 1
        let part = place * 0.6180339887498949
        let number = (value as? NSNumber).map { asinh(1e12 * $0.doubleValue) }
        // What has no value is not 0.
        sum += (1 + part - part.rounded(.down)) * (number ?? (value is NSNull ? 1 : 0))
      }
    }
    add(value)
    return sum
  }

  /// Whether two texts are the same but for digits of numbers beyond the ninth.
  static func agree(_ first: String, _ second: String) -> Bool {
    func words(_ text: String) -> [Substring] {
      text.split { " ,:[]{}\"\n".contains($0) }
    }
    let (one, other) = (words(first), words(second))
    guard one.count == other.count else { return false }
    return zip(one, other).allSatisfy { told, expected in
      if told == expected { return true }
      if told.hasPrefix("#"), let sum = Double(told.dropFirst()),
        let recorded = Double(expected.dropFirst())
      {
        return abs(sum - recorded) <= 2e-9
      }
      guard let told = Double(told), let expected = Double(expected) else { return false }
      return abs(told - expected) <= 1e-9 * abs(expected) + 1e-12
    }
  }

  // MARK: Lines

  private static let columns = 120

  private static func lines(_ node: Node, indent: String) -> [String] {
    switch node {
    case .scalar: return [indent + inline(node)]
    case .list(let items):
      return items.flatMap { item -> [String] in
        let all = lines(item, indent: indent + "  ")
        return [indent + "- " + all[0].dropFirst(indent.count + 2)] + all.dropFirst()
      }
    case .map(let members, let rows):
      var lines: [String] = []
      let whole = members.filter { isShort($0, indent) }
      for member in whole.map(inline) {
        if let last = lines.last, last.count + 2 + member.count <= columns {
          lines[lines.count - 1] += ", " + member
        } else {
          lines.append(indent + member)
        }
      }
      for member in members where !isShort(member, indent) {
        lines += [indent + member.key + ":"] + Self.lines(member.node, indent: indent + "  ")
      }
      return lines + rows.map { indent + inline($0) }
    }
  }

  /// What stands on a line, with others if there is room: what fits and has no rows, and lists of words.
  private static func isShort(_ member: Member, _ indent: String) -> Bool {
    switch member.node {
    case .scalar: true
    case .list(let items):
      items.allSatisfy { if case .scalar(let text) = $0 { !text.contains(" ") } else { false } }
    case .map(_, let rows): rows.isEmpty && indent.count + inline(member).count <= columns
    }
  }

  private static func inline(_ member: Member) -> String { "\(member.key): \(inline(member.node))" }

  private static func inline(_ node: Node) -> String {
    switch node {
    case .scalar(let text): text
    case .list(let items): "[" + items.map(inline).joined(separator: ", ") + "]"
    case .map(let members, let rows):
      "{" + (members + rows).map(inline).joined(separator: ", ") + "}"
    }
  }
}
