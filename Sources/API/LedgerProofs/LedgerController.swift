// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Ledger
import Service

/// The ledger's signed head and the key that verifies it, for anyone.
struct LedgerController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.get("/v1/ledger/checkpoint") { request, _ in
            try request.demandNoQuery()
            let checkpoint = try await registry.checkpoint()
            let size = EntryNumber(Int64(checkpoint.unverified.treeSize)) ?? .none
            try request.demandKnown(size)
            return .text(checkpoint.description, knownAt: size)
        }
        routes.get("/v1/ledger/key") { request, _ in
            try request.demandNoQuery()
            return .text("\(registry.keyring.signing.verifierKey)\n")
        }
    }
}
