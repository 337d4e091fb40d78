extension Double {
  /// The number in few words of a message: whole from 1,000 on, else three significant digits.
  package var shortText: String {
    guard isFinite, magnitude < 1e15 else { return "\(self)" }
    var unit = 1.0
    while magnitude > 0, magnitude / unit < 100, unit > 1e-300 { unit /= 10 }
    // Divided by a power of ten, not multiplied by its inverse, so that 0.3 stays 0.3.
    let scale = (1 / unit).rounded()
    let value = (self * scale).rounded() / scale
    return value == value.rounded() ? "\(Int(value))" : "\(value)"
  }
}
