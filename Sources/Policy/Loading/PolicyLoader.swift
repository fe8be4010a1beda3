// SPDX-License-Identifier: Apache-2.0

import Domain

/// Makes a policy out of the files of a pack, or tells everything that is wrong with them.
public enum PolicyLoader {
    /// Reads a pack.
    ///
    /// - Throws: `PolicyFaults` with every fault of every file, found in one pass.
    public static func load(_ pack: PolicyPack) throws(PolicyFaults) -> Policy {
        let loading = PackLoading(pack)
        guard loading.reading.faults.isEmpty else {
            throw PolicyFaults(loading.reading.faults)
        }
        guard let regime = loading.regime, let bands = loading.bands else {
            // Every way to lose one of the two notes a fault.
            preconditionFailure("A pack without faults has its regime and its bands.")
        }
        let changeDays =
            regime.roles.changeDays + bands.changeDays + (loading.starts?.changeDays ?? [])
            + loading.indicators.values.flatMap(\.rule.changeDays)
            + loading.overrides.values.flatMap(\.rule.changeDays)
            + loading.routes.values.flatMap(\.rule.changeDays) + loading.weighingChangeDays
            + loading.scores.values.flatMap(\.rule.changeDays) + loading.procedure.changeDays
        return Policy(
            reference: PolicyReference(
                code: regime.code, version: regime.version, sha256: pack.sha256),
            title: regime.title, details: regime.details, isDefault: regime.isDefault,
            currency: regime.currency, time: regime.time, facts: loading.facts,
            services: loading.services, indicators: loading.indicators,
            overrides: loading.overrides, routes: loading.routes,
            nomineePoints: loading.nomineePoints, tables: loading.tables, clocks: loading.clocks,
            calendars: loading.calendars, procedure: loading.procedure,
            register: loading.register,
            cases: loading.cases.sorted { $0.file < $1.file },
            changeDays: Set(changeDays).sorted(), roleList: regime.roles, bandScale: bands,
            startTable: loading.starts, noticeRule: loading.notices,
            assessmentsInOrder: loading.assessments.values.sorted { $0.code < $1.code },
            overridesInOrder: loading.overrides.values.sorted { $0.code < $1.code },
            scoresInOrder: loading.scores.values.sorted { $0.code < $1.code })
    }
}
