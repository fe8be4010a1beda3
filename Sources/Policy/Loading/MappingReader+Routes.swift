// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    mutating func routeRule(_ validity: Validity) -> RouteRule? {
        let terms = routeTerms(validity)
        // Where the nominee applies alone there is nobody whose role or band could matter.
        let isIndependent = terms.isIndependent
        let roles = isIndependent ? independentRoles() : roles("roles")
        let scope = choice("scope", of: RouteRule.Scope.self)
        var minimum = isIndependent ? optionalMapping("minimumBand") : mapping("minimumBand")
        guard minimum != nil || isIndependent else { return nil }
        let new = minimum?.minimumBand("new", validity)
        let extensions = minimum?.minimumBand("extension", validity)
        let renewal =
            minimum?.has("renewal") ?? false
            ? minimum?.minimumBand("renewal", validity) : extensions
        minimum?.finish()
        guard let scope else { return nil }
        return RouteRule(
            roles: roles, minimumForNew: new, minimumForRenewal: renewal,
            minimumForExtension: extensions, scope: scope, terms: terms.isEmpty ? nil : terms)
    }

    private mutating func independentRoles() -> [Role] {
        let node = optional("roles")
        if let node, node.sequence?.isEmpty != true {
            fault(
                node, "Nobody vouches on this route, so that it has no roles.",
                cure: "Leave out `roles:`, or say under `vouchers:` who must vouch.")
        }
        return []
    }

    /// A band, or the word `none`.
    private mutating func minimumBand(_ act: String, _ validity: Validity) -> BandCode? {
        guard let node = required(act), node.scalar?.string != "none" else { return nil }
        return bandCode(of: node, validity)
    }

    func bandCode(of node: Node, _ validity: Validity) -> BandCode? {
        let band = code(of: node, as: BandCode.self)
        if let band { reading.refer(to: .band(band, validity), at: place(node)) }
        return band
    }

    /// Bands of the scale; none where the member is not there.
    mutating func bandCodes(_ name: String, _ validity: Validity) -> [BandCode] {
        optionalList(name).compactMap { bandCode(of: $0, validity) }
    }

    /// The terms of a route; empty ones where it says nothing of them.
    private mutating func routeTerms(_ validity: Validity) -> RouteTerms {
        let vouchers = vouchers()
        let (place, isUntoldPlaceEnough) = nomineePlace()
        let requirements = requirements()
        let quota = optionalMapping("quota").flatMap { $0.quotaRule(validity) }
        let mark = optionalMapping("mark").flatMap { $0.mark(validity) }
        let marketTest = optionalMapping("labourMarketTest").map { $0.marketTestRule() }
        let documents = optionalMappings("documents").compactMap { $0.document(validity) }
        checkOnce(documents.map(\.code.text), "documents")
        let channels = optionalMappings("greenChannel").compactMap { $0.greenChannel(validity) }
        let related = optionalMapping("relatedParty").flatMap { $0.relatedParties() }
        let overdue = optionalMapping("overdue").flatMap { $0.overdueRule() }
        let isDecidedByOther = bool("decidedByOther", absent: false)
        return RouteTerms(
            vouchers: vouchers, place: place, isUntoldPlaceEnough: isUntoldPlaceEnough,
            requirements: requirements, quota: quota, mark: mark, marketTest: marketTest,
            documents: documents, greenChannels: channels, relatedParties: related,
            overdue: overdue, isDecidedByOther: isDecidedByOther)
    }

    /// Refuses a code that stands twice in one list.
    mutating func checkOnce(_ codes: [String], _ name: String) {
        var known: Set<String> = []
        for code in codes where !known.insert(code).inserted {
            fault(
                optional(name), "The code “\(code)” stands here twice.",
                cure: "Give each its own code.")
        }
    }
}
