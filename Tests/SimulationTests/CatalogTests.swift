import Testing

@testable import Simulation

/// Protects the orders of `CompanyCatalog`: what a part declares is found by no reader, list or report that
/// walks them, unless it has its place there.
@Suite struct CatalogTests {
  /// - Returns: What has no place, more than one, or a place for nothing.
  private static func misplaced(_ declared: [String], in catalog: [String]) -> Set<String> {
    let names = Set(declared + catalog)
    return names.filter { name in
      declared.count { $0 == name } != 1 || catalog.count { $0 == name } != 1
    }
  }

  @Test func everythingHasItsPlace() {
    let (parts, kind) = (CompanyCatalog.parts, CompanyCatalog.kind)
    let catalogs = [
      (parts.flatMap { $0.offers.map(\.quantity.ownName) }, kind.offers.map(\.quantity.ownName)),
      (parts.flatMap { $0.parameters.map(\.key) }, CompanyCatalog.parameters.map(\.key)),
      (parts.flatMap { $0.processes }, kind.processes),
    ]
    for (declared, catalog) in catalogs {
      #expect(Self.misplaced(declared, in: catalog).isEmpty)
      // The controls: what is forgotten, and what stands twice.
      #expect(Self.misplaced(declared, in: catalog.dropLast()) == Set(catalog.suffix(1)))
      #expect(Self.misplaced(declared, in: catalog + catalog.prefix(1)) == Set(catalog.prefix(1)))
    }
  }

  /// What a quantity needs is asked of the keys that a file states: a name that is none would never be there.
  @Test func needsAreKeys() {
    func isKey(_ name: String) -> Bool {
      CompanyCatalog.parameters.contains { $0.key == name || $0.key.hasPrefix(name + ".") }
    }
    let needs = (CompanyCatalog.series + CompanyCatalog.outcomes).flatMap(\.needs)
    #expect(needs.allSatisfy(isKey) && Set(needs).count > 3)
    #expect(!isKey("cost") && !isKey("shares.stock"))
  }
}
