// SPDX-License-Identifier: Apache-2.0

/// Whole numbers as a fixed number of digits, as days and instants are written.
enum Decimals {
    /// Writes the last `digits` digits of `value`, which is not negative, with zeros before them.
    static func write(
        _ value: Int, digits: Int, to text: UnsafeMutableBufferPointer<UInt8>, at start: Int
    ) {
        var rest = value
        for place in (start..<(start + digits)).reversed() {
            text[place] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
    }
}
