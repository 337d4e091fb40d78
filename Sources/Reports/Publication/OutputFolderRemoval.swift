#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension OutputFolder {
  /// Removes what is there. `init` has made sure that it is nothing but an earlier answer.
  package func remove() throws(OutputError) {
    guard FileManager.default.fileExists(atPath: target) else { return }
    do {
      try FileManager.default.removeItem(atPath: target)
    } catch {
      throw OutputError("cannot remove \(target)")
    }
  }
}
