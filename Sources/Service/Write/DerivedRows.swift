// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy
import Postgres
import Store

/// Rows of what is derived of parties besides their histories: numbers of events, standings, and
/// the bands that parties are searched by.
struct DerivedRows {
    var tallies: [EventTallyRow] = []
    private(set) var standings: [StoredStanding] = []
    /// Standings that cannot be stored: whoever asks is answered from the history.
    private(set) var unstored: [StandingKey] = []
    private(set) var bands: [BandRow] = []

    /// Adds a standing and its bands; nil where none can be derived.
    mutating func add(_ standing: Standing?, _ key: StandingKey, entry: EntryNumber) {
        if let bytes = standing?.bytes, bytes.count <= Standing.maximumBytes {
            standings.append(StoredStanding(key: key, entry: entry, bytes: bytes))
        } else {
            unstored.append(key)
        }
        bands.append(BandRow(key, standing))
    }

    /// Adds the rows of other parties.
    mutating func add(_ others: DerivedRows) {
        tallies += others.tallies
        standings += others.standings
        unstored += others.unstored
        bands += others.bands
    }

    /// Writes every row over the one that stands, and takes away those that are to be absent.
    func write(_ pipeline: inout Pipeline) {
        writeTallies(&pipeline)
        writeStandings(&pipeline)
        guard !bands.isEmpty else { return }
        _ = pipeline.execute(
            RegisterStore.writeBands, bands.map(\.key.party), bands.map(\.key.role.rawValue),
            bands.map(\.key.regime.text), bands.map(\.policy), bands.map(\.fromDays),
            bands.map(\.bands), bands.map(\.until))
    }

    private func writeTallies(_ pipeline: inout Pipeline) {
        let kept = tallies.filter { !$0.bytes.isEmpty }
        if !kept.isEmpty {
            _ = pipeline.execute(
                EventTallyStore.write, kept.map(\.party), kept.map(\.group.role.rawValue),
                kept.map(\.group.regime.text), kept.map(\.group.indicator.text),
                kept.map(\.group.state.rawValue), kept.map(\.entry), kept.map(\.bytes))
        }
        let gone = tallies.filter(\.bytes.isEmpty)
        if !gone.isEmpty {
            _ = pipeline.execute(
                EventTallyStore.remove, gone.map(\.party), gone.map(\.group.role.rawValue),
                gone.map(\.group.regime.text), gone.map(\.group.indicator.text),
                gone.map(\.group.state.rawValue))
        }
    }

    private func writeStandings(_ pipeline: inout Pipeline) {
        if !standings.isEmpty {
            _ = pipeline.execute(
                StandingStore.write, standings.map(\.key.party),
                standings.map(\.key.role.rawValue), standings.map(\.key.regime.text),
                standings.map(\.entry), standings.map(\.bytes))
        }
        if !unstored.isEmpty {
            _ = pipeline.execute(
                StandingStore.remove, unstored.map(\.party), unstored.map(\.role.rawValue),
                unstored.map(\.regime.text))
        }
    }
}

extension PolicyShelf {
    /// The standing from the legal day of an instant on; nil where the law gives none.
    func standing(of dossier: Dossier, _ key: StandingKey, at now: Instant) -> Standing? {
        guard let first = versions(of: key.regime).first?.policy else { return nil }
        let today = first.day(at: now)
        guard let policy = try? self.policy(key.regime, on: today) else { return nil }
        return try? StandingRule.standing(of: dossier, key: key, policy: policy, from: today)
    }
}
