import Foundation

/// The checkout that these tests are part of.
package let repository = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// Files of a folder of the repository that end so, without the ending and in order; none where there is
/// no such folder.
package func fileNames(in folder: String, ending: String) -> [String] {
  ((try? repository.appending(path: folder).names) ?? [])
    .filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }
}

/// Of `Scenarios`, without `.yaml`.
package let shippedScenarios = fileNames(in: "Scenarios", ending: ".yaml")

extension URL {
  /// What is in the folder, in order.
  package var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path()).sorted() }
  }

  /// What a file of the folder holds.
  package func text(_ name: String) throws -> String {
    try String(contentsOf: appending(path: name), encoding: .utf8)
  }

  /// Writes a file of the folder, and the folders that it needs.
  package func write(_ text: String, to name: String) throws {
    let file = appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}
