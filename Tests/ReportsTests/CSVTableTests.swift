import Testing

@testable import Text

/// Protects what other programs write as CSV from being misread, and its author from a search.
@Suite struct CSVTableTests {
  @Test(
    arguments: [
      ("", []),
      ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
      ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
      ("a\r1\r", [["a"], ["1"]]),
      ("\u{FEFF}a,b\n,\n\n\r\n\n", [["a", "b"], ["", ""]]),
      ("\"a,\"\"b\"\"\",\"x\r\ny\nz\"\n", [["a,\"b\"", "x\r\ny\nz"]]),
      ("\"\"\n\"\"\n\n", [[""], [""]]),
      ("key\n\nx\n", [["key"], [""], ["x"]]),
      (" a ,\u{301}\n", [[" a ", "\u{301}"]]),
      ("\n\n", []),
    ] as [(String, [[String]])])
  func cells(_ text: String, _ cells: [[String]]) throws {
    #expect(try CSVTable(text).rows.map { $0.map(\.text) } == cells)
  }

  @Test func cellsKnowWhereTheyStand() throws {
    let rows = try CSVTable("\u{FEFF}a,\"b\nc\",d\r\n1,\"\",ü3\n").rows
    #expect(rows[0].map(\.line) == [1, 1, 2] && rows[0].map(\.column) == [1, 3, 4])
    #expect(rows[1].map(\.line) == [3, 3, 3] && rows[1].map(\.column) == [1, 3, 6])
  }

  @Test(
    arguments: [
      ("a,b\n1,\"2\n3,4\n", 2, 3, .unclosedQuote),
      ("\"", 1, 1, .unclosedQuote),
      ("a\n\"b\"c\n", 2, 4, .textBehindQuote),
      ("\"a\nb\" ,c", 2, 3, .textBehindQuote),
      ("a,5\"\n", 1, 4, .quoteInField),
    ] as [(String, Int, Int, CSVError.Cause)])
  func badQuotes(_ text: String, _ line: Int, _ column: Int, _ cause: CSVError.Cause) {
    let error = #expect(throws: CSVError.self) { try CSVTable(text) }
    #expect(error?.problems == [.init(line: line, column: column, cause: cause)])
  }

  /// Every ragged row at once, by the line on which it starts.
  @Test func raggedRows() {
    let error = #expect(throws: CSVError.self) { try CSVTable("a,b\n1\n\"x\ny\",2\n1,2,3\n\n4,5") }
    #expect(
      error?.description == """
        2:1: this row has 1 cell, the first has 2
        5:1: this row has 3 cells, the first has 2
        6:1: this row has 1 cell, the first has 2
        """)
  }
}
