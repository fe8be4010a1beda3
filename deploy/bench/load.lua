-- SPDX-License-Identifier: Apache-2.0
-- What wrk sends, by the environment, and what it found, as one line `RESULT {…}`.
--
--   BENCH_FILE    a file with a line per request: a query or a body
--   BENCH_METHOD  GET puts the line behind BENCH_PATH; POST sends it as the body
--   BENCH_LINES   how many lines one body has; with BENCH_JOIN=, as one JSON array
--   BENCH_TOKEN   the bearer token, if any; BENCH_TYPE the content type
--   BENCH_KEYS    set for an Idempotency-Key of its own on every request

local method = os.getenv("BENCH_METHOD") or "GET"
local path = os.getenv("BENCH_PATH")
local count = tonumber(os.getenv("BENCH_LINES") or "1")
local isArray = os.getenv("BENCH_JOIN") == ","
local keys = os.getenv("BENCH_KEYS")
local token = os.getenv("BENCH_TOKEN")
local headers = {}
local texts = {}
local sent = 0

if token and token ~= "" then headers["Authorization"] = "Bearer " .. token end
if method == "POST" then headers["Content-Type"] = os.getenv("BENCH_TYPE") end

-- A body of `count` random lines.
local function body(lines)
    if count == 1 then return lines[math.random(#lines)] end
    local chosen = {}
    for index = 1, count do chosen[index] = lines[math.random(#lines)] end
    if isArray then return "[" .. table.concat(chosen, ",") .. "]" end
    return table.concat(chosen, "\n") .. "\n"
end

function init()
    math.randomseed(tonumber(os.getenv("BENCH_SEED") or "1"))
    local lines = {}
    for line in io.lines(os.getenv("BENCH_FILE")) do lines[#lines + 1] = line end
    if count == 1 then
        texts = lines
    else
        -- Made beforehand: to put them together must not slow down what is sent.
        for index = 1, math.max(20, math.floor(40000 / count)) do texts[index] = body(lines) end
    end
end

function request()
    local text = texts[math.random(#texts)]
    if method == "GET" then return wrk.format("GET", path .. text, headers) end
    if keys then
        sent = sent + 1
        headers["Idempotency-Key"] = keys .. "-" .. sent
    end
    return wrk.format("POST", path, headers, text)
end

function done(summary, latency)
    local errors = summary.errors
    local failed = errors.connect + errors.read + errors.write + errors.timeout
    io.write(string.format(
        'RESULT {"requests":%d,"seconds":%.3f,"p50":%.3f,"p99":%.3f,"refused":%d,"failed":%d}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
        latency:percentile(99) / 1e3, errors.status, failed))
end
