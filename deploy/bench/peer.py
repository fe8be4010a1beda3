# SPDX-License-Identifier: Apache-2.0
"""The peer: FastAPI over asyncpg, doing a thin look-up of one row, or of a hundred.

It knows no token, no rule, no reason and no ledger: it gives the row as it is stored.
"""

import contextlib
import os

import asyncpg
import fastapi

ONE = "SELECT key, outcome, band, score, valid_until FROM voucher WHERE key = $1"
MANY = "SELECT key, outcome, band, score, valid_until FROM voucher WHERE key = ANY($1)"


@contextlib.asynccontextmanager
async def connected(app):
    app.state.pool = await asyncpg.create_pool(os.environ["PEER_DATABASE"], min_size=8, max_size=8)
    yield
    await app.state.pool.close()


app = fastapi.FastAPI(lifespan=connected)


@app.get("/eligibility")
async def one(party: str):
    row = await app.state.pool.fetchrow(ONE, party)
    if row is None:
        raise fastapi.HTTPException(404)
    return dict(row)


@app.post("/eligibility")
async def many(parties: list[str]):
    rows = {row["key"]: dict(row) for row in await app.state.pool.fetch(MANY, parties)}
    return [rows.get(party) for party in parties]
