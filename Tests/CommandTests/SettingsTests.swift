// SPDX-License-Identifier: Apache-2.0

import API
import Logging
import Testing

@testable import probity

@Suite("What the environment says")
struct SettingsTests {
    @Test("nothing set, or set to nothing, is the standard")
    func standard() throws {
        for environment in [
            [:], ["PROBITY_RATE_LIMITS": "", "PROBITY_DRAIN_SECONDS": "", "PROBITY_LOG_LEVEL": ""],
        ] {
            let settings = try Settings(environment)
            #expect(settings.rateLimits == .standard)
            #expect(settings.admission == Admission.Limits())
            #expect(settings.drain == .zero)
            #expect(settings.logLevel == nil)
            #expect(settings.logFormat == nil)
        }
    }

    @Test("what is set is taken")
    func set() throws {
        let settings = try Settings([
            "PROBITY_RATE_LIMITS": "reads=5/s,batches=2",
            "PROBITY_ADMISSION": "requests=7,streams=3,connections=9",
            "PROBITY_DRAIN_SECONDS": "300", "PROBITY_LOG_LEVEL": "Warning",
            "PROBITY_LOG_FORMAT": "JSON",
        ])
        #expect(settings.rateLimits.rates[.reads] == .init(5))
        #expect(settings.rateLimits.rates[.writes] == RateLimits.standard.rates[.writes])
        #expect(settings.rateLimits.batches == 2)
        #expect(settings.admission.requests == 7)
        #expect(settings.admission.streams == 3)
        #expect(settings.admission.batches == 16)
        #expect(settings.admission.connections == 9)
        #expect(settings.drain == .seconds(300))
        #expect(settings.logLevel == .warning)
        #expect(settings.logFormat == .json)
    }

    @Test(
        "what cannot be used ends the program with 2, and the variable is named",
        arguments: [
            ("PROBITY_RATE_LIMITS", "reads=fast"), ("PROBITY_ADMISSION", "requests=0"),
            ("PROBITY_ADMISSION", "requests=100001"), ("PROBITY_DRAIN_SECONDS", "-1"),
            ("PROBITY_DRAIN_SECONDS", "301"), ("PROBITY_DRAIN_SECONDS", "5 s"),
            ("PROBITY_ADMISSION", "streams=0"), ("PROBITY_RATE_LIMITS", "batches=0"),
            ("PROBITY_RATE_LIMITS", "batches=4/s"), ("PROBITY_LOG_LEVEL", "loud"),
            ("PROBITY_LOG_FORMAT", "xml"),
        ])
    func refused(name: String, value: String) throws {
        let failure = #expect(throws: Failure.self) { try Settings([name: value]) }
        #expect(failure?.code == .input)
        #expect(failure?.text?.hasPrefix("Error: \(name)=\(value): ") == true)
    }

    @Test("which words a variable takes is said")
    func words() throws {
        for (name, words) in [
            ("PROBITY_LOG_LEVEL", "trace, debug, info, notice, warning, error, critical"),
            ("PROBITY_LOG_FORMAT", "text, json"),
        ] {
            let failure = #expect(throws: Failure.self) { try Settings([name: "?"]) }
            #expect(failure?.text == "Error: \(name)=?: it takes one of \(words).")
        }
    }
}
