/// A table as NumPy stores it: one record for each row, with a double for each named column, its low byte
/// first.
///
/// Reference: NEP 1, "A simple file format for NumPy arrays"; format 1.0, or 3.0 where the names need it.
/// Verified: byte for byte on a small table; by NumPy, where it is installed.
enum NumPyFile {
  /// - Parameter columns: All of one length, with names of their own; NaN and ∞ are kept.
  static func bytes(columns: [(name: String, values: [Double])]) -> [UInt8] {
    let rows = columns.first?.values.count ?? 0
    precondition(columns.allSatisfy { $0.values.count == rows })
    var bytes = head(rows: rows, names: columns.map(\.name))
    bytes.reserveCapacity(bytes.count + 8 * rows * columns.count)
    for row in 0..<rows {
      for column in columns {
        withUnsafeBytes(of: column.values[row].bitPattern.littleEndian) { bytes += $0 }
      }
    }
    return bytes
  }

  private static func head(rows: Int, names: [String]) -> [UInt8] {
    let fields = names.map { "(\(literal($0)), '<f8')" }.joined(separator: ", ")
    let facts = "{'descr': [\(fields)], 'fortran_order': False, 'shape': (\(rows),), }"
    // Format 1.0 has Latin letters and two bytes for the length.
    let isPlain = facts.utf8.allSatisfy { $0 < 0x80 } && facts.utf8.count < 0xFF00
    let start = isPlain ? 10 : 12
    // The data begin at a multiple of 64, behind a line feed.
    let spaces = 63 - (start + facts.utf8.count) % 64
    let text = Array((facts + String(repeating: " ", count: spaces) + "\n").utf8)
    let length = (0..<(isPlain ? 2 : 4)).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    return [0x93] + Array("NUMPY".utf8) + [isPlain ? 1 : 3, 0] + length + text
  }

  /// Python's.
  private static func literal(_ name: String) -> String {
    "'" + name.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
