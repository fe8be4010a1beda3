// SPDX-License-Identifier: Apache-2.0

/// How much of a request is accepted.
enum RequestLimits {
    /// Path and query, in bytes.
    static let targetBytes = 8_192
    /// A body, in bytes.
    static let bodyBytes = 1_048_576
    /// A streamed batch, in bytes.
    static let batchBytes = 64 * 1_048_576
    /// The lines of a batch.
    static let batchLines = 50_000
    /// One line of a batch, in bytes.
    static let lineBytes = 16_384
}
