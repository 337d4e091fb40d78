#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A picture on the disk.
enum SVGFile {
  /// The text of a picture; nil where there is none, or its end is missing.
  static func complete(_ path: String) -> String? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8),
      text.suffix(20).contains("</svg>")
    else { return nil }
    return text
  }

  static func remove(_ path: String) { unlink(path) }
}
