// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Intake
import Policy
import Service

/// Which party is meant.
struct PartyOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The party: its id, or an identifier as scheme:value, such as gb-crn:01234567.",
            valueName: "party"),
        transform: Reading.party)
    var party: PartyAddress?
    @Option(
        help: ArgumentHelp(
            "Instead: its name as the imported register prints it, with --town.",
            valueName: "name"))
    var name: String?
    @Option(help: ArgumentHelp("The town that goes with --name.", valueName: "town"))
    var town: String?

    /// Whether anything was given.
    var isEmpty: Bool { party == nil && name == nil && town == nil }

    func validate() throws {
        if party != nil, name != nil || town != nil {
            throw ValidationError("Give a party, or --name and --town, not both.")
        }
        if town != nil, name == nil { throw ValidationError("--town needs --name.") }
    }

    /// The address of the party that is meant.
    ///
    /// A sponsor of a register without identifiers has one of ours, made from name and town; a
    /// natural person's is made with the installation's key.
    ///
    /// - Throws: `Failure`, `Refusal`.
    func address(in registry: Registry) async throws -> PartyAddress {
        if let party { return party }
        guard let name else { throw Failure.input("say which party is meant.") }
        let key = SponsorKey(name: name, town: town ?? "")
        let values = [
            RegisterIdentity.value(key),
            RegisterIdentity.value(key, secret: registry.keyring.reference),
        ]
        var addresses: [PartyAddress] = []
        for code in registry.shelf.regimes {
            let policy = try registry.shelf.policy(code, on: registry.today(under: code))
            guard let scheme = policy.register?.sponsors.scheme else { continue }
            for value in values {
                addresses.append(PartyAddress(try Identifier(scheme: scheme, value: value)))
            }
        }
        let found = try await registry.reader.lookUp(all: addresses)
        for (address, lookUp) in zip(addresses, found) where lookUp.party != nil {
            return address
        }
        guard let first = addresses.first else {
            throw Failure.input("no regime here reads a register in which to look up --name.")
        }
        return first
    }
}
