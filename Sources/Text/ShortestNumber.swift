#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

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

extension TextOutputStream {
  /// The same with at most fifteen digits. So many are told of every decimal number, and what stands
  /// behind them is what arithmetic left: 3.6B, not 3600000000.000003.
  package mutating func append(withoutNoise number: Double) {
    append(shortest: number.withoutNoise)
  }
}

extension Double {
  /// The nearest decimal number with fifteen digits.
  package var withoutNoise: Double {
    guard self != rounded(.towardZero) || magnitude >= 1e15 else { return self }
    var text = [CChar](repeating: 0, count: 32)
    return withVaList([self]) { vsnprintf(&text, text.count, "%.15g", $0) } > 0
      ? strtod(text, nil) : self
  }

  /// The shortest text that reads back as this number; nil where it is not finite.
  package var shortest: String? {
    guard isFinite else { return nil }
    var text = ""
    text.append(shortest: self)
    return text
  }
}
