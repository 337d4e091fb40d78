import Foundation
import Simulation
import TestSupport
import Testing

/// Protects the one catalogue of quantities: reports spell the name of none, nor any key of a company. Roles
/// and words come from the declarations.
@Suite struct SpelledNameTests {
  private static let names = Set(
    (CompanyCatalog.series + CompanyCatalog.outcomes).map(\.ownName)
      + CompanyCatalog.parameters.flatMap { parameter in
        // So is a section, as it may stand for its key.
        let words = parameter.key.replacing("[]", with: "").split(separator: ".")
        return words.indices.map { words[...$0].joined(separator: ".") }
      })

  /// Names in the texts of some code: alone, behind a dot, or such as no sentence has.
  private static func spelled(in code: String) -> [String] {
    code.replacing(/\/\/.*/, with: "").matches(of: /"([^"\n]*)"/).flatMap { match in
      let literal = String(match.output.1)
      let words = literal.split { !$0.isLetter && !$0.isNumber && $0 != "." }.map(String.init)
      return words.filter { word in
        let name = String(word.drop { $0 == "." })
        let isSentence = words.count > 1 && word == name && name.allSatisfy(\.isLowercase)
        return names.contains(name) && !isSentence
      }
    }
  }

  @Test func reportsSpellNoName() throws {
    let root = repository.appending(path: "Sources/Reports")
    let files = try #require(
      FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    var count = 0
    for case let file as URL in files where file.pathExtension == "swift" {
      count += 1
      let found = Self.spelled(in: try String(contentsOf: file, encoding: .utf8))
      #expect(found.isEmpty, "\(file.lastPathComponent): \(found)")
    }
    #expect(count > 80)
  }

  /// The control: what this would find.
  @Test func namesAreFound() {
    for code in [
      #"summary.series["zhipu" + ".sharePrice"]"#, #"case "insolvency":"#, #"if key == "arr" {"#,
      #""\(company).shares.options""#, #"["revenue", "cash"]"#,
    ] {
      #expect(!Self.spelled(in: code).isEmpty, "\(code)")
    }
    #expect(Self.spelled(in: #"let words = "usage and multiple move it""#).isEmpty)
  }
}
