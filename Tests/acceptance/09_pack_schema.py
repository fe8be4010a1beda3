#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The schema that `probity policy schema` prints takes every sound pack and refuses what is none.

The packs are those that ship and the one of the pages on the format. Each mapping of the latter
gets an unknown member, and each dated value loses its source: the schema must refuse every one.
"""

import copy
import decimal
import json
import re
import subprocess

import jsonschema
import yaml

from acceptance import PROBITY, ROOT, check, finish

POLICY = ROOT / "Sources" / "Policy"


class PackYAML(yaml.SafeLoader):
    """YAML as a pack means it: days are words, and only `true` and `false` are truth."""


PackYAML.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers
            if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
PackYAML.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
# Exact, since 85.32 is a multiple of 0.001 and the nearest binary fraction is none.
PackYAML.add_constructor(
    "tag:yaml.org,2002:float", lambda _, node: decimal.Decimal(node.value.replace("_", "")))


def read(text):
    """The one document of a file."""
    return yaml.load(text, PackYAML)


def shipped(folder):
    """A pack that ships, as the schema sees it."""
    return {str(file.relative_to(folder)): read(file.read_text(encoding="utf-8"))
            for file in sorted(folder.rglob("*.yaml"))}


def documented():
    """The example pack of the pages on the format."""
    files = {}
    for page in sorted((POLICY / "Policy.docc").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        for path, body in re.findall(r"^```yaml (\S+)\n(.*?)^```$", text, re.M | re.S):
            files[path] = read(body)
    return files


def mappings(value, path=()):
    """The places of all mappings in a value."""
    if isinstance(value, dict):
        yield path
        for name, inner in value.items():
            yield from mappings(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from mappings(inner, (*path, index))


def at(value, path):
    """What stands at a place."""
    for step in path:
        value = value[step]
    return value


# Mappings whose names the author of a pack chooses.
FREE = {"facts", "grades", "clocks"}
# Parts of a value that may have a source of their own, and else have that of the value.
SOURCED_BY_THEIR_VALUE = {
    "measures", "justifications", "reductions", "payments", "requirements"}


def is_free(path):
    """Whether it takes any name: facts, grades, words of an ordinal, items, days of clocks."""
    return (path[-1] in FREE and path[0] != "facts.yaml"
            or path[-1] == "points" and "ordinal" in path
            or path[-2:] == ("nomineePoints", "items")
            or "clocks" in path and path[0].startswith("cases/"))


def main():
    printed = subprocess.run([PROBITY, "policy", "schema"], capture_output=True, check=True).stdout
    schema = json.loads(printed, parse_float=decimal.Decimal)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for folder in sorted((POLICY / "Regimes").iterdir()):
        faults = list(validator.iter_errors(shipped(folder)))
        check(not faults, f"it takes the pack {folder.name}",
              "\n".join(f"{list(fault.path)}: {fault.message[:300]}" for fault in faults))
    pack = documented()
    faults = list(validator.iter_errors(pack))
    check(not faults and len(pack) >= 15, "it takes the pack of the pages on the format",
          "\n".join(f"{list(fault.path)}: {fault.message[:300]}" for fault in faults))

    taken, planted = [], 0
    for path in mappings(pack):
        if path and is_free(path):
            continue
        broken = copy.deepcopy(pack)
        at(broken, path)["planted"] = 1
        planted += 1
        if validator.is_valid(broken):
            taken.append("/".join(map(str, path)))
    check(planted > 150 and not taken,
          f"it refuses an unknown member in each of {planted} mappings", "\n".join(taken))
    taken, removed = [], 0
    for path in mappings(pack):
        if ("source" in at(pack, path) and path[0] != "register.yaml"
                and not SOURCED_BY_THEIR_VALUE & set(path[-2:])):
            broken = copy.deepcopy(pack)
            del at(broken, path)["source"]
            removed += 1
            if validator.is_valid(broken):
                taken.append("/".join(map(str, path)))
    check(removed > 20 and not taken, f"it refuses each of {removed} values without a source",
          "\n".join(taken))
    finish()


if __name__ == "__main__":
    main()
