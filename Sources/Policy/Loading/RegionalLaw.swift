// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

/// The law as it stands in the regions for which an authority set something.
struct RegionalLaw {
    private let pack: PolicyPack
    private let loading: PackLoading

    init(of pack: PolicyPack, _ loading: PackLoading) {
        // Cases are of the law as a whole, and what authorities set is in it already.
        self.pack = PolicyPack(
            name: pack.name,
            files: pack.files.filter {
                $0.path != "delegation.yaml" && !$0.path.hasPrefix("overlays/")
                    && !$0.path.hasPrefix("cases/")
            })
        self.loading = loading
    }

    /// The law is read once for each region; a pack that is sent in must not take minutes.
    private static let regionCountMaximum = 100

    /// The parts of the law of each region, those that lie within another first.
    ///
    /// - Throws: `PolicyFaults` where the law with a value set is faulty, or there are too many
    ///   regions.
    func parts() throws(PolicyFaults) -> [(region: RegionCode, loading: PackLoading)] {
        var regions: Set<RegionCode> = []
        for overlay in loading.delegation.overlays {
            regions.insert(overlay.region)
            guard regions.count > Self.regionCountMaximum else { continue }
            throw PolicyFaults([
                PolicyFault(
                    file: "overlays/\(overlay.code).yaml", line: 0, column: 0,
                    message: "A pack sets values for at most \(Self.regionCountMaximum) regions.",
                    cure: "Set values for larger regions, or leave some to another pack.")
            ])
        }
        var parts: [(region: RegionCode, loading: PackLoading)] = []
        for region in regions.sorted(by: { ($1.depth, $0.text) < ($0.depth, $1.text) }) {
            var regional = PackLoading(pack, documents: documents(for: region))
            if let fault = regional.reading.faults.first {
                throw PolicyFaults(blame(fault, in: region))
            }
            regional.cases = loading.cases
            regional.delegation = loading.delegation
            parts.append((region, regional))
        }
        return parts
    }

    /// Whoever set something for the region made the law faulty there. A value that was set keeps
    /// the place where it was written, which tells it apart; else every setting may have done it.
    private func blame(_ fault: PolicyFault, in region: RegionCode) -> [PolicyFault] {
        let law = loading.delegation
        let settings = law.settings.filter { $0.overlay.region.contains(region) }
        let exact = settings.filter { overlay, setting in
            let path = law.parameter(setting.parameter).flatMap {
                ParameterPath($0.path, among: loading.reading.documents)
            }
            let mark = mark(of: setting, in: overlay)
            return path?.file == fault.file && mark?.line == fault.line
                && mark?.column == fault.column
        }
        return (exact.isEmpty ? settings : exact).map { overlay, setting in
            let mark = mark(of: setting, in: overlay)
            return PolicyFault(
                file: "overlays/\(overlay.code).yaml", line: mark?.line ?? 0,
                column: mark?.column ?? 0,
                message: "With what is set the law of \(region) is faulty. \(fault.file): "
                    + fault.message,
                cure: "Set another value, or narrow what may be set.")
        }
    }

    /// Where the value of a setting is written.
    private func mark(of setting: OverlaySetting, in overlay: Overlay) -> Mark? {
        loading.overlayNodes[setting.place(in: overlay)]?.scalar?.mark
    }

    private func documents(for region: RegionCode) -> [String: Node] {
        let law = loading.delegation
        var documents = loading.reading.documents
        for parameter in law.parameters {
            guard let path = ParameterPath(parameter.path, among: documents),
                let original = documents[path.file]
            else { continue }
            var nodes = DatedNodes(original)
            let stretches = RegionalSettings(of: parameter, in: region, law).stretches
            guard !stretches.isEmpty else { continue }
            for (validity, overlay, setting) in stretches {
                guard let value = loading.overlayNodes[setting.place(in: overlay)] else { continue }
                nodes.set(
                    value, at: path, during: validity, as: setting,
                    law.explanation(of: setting, in: overlay))
            }
            documents[path.file] = nodes.document(original)
        }
        return documents
    }
}

/// What holds of one parameter in one region, by days: the city's before the province's before
/// the nation's, and of one authority what it set for the narrower region.
private struct RegionalSettings {
    private(set) var stretches: [(validity: Validity, overlay: Overlay, setting: OverlaySetting)]

    init(of parameter: DelegatedParameter, in region: RegionCode, _ law: DelegationLaw) {
        func rank(_ overlay: Overlay) -> (Int, Int) {
            (law.chain(from: overlay.authority).count, overlay.region.depth)
        }
        let settings = law.settings.filter {
            $0.setting.parameter == parameter.code && $0.overlay.region.contains(region)
        }.sorted { rank($0.overlay) > rank($1.overlay) }
        let days = Set(
            settings.flatMap {
                [$0.setting.validity.from, $0.setting.validity.until].compactMap(\.self)
            }
        ).sorted()
        stretches = []
        for (index, day) in days.enumerated() {
            let next = index + 1 < days.count ? days[index + 1] : nil
            guard let validity = Validity(from: day, until: next),
                let found = settings.first(where: { $0.setting.validity.contains(day) })
            else { continue }
            if let last = stretches.last, last.validity.until == day, last.overlay == found.overlay,
                last.setting == found.setting,
                let longer = Validity(from: last.validity.from, until: next)
            {
                stretches[stretches.count - 1].validity = longer
            } else {
                stretches.append((validity, found.overlay, found.setting))
            }
        }
    }
}

extension RegionCode {
    /// How many parts its code has.
    fileprivate var depth: Int { text.split(separator: "-").count }
}
