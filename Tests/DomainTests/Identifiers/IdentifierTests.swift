// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Domain

@Suite("identifiers")
struct IdentifierTests {
    private func fault(_ text: String) -> IdentifierError.Fault? {
        do {
            _ = try Identifier(parsing: text)
            return nil
        } catch {
            return error.fault
        }
    }

    @Test(
        "each scheme prints what it parsed, in normal form",
        arguments: [
            ("uscc:91350100M000100Y43", "uscc:91350100M000100Y43"),
            ("lei:5493001kjtiigc8y1r12", "lei:5493001KJTIIGC8Y1R12"),
            ("gb-crn:sc 123456", "gb-crn:SC123456"),
            ("gb-crn:1234567", "gb-crn:01234567"),
            ("ca-bn:12345 6782", "ca-bn:123456782"),
            ("ca-bn:123456782 rp0001", "ca-bn:123456782RP0001"),
            ("nzbn:94 2904 192567 6", "nzbn:9429041925676"),
            ("uk-register:0123456789ABCDEF0123", "uk-register:0123456789abcdef0123"),
        ])
    func roundTrip(_ text: String, _ normal: String) throws {
        let identifier = try Identifier(parsing: text)
        #expect(identifier.description == normal)
        #expect(try Identifier(parsing: identifier.description) == identifier)
        #expect(identifier.warnings.isEmpty)
    }

    @Test(
        "a text without a known scheme is refused",
        arguments: [
            ("91350100M000100Y43", IdentifierError.Fault.schemeMissing), ("", .schemeMissing),
            ("USCC:91350100M000100Y43", .schemeUnknown), (":1", .schemeUnknown),
            (" lei:5493001KJTIIGC8Y1R12", .schemeUnknown), ("lei:", .empty), ("nzbn: -", .empty),
        ])
    func schemes(_ text: String, _ expected: IdentifierError.Fault) {
        #expect(fault(text) == expected)
    }

    @Test("an LEI needs the two check digits that follow, out of 02 to 98")
    func legalEntityIdentifier() {
        for check in 0...99 {
            let digits = (check < 10 ? "0" : "") + String(check)
            #expect(
                fault("lei:5493001KJTIIGC8Y1R\(digits)") == (check == 12 ? nil : .checkDigits))
        }
        // 98 is given out; 01 leaves the same remainder and is not. So with
        // 97 and 00, and with 02 and 99.
        #expect(fault("lei:PROBITY0000000002698") == nil)
        #expect(fault("lei:PROBITY0000000002601") == .checkDigits)
        #expect(fault("lei:PROBITY0000000009197") == nil)
        #expect(fault("lei:PROBITY0000000009100") == .checkDigits)
        #expect(fault("lei:PROBITY0000000005802") == nil)
        #expect(fault("lei:PROBITY0000000005899") == .checkDigits)
        #expect(fault("lei:5493001KJTIIGC8Y1R1") == .length(found: 19))
        #expect(fault("lei:5493001KJTIIGC8Y1R123") == .length(found: 21))
        #expect(fault("lei:5493001KJTIIGC8Y1RA2") == .character(position: 19))
        #expect(fault("lei:5493001KJTIIGC8ı1R12") == .character(position: 16))
    }

    @Test(
        "UK company numbers: known prefixes, leading zeroes restored from six or seven digits",
        arguments: [
            ("00445790", "00445790"), ("445790", "00445790"), ("7654321", "07654321"),
            ("12345678", "12345678"), ("SC123456", "SC123456"), ("NI012345", "NI012345"),
            ("OC300001", "OC300001"), ("SO305000", "SO305000"), ("R0000123", "R0000123"),
            ("IP12345R", "IP12345R"), ("FC001234", "FC001234"),
        ])
    func companyNumbers(_ text: String, _ normal: String) throws {
        #expect(try Identifier(scheme: .gbCompanyNumber, value: text).value == normal)
    }

    @Test(
        "UK company numbers that are never issued are refused",
        arguments: [
            ("44579", IdentifierError.Fault.length(found: 5)), ("123456789", .length(found: 9)),
            ("SC12345", .length(found: 7)), ("XX123456", .prefix), ("00000000", .prefix),
            ("SC000000", .prefix), ("S1234567", .prefix), ("SC12345R", .character(position: 8)),
            ("SC1234X6", .character(position: 7)), ("1234567£", .character(position: 8)),
            ("ABCDEFGH", .prefix),
        ])
    func refusedCompanyNumbers(_ text: String, _ expected: IdentifierError.Fault) {
        #expect(fault("gb-crn:\(text)") == expected)
    }

    @Test("a Canadian business number has one right ninth digit", arguments: 0...9)
    func luhn(_ digit: Int) {
        #expect(fault("ca-bn:12345678\(digit)") == (digit == 2 ? nil : .checkDigits))
    }

    @Test("Canadian program accounts are known letters and four digits")
    func programAccounts() throws {
        for program in ["RP", "RT", "RC", "RM", "RR", "RZ"] {
            #expect(fault("ca-bn:123456782\(program)0001") == nil)
        }
        #expect(fault("ca-bn:123456782XX0001") == .programAccount)
        #expect(fault("ca-bn:123456782RP001") == .length(found: 14))
        #expect(fault("ca-bn:123456782RP00011") == .length(found: 16))
        #expect(fault("ca-bn:123456782R10001") == .character(position: 11))
        #expect(fault("ca-bn:12345678") == .length(found: 8))
        #expect(fault("ca-bn:000000000") == .checkDigits)
        let account = try Identifier(parsing: "ca-bn:123456782RP0001")
        #expect(account.withoutProgramAccount.description == "ca-bn:123456782")
        let other = try Identifier(parsing: "nzbn:9429041925676")
        #expect(other.withoutProgramAccount == other)
    }

    @Test("an NZBN has one right last digit and starts with 94")
    func newZealand() {
        for digit in 0...9 {
            #expect(fault("nzbn:942904192567\(digit)") == (digit == 6 ? nil : .checkDigits))
        }
        #expect(fault("nzbn:9420000000007") == nil)
        #expect(fault("nzbn:9500000000006") == .prefix)
        #expect(fault("nzbn:942904192567") == .length(found: 12))
        #expect(fault("nzbn:94290419256766") == .length(found: 14))
        #expect(fault("nzbn:942904192567X") == .character(position: 13))
    }

    @Test("our number for the UK register is 20 hexadecimal digits")
    func register() {
        #expect(fault("uk-register:0123456789abcdef012") == .length(found: 19))
        #expect(fault("uk-register:0123456789abcdef01234") == .length(found: 21))
        #expect(fault("uk-register:0123456789abcdefg123") == .character(position: 17))
    }

    @Test("identifiers sort by scheme:value")
    func order() throws {
        let sorted = [
            try Identifier(parsing: "ca-bn:123456782"),
            try Identifier(parsing: "gb-crn:00445790"),
            try Identifier(parsing: "gb-crn:SC123456"),
            try Identifier(parsing: "nzbn:9429041925676"),
        ]
        #expect(sorted.reversed().sorted() == sorted)
    }

    @Test("an error names scheme, fault and cure, and never the value")
    func description() throws {
        let error = try #require(throws: IdentifierError.self) {
            try Identifier(parsing: "ca-bn:123456789")
        }
        #expect(error.scheme == .caBusinessNumber)
        #expect(
            error.description == """
                This Canadian business number fails its check digits. Copy it again from the \
                source; two characters may be swapped or one mistyped.
                """)
        let unknown = try #require(throws: IdentifierError.self) {
            try Identifier(parsing: "vat:1")
        }
        #expect(unknown.cure.contains("uscc, lei, gb-crn, ca-bn, nzbn, uk-register"))
        #expect(!unknown.description.contains("vat"))
    }
}
