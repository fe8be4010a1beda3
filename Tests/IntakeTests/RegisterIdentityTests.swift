// SPDX-License-Identifier: Apache-2.0

import Crypto
import Intake
import Testing

@Suite("The identifier of a sponsor")
struct RegisterIdentityTests {
    @Test("is the first 20 digits of SHA-256 over normal name, 0x1F and normal town")
    func organisation() {
        // printf 'armscare limited\037swaffham' | sha256sum
        let digits = "c5e55f6f89210e689e8e"
        #expect(RegisterIdentity.value(name: "Armscare  Limited", town: "SWAFFHAM") == digits)
        #expect(RegisterIdentity.value(name: "armscare limited", town: "Swaffham ") == digits)
    }

    @Test("differs where only the border between name and town differs")
    func border() {
        #expect(
            RegisterIdentity.value(name: "a b", town: "c")
                != RegisterIdentity.value(name: "a", town: "b c"))
    }

    @Test("of a natural person is an HMAC, useless without the key")
    func naturalPerson() {
        let key = SponsorKey(name: "Mr Adrian Example", town: "York")
        // printf 'mr adrian example\037york' | openssl dgst -sha256 -hmac secret
        let secret = SymmetricKey(data: Array("secret".utf8))
        #expect(RegisterIdentity.value(key, secret: secret) == "5f6215c22627c8aa0f67")
        #expect(RegisterIdentity.value(key) != RegisterIdentity.value(key, secret: secret))
    }
}

@Suite("The name of a natural person")
struct NaturalPersonNameTests {
    private func isNaturalPerson(_ name: String) throws -> Bool? {
        try edition("\"\(name)\",York,,Worker (A rating),Skilled Worker")
            .listings.first?.isNaturalPerson
    }

    @Test(
        "is recognised by a title, or by initials before the name of a business",
        arguments: [
            "Mr A Sample", "Mrs. Z Sample T/A Riverside Restaurant", "MR & MRS SAMPLE T/A KITCHEN",
            "Miss K Sample", "Messrs Sample t/a The Lodge Limited", "Dr Sample and Dr Other",
            "Sir F Sample", "Sir M Sample, Bt.", "A A Sample t/a Dental Laboratory",
            "J SAMPLE T/A CHEMISTS", "A. Sample trading as Hull Centre",
        ])
    func persons(name: String) throws {
        #expect(try isNaturalPerson(name) == true)
    }

    @Test(
        "is not seen in an organisation's, even one that begins like a person's",
        arguments: [
            "Mr Sample Limited", "MR INDIA LTD", "Miss Sample's Fried Chicken Limited",
            "MS Tours & Travels Limited", "Dr Sample & Partners", "Dr Sample Clinic London (Ltd.)",
            "Sir John Sample Community Sports College", "Mr M H Sample & Co Limited T/A Meats",
            "Mr.", "A B Holdings T/A Shop", "A Sample", "Sample T/A Shop", "A4 Holidays T/A Tavern",
            "Drake Ltd", "Missouri", "A t/a Shop",
        ])
    func organisations(name: String) throws {
        #expect(try isNaturalPerson(name) == false)
    }
}
