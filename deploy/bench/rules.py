# SPDX-License-Identifier: Apache-2.0
"""The peers that work out rules: each prints the processor time of one answer, in microseconds.

    rules.py zen SECONDS         zen-engine: a decision table, looked up for each of 30 events
    rules.py openfisca SECONDS   OpenFisca's /calculate for one person, by its country template

Both run in this process, so that no socket is counted.
"""

import json
import logging
import sys
import time
import warnings

EVENTS = 30
INDICATORS = 15


def zen_engine():
    """A table of points by indicator, with a trace; one row for each of the events."""
    import zen
    table = {
        "hitPolicy": "first", "executionMode": "loop", "inputField": "events",
        "outputPath": "points", "passThrough": False,
        "inputs": [{"id": "in", "name": "indicator", "field": "indicator"}],
        "outputs": [{"id": "out", "name": "points", "field": "points"}],
        "rules": [{"_id": str(row), "in": f'"indicator-{row}"', "out": str(-row)}
                  for row in range(INDICATORS)],
    }
    place = {"x": 0, "y": 0}
    decision = zen.ZenEngine().create_decision(json.dumps({
        "nodes": [
            {"id": "begin", "type": "inputNode", "name": "request", "position": place},
            {"id": "table", "type": "decisionTableNode", "name": "points", "position": place,
             "content": table},
            {"id": "end", "type": "outputNode", "name": "response", "position": place}],
        "edges": [{"id": "1", "sourceId": "begin", "targetId": "table", "type": "edge"},
                  {"id": "2", "sourceId": "table", "targetId": "end", "type": "edge"}]}))
    events = [{"indicator": f"indicator-{event % INDICATORS}"} for event in range(EVENTS)]

    def answer():
        found = decision.evaluate({"events": events}, {"trace": True})["result"]["points"]
        assert [row["points"] for row in found] == [-(e % INDICATORS) for e in range(EVENTS)]
    return answer


def openfisca():
    """One income tax, asked of the web interface's own test client."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    from openfisca_core.scripts import build_tax_benefit_system
    from openfisca_web_api.app import create_app
    client = create_app(
        build_tax_benefit_system("openfisca_country_template", None, None)).test_client()
    month = "2017-01"
    question = {
        "persons": {"a": {"salary": {month: 3000}, "income_tax": {month: None}}},
        "households": {"h": {"adults": ["a"]}}}

    def answer():
        found = client.post("/calculate", json=question).get_json()
        assert abs(found["persons"]["a"]["income_tax"][month] - 450) < 0.01
    return answer


def main():
    answer = {"zen": zen_engine, "openfisca": openfisca}[sys.argv[1]]()
    for _ in range(20):
        answer()
    count, began, spent = 0, time.process_time(), 0.0
    while spent < float(sys.argv[2]):
        answer()
        count += 1
        spent = time.process_time() - began
    print(json.dumps({"microseconds": spent / count * 1_000_000}))


main()
