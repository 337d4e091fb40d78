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

extension Report {
  /// The text of a picture; nil where there is none, or its end is missing.
  static func completeSVG(_ path: String) -> String? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8),
      text.suffix(20).contains("</svg>")
    else { return nil }
    return text
  }

  static func removeFile(_ path: String) { unlink(path) }
}
