import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Workbook {
  /// Refuses what no sheet of Excel has room for, which the library would leave out without a word.
  func requireSize() throws(WorkbookProblem) {
    for sheet in sheets
    where sheet.columns.count > Sheet.mostColumns || sheet.rows.count > Sheet.mostRows {
      throw WorkbookProblem(reason: "Excel has no room for the sheet '\(sheet.name.printable())'")
    }
  }

  /// Where the library keeps its sheets in the making.
  static var temporaryFolder: String {
    guard let path = getenv("TMPDIR").map({ String(cString: $0) }), access(path, W_OK | X_OK) == 0
    else { return "/tmp" }
    return path
  }

  /// Refuses where there is no room for the sheets in the making. The library does not look whether they
  /// could be written, and half of a sheet would be in the workbook without a word.
  func requireRoom(in folder: String = temporaryFolder) throws(WorkbookProblem) {
    let sizes = sheets.map(\.mostBytes)
    var limit = rlimit()
    #if canImport(Glibc)
      let kind = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
    #else
      let kind = RLIMIT_FSIZE
    #endif
    if getrlimit(kind, &limit) == 0, limit.rlim_cur < sizes.reduce(0, max) {
      throw WorkbookProblem(reason: "a limit of the size of files is too low for a sheet of it")
    }
    var system = statvfs()
    let wanted = sizes.reduce(0, +)
    guard statvfs(folder, &system) == 0, UInt64(system.f_bavail) * UInt64(system.f_frsize) < wanted
    else { return }
    throw WorkbookProblem(
      reason: "\(folder) has no room for \(grouped(Int(wanted >> 20) + 1)) MiB while it is made")
  }
}

extension Workbook.Sheet {
  /// No less than what it takes as XML, with its picture, which holds dates and numbers once more.
  fileprivate var mostBytes: UInt64 {
    let picture = 150 * rows.count * (fan?.layers.count ?? 0)
    return UInt64(picture)
      + rows.reduce(10_000) { sum, row in
        sum + 100 + row.reduce(0) { $0 + UInt64($1.mostBytes) }
      }
  }
}

extension Workbook.Cell {
  private static let tags = 80

  fileprivate var mostBytes: Int {
    switch self {
    case .empty: 0
    case .number, .date: Self.tags
    // An escaped letter takes six.
    case .text(let text), .source(let text): Self.tags + 6 * text.utf8.count
    case .formula(let formula, _, _): Self.tags + formula.utf8.count
    }
  }
}
