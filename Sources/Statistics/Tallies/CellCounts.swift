/// Counts of a histogram's cells as bytes: rows of cells that hold values, without those that do not.
struct CellCounts {
  private let cells: UnsafeMutablePointer<UInt32>
  private let rows: [Range<Int>]

  /// - Parameter range: Of the cells that may hold values; others are not read.
  init(_ cells: UnsafeMutablePointer<UInt32>, in range: Range<Int>) {
    self.cells = cells
    var rows: [Range<Int>] = []
    for cell in range where cells[cell] > 0 {
      if let last = rows.last, last.upperBound == cell {
        rows[rows.count - 1] = last.lowerBound..<cell + 1
      } else {
        rows.append(cell..<cell + 1)
      }
    }
    self.rows = rows
  }

  func encode(to writer: inout ByteWriter) {
    writer.write(count: rows.count)
    for row in rows {
      writer.write(UInt16(row.lowerBound))
      writer.write(UInt16(row.count))
      for cell in row { writer.write(cells[cell]) }
    }
  }

  /// - Parameter range: In which all rows lie.
  /// - Returns: How many values there are in all.
  static func read(
    into cells: UnsafeMutablePointer<UInt32>, in range: Range<Int>, from reader: inout ByteReader
  ) throws(TallyError) -> Int {
    var (total, end) = (0, range.lowerBound)
    let length = try reader.length(of: 8)
    for _ in 0..<length {
      let (first, count) = (try reader.integer(UInt16.self), try reader.integer(UInt16.self))
      let row = Int(first)..<Int(first) + Int(count)
      guard row.lowerBound >= end, row.upperBound <= range.upperBound else {
        throw .damaged("cells are out of order")
      }
      for cell in row {
        cells[cell] = try reader.integer()
        total += Int(cells[cell])
      }
      end = row.upperBound
    }
    return total
  }
}
