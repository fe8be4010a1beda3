// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

@Suite("Faults in what makes a rating change by itself")
struct TurningFaultTests {
    @Test("the pack itself has none")
    func sound() throws { #expect(try turningPack().policy().code.text == "turning") }

    @Test(
        "each is told with its file, its line and its cure",
        arguments: [
            ("starts.yaml", "perMonth: 1.5", "perMonth: 0", 19, "raises the score"),
            ("starts.yaml", "breach: [late]", "breach: [lates]", 21, "No indicator “lates”"),
            (
                "starts.yaml", "bands: [poor], basis", "bands: [bad], basis", 28,
                "No scale has the band “bad”"
            ),
            ("starts.yaml", "period: year", "period: week", 25, "“week” is no known period"),
            ("starts.yaml", "code: carried", "code: clean", 23, "“clean” stands here twice"),
            ("starts.yaml", "table: by-rate", "table: by-rates", 63, "No table “by-rates”"),
            (
                "starts.yaml", "minimumExposure: 3", "minimumExposure: 0", 62,
                "must be a whole number"
            ),
            ("starts.yaml", "among: [outing]", "among: any", 62, "A rate names its indicators"),
            ("starts.yaml", "unit: months", "unit: weeks", 11, "“weeks” is no known unit"),
            ("starts.yaml", "atLeast: 24, below: 60", "atLeast: 24.5", 11, "whole units"),
            ("starts.yaml", "atLeast: 24, below: 60", "", 11, "Time since a day must be compared"),
            (
                "starts.yaml", "since: { unit: months, atLeast: 24, below: 60 }",
                "since: { unit: months, atLeast: 60, below: 24 }", 11, "No value lies within"
            ),
            (
                "starts.yaml", "{ fact: quantity, above: 1 }", "{ fact: points, above: 1 }", 46,
                "points of an event are not known"
            ),
            (
                "starts.yaml", "{ fact: quantity, above: 1 }", "{ count: { of: any }, above: 1 }",
                46, "cannot count events"
            ),
            (
                "starts.yaml", "fact: establishedOn", "fact: founded", 11,
                "No fact “founded” of the party"
            ),
            ("facts.yaml", "kind: date", "kind: word", 0, "“establishedOn” is no day"),
            ("tables/by-rate.yaml", "by: rate", "by: amount", 0, "is by “amount”"),
            ("tables/by-rate.yaml", "gives: points", "gives: days", 0, "does not give points"),
            ("overrides/kept.yaml", "fact: amount", "fact: grave", 11, "is no number"),
            ("overrides/kept.yaml", ", above: 200, atMost: 600", "", 11, "A sum must be compared"),
            ("overrides/shadow.yaml", "back: 2", "back: 11", 11, "must be a whole number"),
            ("overrides/shadow.yaml", "previous:", "earlier:", 5, "An override needs a cause"),
            ("scores/conduct.yaml", "[lie]", "any", 8, "A score names its indicators"),
            (
                "scores/conduct.yaml", "{ below: 60, band: fair }", "{ band: fair }", 12,
                "for which scores it holds"
            ),
            ("scores/conduct.yaml", "band: fair", "band: bad", 12, "The band “bad” is unknown"),
            ("scores/conduct.yaml", "inTotal: false", "inTotal: no", 9, "must be true or false"),
            (
                "scores/conduct.yaml", "floor: 0", "regeneration: {}", 11,
                "“regeneration” is not known here"
            ),
        ])
    func told(file: String, old: String, new: String, line: Int, says: String) {
        let faults = turningPack().replacing(old, with: new, in: file).faults()
        let fault = faults.first { $0.message.contains(says) }
        #expect(fault != nil, "\(faults)")
        // Some stand where another file refers to what is wrong.
        if line > 0 {
            #expect(fault?.file == file)
            #expect(fault?.line == line)
        }
        #expect(fault?.cure.isEmpty == false)
    }

    @Test("a score may not bear the code of an override or of the neutral band")
    func codes() throws {
        for code in ["fraud", "newcomer"] {
            var pack = turningPack()
            pack.files["scores/\(code).yaml"] = pack.files["scores/conduct.yaml"]?
                .replacing("code: conduct", with: "code: \(code)")
            #expect(throws: PolicyFaults.self) { try pack.policy() }
        }
    }
}
