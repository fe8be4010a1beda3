// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// Does what is asked; where the law has no value on a day that the request states, the refusal
/// names the member of `days` in which that day stands.
func naming<Value>(
    _ days: [(pointer: String, day: CivilDate?)], _ body: () async throws -> Value
) async throws -> Value {
    do { return try await body() } catch { throw Refusal.naming(days, in: error) }
}
