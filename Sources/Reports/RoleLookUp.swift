import Statistics
import Text

// Reports find quantities by what they are, and tell them in the words of their declarations.

extension Summary {
  /// Whom its series and outcomes are of, baskets first and then companies, in their order; `""` where all belong to none, and
  /// not for the factors that companies follow.
  var companies: [String] {
    let subjects = subjects
    return subjects.count > 1 ? subjects.filter { !$0.isEmpty } : subjects
  }

  /// The same, and `""` for factors.
  var subjects: [String] {
    let all = (series.map(\.quantity) + outcomes.map(\.quantity)).map(\.subject)
      .reduce(into: [String]()) { names, name in if !names.contains(name) { names.append(name) } }
    // Who holds several asks first what all of it does.
    return all.filter { baskets[$0] != nil } + all.filter { baskets[$0] == nil }
  }

  /// Its series, baskets' first.
  var seriesInOrder: [SeriesSummary] {
    subjects.flatMap { subject in series.filter { $0.quantity.subject == subject } }
  }

  func series(_ role: Quantity.Role, of company: String) -> SeriesSummary? {
    series.first { $0.quantity.subject == company && $0.quantity.role == role }
  }

  func outcome(_ role: Quantity.Role, of company: String) -> OutcomeSummary? {
    outcomes.first { $0.quantity.subject == company && $0.quantity.role == role }
  }
}

extension Quantity {
  /// `share price of zhipu`; nothing in it can move a cursor.
  var printableWords: String { inWords.printable() }
}
