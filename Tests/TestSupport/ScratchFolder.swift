import Foundation

/// A folder that is gone with its last reference.
package final class ScratchFolder: Sendable {
  package let url: URL

  package init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}

/// Calls with a folder that is gone afterwards.
package func inFolder(_ body: (URL) throws -> Void) throws {
  let folder = try ScratchFolder()
  try withExtendedLifetime(folder) { try body(folder.url) }
}
