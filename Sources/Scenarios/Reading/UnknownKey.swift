import Simulation

extension ScenarioReader {
  /// Reports a key of a company that nothing declares, and notes the one that was meant.
  ///
  /// - Parameter stated: Keys that stand beside it.
  mutating func unknown(
    _ entry: LocatedNode.Entry, beside stated: Set<String>, of section: Section, at path: String,
    _ draft: inout CompanyDraft
  ) {
    let evidence = section.shorthand == nil ? [] : EvidenceKey.names
    let own = path.isEmpty && draft.group == nil ? [ScenarioKey.companyCurrency] : []
    let known = own + section.names + evidence.filter { !section.names.contains($0) }
    let name = path.isEmpty ? draft.name : draft.fullName(path)
    if let (name, _) = section.shorthand {
      // Said of the number that the section is short for, which then is not missing on top.
      let isFamily = DistributionFamily.named(entry.key) != nil
      if isFamily || EvidenceKey(rawValue: entry.key) != nil {
        markSeen(section, name, at: path, &draft)
        return report(
          isFamily
            ? .distributionBesideKeys(family: entry.key) : .evidenceWithoutValue(entry.key),
          at: entry.place)
      }
    }
    let near = Suggestion.nearest(to: entry.key, among: known)
    let elsewhere =
      draft.group != nil
      ? nil : OwnKey(entry.key) ?? (near == nil ? OwnKey(anywhere: entry.key) : nil)
    report(
      elsewhere.map { .keyElsewhere(entry.key, in: name, own: $0) }
        ?? .unknownKey(entry.key, in: name, known: known),
      at: entry.place)
    // The key that was meant is not missing on top; but what stands there is read as it is.
    if let meant = elsewhere.map({ $0.first(below: path) }) ?? near, !stated.contains(meant) {
      markSeen(section, meant, at: path, &draft)
    }
  }

  /// Notes a key as there, and with it the keys that its section cannot go without.
  func markSeen(
    _ section: Section, _ name: String, at path: String, _ draft: inout CompanyDraft
  ) {
    let key = path.isEmpty ? name : path + "." + name
    draft.seen.insert(key)
    guard let below = section.section(name) else { return }
    for name in below.names { markSeen(below, name, at: key, &draft) }
  }
}
