/// What texts are laid out for.
package enum Terminal {
  /// Columns.
  package static let width = 80
}
