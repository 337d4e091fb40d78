#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `comparison.json`, as far as a workbook tells it: the rest is in the CSV file.
struct ComparisonFile: Decodable {
  struct Variant: Decodable { let label: String }

  struct Difference: Decodable {
    let key: String
    let values: [String?]
  }

  let schema: Int
  let variants: [Variant]
  /// Each with a value for each variant.
  let differences: [Difference]

  private enum Key: String, CodingKey { case schema, variants, differences }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Key.self)
    schema = try members.decode(Int.self, forKey: .schema)
    variants = try members.decode([Variant].self, forKey: .variants)
    differences = try members.decode([Difference].self, forKey: .differences)
    guard differences.allSatisfy({ [count = variants.count] in $0.values.count == count }) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a value for each was expected"))
    }
  }

  /// What the scenarios state otherwise, a column for each; none where nothing differs.
  var sheets: [Workbook.Sheet] {
    guard !differences.isEmpty else { return [] }
    return [
      Workbook.Sheet(
        name: "Differences", captions: ["What differs between the scenarios; empty: not stated"],
        columns: [.init(head: "key", width: 34)]
          + variants.map { .init(head: $0.label, width: 40) },
        rows: differences.map { difference in
          [.text(difference.key)] + difference.values.map { .optional($0) }
        })
    ]
  }
}
