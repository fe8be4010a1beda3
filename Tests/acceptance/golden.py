# SPDX-License-Identifier: Apache-2.0
"""The published examples of each law: what is asked, and what must stand where in the answer."""

CASES = []


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
