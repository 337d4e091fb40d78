import Text

/// Names of sheets as Excel takes them: at most 31 units of UTF-16, none of `[]:*?/\`, no apostrophe at an
/// end, and no two alike, whatever their case.
struct SheetNames {
  /// Excel keeps one for itself.
  private var taken: Set<String> = ["history"]

  mutating func name(for wanted: String) -> String {
    let plain = String(wanted.printable().map { "[]:*?/\\'".contains($0) ? "_" : $0 })
    for number in 1... {
      let ending = number == 1 ? "" : " \(number)"
      let name = plain.prefix(utf16: 31 - ending.count) + ending
      if !name.isEmpty, taken.insert(name.lowercased()).inserted { return name }
    }
    return plain
  }
}

extension String {
  /// As many whole characters as fit into so many units of UTF-16, in which Excel counts.
  func prefix(utf16 most: Int) -> String {
    guard utf16.count > most else { return self }
    var (left, text) = (most, "")
    for character in self {
      left -= character.utf16.count
      if left < 0 { break }
      text.append(character)
    }
    return text
  }
}

extension Int {
  /// The letters of a column, the first being 0: `A`, `Z`, `AA`.
  var columnLetters: String {
    let letter = String(UnicodeScalar(UInt8(65 + self % 26)))
    return self < 26 ? letter : (self / 26 - 1).columnLetters + letter
  }
}

extension String {
  /// What Excel counts for an ISO date: days from 1899-12-30; nil for any other text.
  var excelDate: Double? {
    let parts = split(separator: "-", omittingEmptySubsequences: false)
    guard utf8.count == 10, parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { 48...57 ~= $0 } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      // Before that, Excel has a day that never was.
      1901...9999 ~= year, 1...12 ~= month, 1...31 ~= day
    else { return nil }
    // Years that begin in March have their leap day at the end.
    let (y, m) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
    let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1
    return Double(days - 693_899)
  }
}
