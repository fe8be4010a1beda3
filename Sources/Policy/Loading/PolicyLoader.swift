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
        let hash = pack.sha256
        var variants: [Policy] = []
        for (region, part) in try RegionalLaw(of: pack, loading).parts() {
            variants.append(policy(part, sha256: hash, region: region))
        }
        return policy(loading, sha256: hash, variants: variants)
    }

    private static func policy(
        _ loading: PackLoading, sha256: Digest32, region: RegionCode? = nil,
        variants: [Policy] = []
    ) -> Policy {
        guard let regime = loading.regime, let bands = loading.bands else {
            // Every way to lose one of the two notes a fault.
            preconditionFailure("A pack without faults has its regime and its bands.")
        }
        return Policy(
            loading, regime, bands: bands,
            reference: PolicyReference(
                code: regime.code, version: regime.version, sha256: sha256),
            region: region, variants: variants)
    }
}

extension PackLoading {
    /// The days on which any part but the regime and its bands changes.
    var changeDays: [CivilDate] {
        (starts?.changeDays ?? []) + indicators.values.flatMap(\.rule.changeDays)
            + overrides.values.flatMap(\.rule.changeDays)
            + scores.values.flatMap(\.rule.changeDays) + routes.values.flatMap(\.rule.changeDays)
            + weighingChangeDays + procedure.changeDays
    }
}
