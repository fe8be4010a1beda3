# SPDX-License-Identifier: Apache-2.0
"""What Schemathesis must know of Probity beyond its document, as deploy/schemathesis.toml says."""

import json
import re

import schemathesis

# Faults that a request can have although each of its members is well-formed: they follow from what
# is in the register, from the law, from today's date or from two members together, and no schema
# can say them. A refusal with 400 that names nothing else is no finding of
# positive_data_acceptance.
BEYOND_SCHEMAS = {
    # Codes that the law must know.
    "route.unknown", "policy.unknown", "indicator.unknown", "service.unknown", "fact.unknown",
    "band.unknown", "role.unknown", "clock.unknown", "duty.unknown",
    # Check digits, and the form of each scheme.
    "identifier.malformed", "party.malformed",
    # Days against another day of the request or the register, or against today.
    "value.order", "value.outOfOrder", "value.outOfRange", "value.inFuture",
    "value.past",
    # Against another member, or the record that is asked about.
    "value.repeated", "relation.withItself", "member.conflict", "member.alone",
    "voucher.unknown", "member.notForRole",
    # Against records of the register that a member names.
    "event.unknown", "event.notConfirmed", "undertaking.notVoucher",
    # The name under which the register reports what follows from duties.
    "value.reserved",
    # What an entry raises by itself, and what a party must show.
    "duty.raisedByEntry", "duty.evidenceNeeded",
    # A day that does not exist, in the place of a row.
    "after.malformed",
    # Whom the law reaches with an event.
    "event.reachesNobody",
    # Against the head of the ledger and the clock.
    "knownAt.beyondHead", "knownAt.ahead",
    # The end of a list of more than 100 faults.
    "faults.more",
}
# Members that are needed only because of another one, because the law has several roles, or because
# no draft of that name is kept.
NEEDED_SOMETIMES = {"/role", "/sourceId", "/sourceSystem", "/authority", "/parties", "/files"}
# JSON that is written with an exponent is refused, wherever a schema allows a number.
EXPONENT = re.compile(rb"[0-9][eE][+-]?[0-9]")
# What the document says of If-Match.
ENTITY_TAG = re.compile(r'"[0-9]{1,18}"|\*')


def faults(response):
    """(code, pointer) of each fault that a problem names; else of the problem itself."""
    try:
        problem = json.loads(response.content)
    except ValueError:
        return set()
    if not isinstance(problem, dict):
        return set()
    named = {(fault["code"], fault["pointer"]) for fault in problem.get("errors", [])}
    return named or {(problem.get("code"), "")}


def is_beyond_schemas(code, pointer, response):
    """Whether no schema could have told that this is wrong."""
    if code == "member.missing":
        return pointer in NEEDED_SOMETIMES
    if code == "json.malformed":
        body = response.request.body or b""
        return bool(EXPONENT.search(body.encode() if isinstance(body, str) else body))
    if code == "header.malformed":
        # It puts only letters and digits into headers, also where the pattern allows none of them;
        # and to ask for an early position that knows a late entry is to ask for two things.
        headers = response.request.headers
        return not ENTITY_TAG.fullmatch(headers.get("If-Match", "*")) or (
            "Probity-Known-At-Least" in headers and "knownAt=" in response.request.url)
    return code in BEYOND_SCHEMAS


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Whether a failure is a finding."""
    kind = type(failure).__name__
    if kind == "RejectedPositiveData" and response.status_code == 400:
        return not all(is_beyond_schemas(*fault, response) for fault in faults(response))
    # The request demanded an entry that is not there yet, and is told to ask again. Any other
    # 503 is a finding.
    if kind == "ServerError":
        return faults(response) != {("ledger.behind", "")}
    return True


@schemathesis.serializer("application/x-ndjson")
def lines(context, value):
    """NDJSON as the document has it: a text."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
