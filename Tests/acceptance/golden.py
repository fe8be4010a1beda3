# SPDX-License-Identifier: Apache-2.0
"""The published examples of each law: what is asked, and what must stand where in the answer."""

CASES = []

# Every example, so that none is forgotten.
KNOWN = [
    *(f"CA-{number:02}" for number in (1, 2, 3, 4, 6, 8, 9, 11, 13, 15, 16, 17, 18, 20, 22)),
    *(f"CNT-{number:02}" for number in (1, 2, 4, 5, 7, 8, 10)),
    "Order 36",
    *(f"CNF-{number:02}" for number in (1, 3, 4, 6, 7)),
    *(f"UK-{number:02}" for number in range(1, 9)),
    *(f"AU-{number:02}" for number in (1, 2, 3, 5, 6, 7)),
]


def case(name, says, ask, want):
    """Adds a case."""
    CASES.append({"id": name, "says": says, "ask": ask, "want": want})


def question(policy, as_of, events=(), facts=None, kind="organisation", role="sponsor", **more):
    """The body of a question."""
    return {"policy": policy, "asOf": as_of, "role": role,
            "party": {"kind": kind, "facts": facts or {}}, "events": list(events), **more}


def event(name, indicator, occurred_on, **more):
    """An event of a question."""
    return {"id": name, "indicator": indicator, "occurredOn": occurred_on, **more}


def money(amount, currency):
    """An amount as an answer writes it."""
    return {"amount": amount, "currency": currency}
