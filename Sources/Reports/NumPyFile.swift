/// A two-dimensional array as NumPy stores it: format 1.0, doubles with their low byte first, row by
/// row (C order).
///
/// Reference: NEP 1, "A simple file format for NumPy arrays". Verified: byte for byte on a small
/// array.
enum NumPyFile {
  /// - Parameter columns: All of one length; NaN and ∞ are kept.
  static func bytes(columns: [[Double]]) -> [UInt8] {
    let rows = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == rows })
    var bytes = head(rows: rows, columns: columns.count)
    bytes.reserveCapacity(bytes.count + 8 * rows * columns.count)
    for row in 0..<rows {
      for column in columns {
        withUnsafeBytes(of: column[row].bitPattern.littleEndian) { bytes += $0 }
      }
    }
    return bytes
  }

  private static func head(rows: Int, columns: Int) -> [UInt8] {
    let facts = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    // Ten bytes stand before it; the data start at a multiple of 64, behind a line feed.
    let spaces = 63 - (10 + facts.utf8.count) % 64
    let text = Array((facts + String(repeating: " ", count: spaces) + "\n").utf8)
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.count & 0xFF), UInt8(text.count >> 8)]
      + text
  }
}
