import CKernels
import Statistics

/// The other listings of a company: a part of its shares trades elsewhere, at a premium over the price at home.
///
/// Market cap = cap at the price at home · (1 + Σ wᵢpᵢ), w the share of the company's worth at that price that
/// trades there and p the premium, 0 before the opening and from an insolvency or a takeover on. Share price,
/// drawdowns, raises and what holders get stay those of home.
///
/// Verified: `ListingTests`, `WhatCanHappenTests`.
struct Listings: Component, Part {
  let name: String
  let phase = Phase.equity
  let marketCap: Column
  private let home: Column
  /// By name: nothing depends on where one stands in a file.
  private let listings: [(name: String, premium: ListingPremium, weight: Number)]
  /// 1, or 0 from insolvency on, and from a takeover on; none where there is neither.
  private let alive: [Column]
  private let sum: Column
  private let one: Number

  /// Nil where the scenario has none.
  init?(in company: Subject) {
    let names = company.items(inList: ModelDefinition.Company.listings).sorted()
    if names.isEmpty { return nil }
    let model = company.model
    name = company.fullName(ModelDefinition.Company.listings)
    home = company[Equity.self].marketCap
    (marketCap, sum, one) = (model.column(), model.column(), model.constant(1))
    alive = [company.part(Cash.self)?.solvent, company.part(Takeover.self)?.isListed]
      .compactMap(\.self)
    listings = names.map { name in
      let key = "\(ModelDefinition.Company.listings).\(name)"
      let weight = company.optional(Self.weight, at: "\(key).weight")
      return (
        name, ListingPremium(name, at: key, in: company), weight ?? model.constant(.nan)
      )
    }
    if model.measure == .riskAdjusted {
      model.warn(name, "keep their real-world laws: measure takes no risk premium off premiums")
    }
    model.append(self)
    model.requireFinite(marketCap, name: company.fullName(Equity.marketCap.ownName))
    refuseMoreThanAll(in: company)
  }

  /// No more can trade elsewhere than there is.
  private func refuseMoreThanAll(in company: Subject) {
    let model = company.model
    let whole = listings.map(\.weight).reduce(model.constant(0)) { total, weight in
      model.derive(total, weight) { $0 + $1 }
    }
    let text = "have weights that add up to more than 100 %"
    if let value = model.value(of: whole), value > 1 + 1e-12 {
      model.refuse(name, text)
    } else if listings.count > 1 {
      let room = model.derive(whole) { 1 + 1e-12 - $0 }
      model.check(room, .nonNegative, cause: "\(name) \(text)", telling: listings.map(\.weight))
    }
  }

  func start(_ block: Block) {
    for listing in listings { listing.premium.start(block) }
    tell(block)
  }

  func advance(_ block: Block, to step: Int) {
    for listing in listings { listing.premium.advance(block, to: step) }
    tell(block)
  }

  private func tell(_ block: Block) {
    block.fill(sum, with: one)
    for listing in listings {
      let premium = block[listing.premium.told]
      for column in alive { ck_multiply(premium, premium, block[.moving(column)], block.count) }
      ck_add_product(block[sum], block[listing.weight], premium, block.count)
    }
    ck_multiply(block[marketCap], block[home], block[.moving(sum)], block.count)
  }

  /// The premium of one of its listings, as a series.
  static func offer(_ name: String) -> Offer {
    Offer(.premium(in: name)) { (listings: Listings, _) in
      listings.listings.first { $0.name == name }
        .map { .column($0.premium.told, scale: $0.premium.ratio) }
    }
  }

  static let opens = Parameter.condition(
    "listings[].opens", example: "listing",
    help:
      "What has to hold for trading there to begin; once it has begun it goes on. Without it: open at the start."
  )
  static let weight = Parameter.number(
    "listings[].weight", .share, .unit, need: .withSection, listed: true, use: .step,
    alsoKnownAs: ["a-shares", "dual listing", "secondary listing"], example: "2% to 8%",
    help: "Part of the company's worth at the price at home that trades there.")

  static let parameters: [Parameter] = [opens, weight] + ListingPremium.parameters
}
