// SPDX-License-Identifier: Apache-2.0

import API
import Testing

@testable import probity

@Suite("What the environment says")
struct SettingsTests {
    @Test("nothing set, or set to nothing, is the standard")
    func standard() throws {
        for environment in [[:], ["PROBITY_RATE_LIMITS": "", "PROBITY_DRAIN_SECONDS": ""]] {
            let settings = try Settings(environment)
            #expect(settings.rateLimits == .standard)
            #expect(settings.admission == Admission.Limits())
            #expect(settings.drain == .zero)
        }
    }

    @Test("what is set is taken")
    func set() throws {
        let settings = try Settings([
            "PROBITY_RATE_LIMITS": "reads=5/s", "PROBITY_ADMISSION": "requests=7,connections=9",
            "PROBITY_DRAIN_SECONDS": "300",
        ])
        #expect(settings.rateLimits.rates[.reads] == .init(5))
        #expect(settings.rateLimits.rates[.writes] == RateLimits.standard.rates[.writes])
        #expect(settings.admission.requests == 7)
        #expect(settings.admission.batches == 16)
        #expect(settings.admission.connections == 9)
        #expect(settings.drain == .seconds(300))
    }

    @Test(
        "what cannot be used ends the program with 2, and the variable is named",
        arguments: [
            ("PROBITY_RATE_LIMITS", "reads=fast"), ("PROBITY_ADMISSION", "requests=0"),
            ("PROBITY_ADMISSION", "requests=100001"), ("PROBITY_DRAIN_SECONDS", "-1"),
            ("PROBITY_DRAIN_SECONDS", "301"), ("PROBITY_DRAIN_SECONDS", "5 s"),
        ])
    func refused(name: String, value: String) throws {
        let failure = #expect(throws: Failure.self) { try Settings([name: value]) }
        #expect(failure?.code == .input)
        #expect(failure?.text?.hasPrefix("Error: \(name)=\(value): ") == true)
    }
}
