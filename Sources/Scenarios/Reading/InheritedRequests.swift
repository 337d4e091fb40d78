import Simulation

/// Something that another file asks and that cannot be asked here.
struct Unasked: Sendable, Hashable {
  /// As that file has it: a condition, or the name of a group or a sweep.
  let text: String
  /// The name of the file.
  let file: String
  /// The first of the errors that it would be.
  let reason: String

  var files: [String] { [file] }
}

extension ScenarioReader {
  /// Reads something that is asked of the paths. What another file asks may look past the horizon of this one,
  /// or at a company that is not there any more: then it is left out, and no error.
  ///
  /// - Parameters:
  ///   - name: What it is called where it has a name.
  ///   - isWaiting: Whether nobody asks for it in this run: then it is left out too where settings of the command
  ///     line may have taken away what it is about.
  mutating func asking<Read>(
    _ node: LocatedNode, called name: String? = nil, isWaiting: Bool = false,
    _ read: (inout ScenarioReader) -> Read?
  ) -> Read? {
    let (count, errors) = (findings.count, errorCount)
    let result = read(&self)
    let own = sources.all[node.place.source].name.split(separator: "/").last.map(String.init)
    let isSet = isWaiting && sources.all.contains(where: \.isOneLine)
    guard errorCount > errors, let file = otherFile(of: node) ?? (isSet ? own : nil) else {
      return result
    }
    let reason = findings[count...].first { $0.cause.severity == .error }?.cause.message ?? ""
    retract(to: count)
    draft.unasked.append(Unasked(text: name ?? node.summary, file: file, reason: reason))
    return nil
  }

  mutating func warnOfUnasked() {
    guard !draft.unasked.isEmpty else { return }
    report(.unasked(draft.unasked), at: places[ScenarioKey.extends.name] ?? Self.start)
  }
}
