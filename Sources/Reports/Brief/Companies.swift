import Statistics
import Text

/// What is told of the companies: of one a small table and how it may end, of several a row each.
struct Companies {
  /// What is told of one company beside what must be, as far as there is room: its ARR, what it returns, its
  /// cash, its multiple.
  static let mostExtra = 4

  let lines: [String]
  /// Whether some of it are means, whose errors are others than those of percentiles.
  let hasMeans: Bool
  /// Names of the series and outcomes that are told.
  let shown: Set<String>

  /// - Parameters:
  ///   - first: How many companies are told; nil for all.
  ///   - extra: How much is told of one company beside what must be.
  init(
    _ report: Report, first: Int? = nil, extra: Int, _ columns: ShareColumns,
    _ likelihoods: [ShareRow], on terminal: Terminal
  ) {
    let all = report.summary.companies
    let told = Array(all.prefix(first ?? all.count))
    let isOne = all.count == 1
    let (hasReturn, series) = extra < 2 ? (false, extra) : (true, extra - 1)
    lines =
      isOne
      ? report.companyTable(all[0], extra: series).lines(on: terminal)
        + likelihoods.flatMap(columns.lines)
        + report.sentences(of: all[0], hasReturn: hasReturn, width: terminal.width)
      : told.isEmpty ? [] : report.companiesTable(told).lines(on: terminal)
    hasMeans = told.contains { company in
      !report.valueBases(of: company).isEmpty
        || (isOne && hasReturn && report.returnInShort(of: company) != nil)
    }
    shown = Set(
      told.flatMap { company in
        report.headlineSeries(of: company).prefix(isOne ? 1 + series : 1).map(\.name)
          + report.headlineOutcomes(of: company).map(\.name)
      })
  }
}

extension Report {
  /// What a share returns, and what it is worth to a holder who never sells.
  fileprivate func sentences(of company: String, hasReturn: Bool, width: Int) -> [String] {
    let worth = valueBases(of: company).compactMap { basis -> String? in
      let share = value(basis, perShare: true, of: company).map { "a share is worth \($0)" }
      let whole = value(basis, perShare: false, of: company).map { "worth \($0)" }
      return (share ?? whole).map { "\($0) to a holder who never sells, \(basis)".printable() }
    }
    return ((hasReturn ? [returnInShort(of: company)] : []).compactMap(\.self) + worth)
      .flatMap { $0.wrapped(to: width - 2, indent: 2) }.map { "  " + $0 }
  }

  /// Outcomes that are told beside series.
  fileprivate func headlineOutcomes(of company: String) -> [OutcomeSummary] {
    let roles: [Quantity.Role] =
      [.maximumDrawdown, .totalReturn, .insolvency, .takeover]
      + valueBases(of: company).map { .value(basis: $0, perShare: true) }
    return roles.compactMap { summary.outcome($0, of: company) }
  }
}
