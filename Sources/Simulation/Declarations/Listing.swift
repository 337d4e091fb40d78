import Statistics

// Names of what belongs to the other listings of a company.

extension ModelDefinition.Company {
  /// Key of the section.
  package static let listings = "listings"

  /// What they are called, in the order of the file.
  package var listings: [String] { assumptions.items[Self.listings] ?? [] }

  /// Full names of the processes that move their premiums: `acme.shanghai`.
  package var premiums: [String] { listings.map { "\(name).\($0)" } }
}

extension ModelDefinition {
  /// The premiums of all companies' listings, each own name once.
  package var listingSeries: [Quantity] {
    let names = companies.flatMap(\.listings)
    return names.indices.filter { names.firstIndex(of: names[$0]) == $0 }
      .map { .premium(in: names[$0]) }
  }
}

extension Quantity {
  /// How far the price of a listing of that name lies above the price at home.
  package static func premium(in listing: String) -> Quantity {
    .series(
      "\(listing).premium", .change, words: "\(listing) premium", standard: true, signed: true,
      worst: .below, family: .market,
      help: "Price of the listing over the price at home, less 1; 0 where it is not open.")
  }
}
