extension TextOutputStream {
  /// Appends the shortest text that reads back as a number; nothing where that is not finite.
  package mutating func append(shortest number: Double) {
    guard number.isFinite else { return }
    // Below 2⁵⁴ whole numbers are written in full, and reading them as integers is faster.
    if number == number.rounded(.towardZero), number.magnitude < 0x1p54 {
      write(String(Int64(number)))
    } else {
      number.write(to: &self)
    }
  }
}

extension Double {
  /// The shortest text that reads back as this number; nil where it is not finite.
  package var shortest: String? {
    guard isFinite else { return nil }
    var text = ""
    text.append(shortest: self)
    return text
  }
}
