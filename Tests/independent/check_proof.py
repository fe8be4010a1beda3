#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_proof.py PROOF-FILE ENTRY-FILE VKEY: is this entry in the signed ledger?
Reads a c2sp.org/tlog-proof@v1 file, the entry's exact bytes and a key name+hash+base64."""
import base64, hashlib, sys
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey as PublicKey

def sha256(*parts): return hashlib.sha256(b"".join(parts)).digest()
def unbase64(text): return base64.b64decode(text, validate=True)
def need(holds, otherwise):
    if not holds: raise ValueError(otherwise)

def check(proof, entry, vkey):
    name, key_id, key = vkey.split("+", 2)
    key = unbase64(key)
    need(key[:1] == b"\x01" and len(key) == 33, "the key is not Ed25519")
    need(sha256(name.encode(), b"\n", key)[:4].hex() == key_id, "the key's hash is wrong")
    head, text, signatures = proof.split("\n\n", 2)
    title, *lines = head.split("\n")
    need(title == "c2sp.org/tlog-proof@v1", "not a proof file")
    lines = lines[1:] if lines[0].startswith("extra ") else lines
    need(lines[0].startswith("index "), "the proof has no index")
    index, path = int(lines[0][6:]), [unbase64(line) for line in lines[1:]]
    origin, size, root = text.split("\n")
    need(origin == name, "the checkpoint is of another ledger")
    marks = [line.split(" ") for line in signatures.rstrip("\n").split("\n")]
    marks = [unbase64(mark) for dash, who, mark in marks if dash == "\u2014" and who == name]
    marks = [mark[4:] for mark in marks if mark[:4].hex() == key_id]
    need(marks, "no signature of this key")
    for mark in marks: PublicKey.from_public_bytes(key[1:]).verify(mark, (text + "\n").encode())
    node, place, last = sha256(b"\x00", entry), index, int(size) - 1
    need(0 <= place <= last, "the index is outside the tree")
    for sibling in path:  # RFC 9162, 2.1.3.2
        need(last > 0 and len(sibling) == 32, "the path does not fit the tree")
        left = place % 2 == 1 or place == last
        node = sha256(b"\x01", sibling, node) if left else sha256(b"\x01", node, sibling)
        while left and place and place % 2 == 0: place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    need(last == 0, "the path is too short")
    need(node == unbase64(root), "the entry is not under the signed root")
    return f"OK: entry {index + 1} of {size} in {origin}"

if __name__ == "__main__":
    try:
        with open(sys.argv[1], encoding="utf-8", newline="") as f, open(sys.argv[2], "rb") as e:
            print(check(f.read(), e.read(), sys.argv[3]))
    except InvalidSignature: sys.exit("FAILED: the signature is wrong")
    except (ValueError, IndexError, OSError) as error: sys.exit(f"FAILED: {error}")
