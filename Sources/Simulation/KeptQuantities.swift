import Statistics

extension ModelDefinition {
  /// What can be measured of events, their cases and regimes, in the order of the file.
  package var happenings: [PathQuantity] {
    events.flatMap { event in
      let cases = [event.then, event.otherwise].compactMap(\.self).flatMap(\.cases)
      let names = [event.name] + cases.map { "\(event.name).\($0.name)" }
      return names.flatMap { event.mayRepeat ? ["\($0).time", "\($0).count"] : ["\($0).time"] }
    }.map { .happening($0) }
      + regimes.flatMap { regime in regime.states.map { .happening("\(regime.name).\($0).share") } }
  }

  /// The outcomes that a run keeps: those that are stated, and those asked about.
  package var keptOutcomes: [Quantity] {
    companies.flatMap { company in
      kept(CompanyCatalog.outcomes, stated: outcomes, of: company)
        .map { quantity($0, of: company) }
    }
      + baskets.flatMap { basket in
        kept(basket.declared.filter { $0.sort == .outcome }, stated: outcomes, of: basket)
          .map { quantity($0, of: basket) }
      }
  }
}
