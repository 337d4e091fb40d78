import Foundation
import Statistics
import TestSupport
import Testing

@testable import Reports

/// Protects the files that other programs load.
@Suite struct NumPyTests {
  /// The format of NEP 1, byte by byte: a head of 128 bytes, then the rows.
  @Test func bytes() {
    let bytes = NumPyFile.bytes(columns: [("a.b", [1, -2]), ("c", [.infinity, 0.5])])
    #expect(Array(bytes[..<10]) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0])
    let head = String(decoding: bytes[10..<128], as: UTF8.self)
    let facts =
      "{'descr': [('a.b', '<f8'), ('c', '<f8')], 'fortran_order': False, 'shape': (2,), }"
    #expect(head == facts.padding(toLength: 117, withPad: " ", startingAt: 0) + "\n")
    #expect(
      Array(bytes[128...]) == [
        0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0xF0, 0x7F,  // 1, ∞
        0, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0xE0, 0x3F,  // -2, 0.5
      ])
  }

  /// The data start at a multiple of 64, however long the shape is written.
  @Test func alignment() {
    for rows in [0, 9, 10, 99, 100, 12_345] {
      let bytes = NumPyFile.bytes(columns: [("a", [Double](repeating: 0, count: rows))])
      #expect((bytes.count - 8 * rows) % 64 == 0)
      #expect(bytes[bytes.count - 8 * rows - 1] == 0x0A)
    }
    #expect(NumPyFile.bytes(columns: []).count == 128)
  }

  private static let python: URL? = installedPython(with: "numpy")

  /// NumPy's own reader.
  @Test(.enabled(if: NumPyTests.python != nil, "NUMPY DOES NOT READ outcomes.npy: IT IS NOT THERE"))
  func numPyLoadsIt() throws {
    let script =
      "import numpy; a = numpy.load('a.npy'); print(a.shape, a.dtype.names, a.tolist())"
    try inFolder { folder in
      try Data(
        NumPyFile.bytes(columns: [("it's", [1, 2, .nan]), ("ü", [-0.25, .infinity, 1e300])])
      )
      .write(to: folder.appending(path: "a.npy"))
      let result = try run(try #require(Self.python), ["-c", script], in: folder)
      #expect(
        result.output
          == "(3,) (\"it's\", 'ü') [(1.0, -0.25), (2.0, inf), (nan, 1e+300)]\n",
        "\(result.errors)")
    }
  }

  @Test func pathsCSV() {
    let tracks: [Trajectories.Track] = [
      .init(name: "a.arr", unit: "USD", kind: .series, paths: 2, values: [1, 3, 2, .nan]),
      .init(name: "a.growth", unit: "", kind: .shock, paths: 2, values: [9, 9, 9, 9]),
      .init(name: "a.x,y", unit: "x", kind: .series, paths: 2, values: [0.5, 6, 5, 7]),
    ]
    let text = Report.pathsCSV(
      Trajectories(
        paths: [3, 7], dates: ["2026-01-01", "2026-02-01"], tracks: Catalog(tracks),
        constants: Catalog([])))
    #expect(
      text.text == """
        path,date,a.arr,"a.x,y"
        3,2026-01-01,1,0.5
        3,2026-02-01,3,6
        7,2026-01-01,2,5
        7,2026-02-01,,7

        """)
  }
}
