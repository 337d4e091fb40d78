import Statistics
import Text

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

/// The files of an answer, as its manifest lists them: what somebody has put beside them or changed
/// since can be told from them, and is neither replaced nor removed.
struct FileList: Sendable, Equatable {
  struct Entry: Sendable, Equatable, Decodable {
    /// Path below the folder: `charts/charts.gp`.
    let name: String
    let bytes: Int
    let checksum: String
  }

  private(set) var entries: [Entry]

  /// Of the files that are there, in the order of their names.
  init(_ names: some Sequence<String>, in folder: String) {
    entries = names.compactMap { Entry($0, in: folder) }
  }

  init(_ entries: [Entry]) { self.entries = entries }
}

// MARK: In a manifest

extension FileList {
  private static let start = ",\n  \"files\": ["

  /// A manifest that ends with this list. Its own entry is of what stands before.
  func manifest(_ text: String) -> String {
    // An object of JSON ends with these.
    let head = text.hasSuffix("\n}\n") ? String(text.dropLast(3)) : text
    var list = self
    list.entries.append(Entry(Program.manifest, Array(head.utf8)))
    return head + list.tail
  }

  /// A manifest without its list, as the program has made it; all of it where it has none.
  static func head(ofManifest text: String) -> String {
    guard let start = text.ranges(of: start).last?.lowerBound else { return text }
    return text[..<start] + "\n}\n"
  }

  private var tail: String {
    let list = entries.map { entry -> JSON in
      [
        "name": .text(entry.name), "bytes": .count(entry.bytes), "checksum": .text(entry.checksum),
      ]
    }
    let document: JSON = ["files": .list(list)]
    return "," + document.document.dropFirst()
  }

  /// Nil where a manifest has no list, or is not as it was written.
  init?(ofManifest text: String) {
    struct Files: Decodable { let files: [Entry] }
    guard let start = text.ranges(of: Self.start).last?.lowerBound else { return nil }
    let tail = text[start...]
    guard
      let files = try? JSONDecoder().decode(Files.self, from: Data(("{" + tail.dropFirst()).utf8))
    else { return nil }
    entries = files.files
    guard self.tail == tail, entries.last == Entry(Program.manifest, Array(text[..<start].utf8)),
      entries.allSatisfy({
        !$0.name.hasPrefix("/") && !$0.name.split(separator: "/").contains("..")
      })
    else { return nil }
    entries.removeLast()
  }

  /// Of the answer in a folder; nil where its manifest is missing or not as it was written.
  init?(in folder: String) {
    guard let manifest = Program.manifest(in: folder) else { return nil }
    self.init(ofManifest: manifest)
  }
}

extension FileList.Entry {
  init(_ name: String, _ bytes: [UInt8]) {
    var hash = FowlerNollVo()
    bytes.withUnsafeBytes { hash.add($0) }
    self.init(name: name, bytes: bytes.count, checksum: hash.text)
  }

  /// Nil where there is no regular file of this name, or it cannot be read.
  init?(_ name: String, in folder: String) {
    // Nothing of ours is a link, and opening a pipe would wait.
    let file = open(folder + "/" + name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var hash = FowlerNollVo()
    var (bytes, count) = (0, 1)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
    defer { buffer.deallocate() }
    while count > 0 {
      count = read(file, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR {
        count = 1
        continue
      }
      guard count >= 0 else { return nil }
      hash.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      bytes += count
    }
    self.init(name: name, bytes: bytes, checksum: hash.text)
  }
}
