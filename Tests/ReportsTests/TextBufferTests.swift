import TestSupport
import Testing

@testable import Text

/// Protects files of numbers, which are written as bytes: they hold what a `String` would.
@Suite struct TextBufferTests {
  /// Doubles of all bits, and numbers near those of files. Control: a digit less is another text.
  @Test func numbersAreThoseOfStrings() {
    let random = Random(seed: 71)
    let numbers =
      random.values(2_000) { 10 * $0.normal() } + random.values(2_000) { 1e9 * $0.uniform() }
      + (0..<2_000).map { Double(bitPattern: UInt64($0) &* 0x9E37_79B9_7F4A_7C15) }
      + [0, -0.0, 1, -17, 0x1p53, 0x1p54, 1e300, 5e-324, .infinity, .nan]
    var (buffer, string) = (TextBuffer(), "")
    for number in numbers {
      buffer.append(shortest: number)
      buffer.append(UInt8(ascii: "\n"))
      string += "\(number.shortest ?? "")\n"
      if let text = number.shortest { #expect(Double(text) == number) }
    }
    #expect(buffer.text == string && buffer.bytes == Array(string.utf8))
    #expect(buffer.text != string.replacing("1", with: "", maxReplacements: 1))
  }

  @Test func texts() {
    var buffer = TextBuffer(capacity: 100)
    buffer += "智谱, \"é\""
    buffer.append(UInt8(ascii: ","))
    CSVTable.append(["a", "b,c"], to: &buffer)
    #expect(buffer.text == "智谱, \"é\",a,\"b,c\"\n")
  }
}
