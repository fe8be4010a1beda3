-- Constraints: each refuses a row that is good but for what it forbids. Their names are API: the
-- Store maps them to errors.

BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();

CREATE TEMPORARY TABLE good_row (table_name text PRIMARY KEY, content jsonb NOT NULL);
INSERT INTO good_row VALUES
('ledger_entry', '{"number": 1, "recorded_at": "2026-01-01T00:00:00Z", "kind": "test.made",
    "bytes": "\\x7b7d", "leaf_hash": "\\x{32}"}'),
('ledger_subtree', '{"level": 8, "index": 0, "hash": "\\x{32}"}'),
('party', '{"party_id": "00000000-0000-7000-8000-000000000001", "kind": "organisation",
    "region": "CN-44", "regime": "test", "name": "A", "name_key": "a", "town_key": "b",
    "entry_number": 1}'),
('party_key', '{"key": "test:1", "party_id": "00000000-0000-7000-8000-000000000001"}'),
('history', '{"party_id": "00000000-0000-7000-8000-000000000001", "kind": "event",
    "record_id": "00000000-0000-7000-8000-000000000002", "entry_number": 1,
    "bytes": "\\x7b7d"}'),
('standing', '{"party_id": "00000000-0000-7000-8000-000000000001", "role": "inviter",
    "regime": "test", "entry_number": 1, "bytes": "\\x7b7d"}'),
('event_index', '{"event_id": "00000000-0000-7000-8000-000000000002",
    "party_id": "00000000-0000-7000-8000-000000000001", "origin_system": "a",
    "origin_id": "1"}'),
('accreditation_index', '{"accreditation_id": "00000000-0000-7000-8000-000000000003",
    "party_id": "00000000-0000-7000-8000-000000000001"}'),
('tie_index', '{"record_id": "00000000-0000-7000-8000-000000000003",
    "party_id": "00000000-0000-7000-8000-000000000001", "kind": "sanction"}'),
('event_tally', '{"party_id": "00000000-0000-7000-8000-000000000001",
    "role": "inviter", "regime": "test", "indicator": "i", "state": "alleged",
    "entry_number": 1, "bytes": "\\x{28}"}'),
('sanction', '{"sanction_id": "00000000-0000-7000-8000-000000000003",
    "party_id": "00000000-0000-7000-8000-000000000001", "in_force_from": "2026-01-01",
    "published": true, "bytes": "\\x7b7d", "entry_number": 1}'),
('duty', '{"duty_id": "00000000-0000-7000-8000-000000000006",
    "party_id": "00000000-0000-7000-8000-000000000001", "regime": "test", "role": "inviter",
    "duty": "d", "state": "open", "last_day": "2026-01-01",
    "changed_at": "2026-01-01T00:00:00Z", "bytes": "\\x7b7d", "entry_number": 1}'),
('proceeding', '{"proceeding_id": "00000000-0000-7000-8000-000000000007",
    "party_id": "00000000-0000-7000-8000-000000000001", "kind": "case", "regime": "test",
    "from_days": ["2026-01-01"], "states": ["opened"], "due_days": ["2026-02-01"]}'),
('outbox', '{"kind": "duty.reminder", "subject_id": "00000000-0000-7000-8000-000000000006",
    "due_on": "2026-01-01", "party_id": "00000000-0000-7000-8000-000000000001",
    "regime": "test", "payload": "\\x7b7d", "entry_number": 1}'),
('register_row', '{"accreditation_id": "00000000-0000-7000-8000-000000000003",
    "entry_number": 2, "party_id": "00000000-0000-7000-8000-000000000001", "regime": "test",
    "role": "inviter", "route": "r", "region": "CN-44", "published": true,
    "bytes": "\\x7b7d"}'),
('band_index', '{"party_id": "00000000-0000-7000-8000-000000000001", "role": "inviter",
    "regime": "test", "policy_sha256": "\\x{32}", "from_days": ["2026-01-01"],
    "bands": ["A"]}'),
('person_key', '{"party_id": "00000000-0000-7000-8000-000000000001",
    "wrapped_key": "\\x{32}", "created_at": "2026-01-01T00:00:00Z"}'),
('personal_text', '{"text_id": "00000000-0000-7000-8000-000000000004",
    "party_id": "00000000-0000-7000-8000-000000000001", "purpose": "event.note",
    "sealed": "\\x{32}", "created_at": "2026-01-01T00:00:00Z"}'),
('access_token', '{"token_id": "00000000-0000-7000-8000-000000000005",
    "secret_sha256": "\\x{32}", "role": "regulator", "label": "desk 1", "authority": "cn-gz",
    "territory": "CN-44", "issued_at": "2026-01-01T00:00:00Z"}'),
('access_token_party', '{"token_id": "00000000-0000-7000-8000-000000000005",
    "party_id": "00000000-0000-7000-8000-000000000001", "granted_at": "2026-01-02T00:00:00Z"}'),
('authority', '{"code": "cn-gz", "name": "Guangzhou", "territory": "CN-44",
    "entry_number": 1}'),
('idempotency', '{"principal": "00000000-0000-7000-8000-000000000005",
    "route": "POST /v1/events", "key": "k1", "request_sha256": "\\x{32}", "entry_number": 1,
    "recorded_at": "2026-01-01T00:00:00Z"}'),
('look_up_count', '{"party_id": "00000000-0000-7000-8000-000000000001",
    "hour": "2026-01-01T00:00:00Z", "token_id": "00000000-0000-7000-8000-000000000005",
    "purpose": "rating", "role": "visaDesk", "look_ups": 1}'),
('chore', '{"name": "test", "done_at": "2026-01-01T00:00:00Z"}'),
('policy_version', '{"code": "test", "version": "2026-01-01", "sha256": "\\x{32}",
    "pack": "\\x7b7d", "in_force_from": "2026-01-01", "entry_number": 1}'),
('policy_draft', '{"code": "test", "version": "2026-01-01", "sha256": "\\x{32}",
    "pack": "\\x7b7d", "title_en": "Test", "title_zh": "Test", "is_default": false,
    "entry_number": 1}'),
('register_edition', '{"regime": "test", "edition_date": "2026-01-01", "sha256": "\\x{32}",
    "entry_number": 1}'),
('schema_migration', '{"version": 9999, "name": "9999_test_row.sql", "sha256": "\\x{32}",
    "applied_at": "2026-01-01T00:00:00Z", "applied_by": "test", "duration_ms": 1}');

-- `{n}` within a value stands for n bytes in hexadecimal, `<n>` for n letters.
CREATE FUNCTION pg_temp.written_out(value jsonb) RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
    length_bytes integer;
    written text := value::text;
BEGIN
    FOR length_bytes IN
        SELECT DISTINCT m[1]::integer FROM regexp_matches(written, '\{(\d+)\}', 'g') AS m
    LOOP
        written := replace(written, '{' || length_bytes || '}', repeat('ab', length_bytes));
    END LOOP;
    FOR length_bytes IN
        SELECT DISTINCT m[1]::integer FROM regexp_matches(written, '<(\d+)>', 'g') AS m
    LOOP
        written := replace(written, '<' || length_bytes || '>', repeat('x', length_bytes));
    END LOOP;
    RETURN written::jsonb;
END
$$;

CREATE FUNCTION pg_temp.insert_row(table_name text, content jsonb) RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO probity.%1$I SELECT * FROM jsonb_populate_record(NULL::probity.%1$I, $1)',
        table_name
    ) USING pg_temp.written_out(content);
END
$$;

-- The constraint that refuses the table's good row with this change, or `accepted`.
CREATE FUNCTION pg_temp.refusal(of_table text, change jsonb) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    refused_by text;
BEGIN
    PERFORM pg_temp.insert_row(g.table_name, g.content || change)
    FROM good_row AS g WHERE g.table_name = of_table;
    RAISE EXCEPTION USING ERRCODE = 'ZZ000';
EXCEPTION
    WHEN SQLSTATE 'ZZ000' THEN
        RETURN 'accepted';
    WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS refused_by = CONSTRAINT_NAME;
        RETURN coalesce(nullif(refused_by, ''), SQLSTATE);
END
$$;

SELECT lives_ok(
    format('SELECT pg_temp.insert_row(%L, %L)', table_name, content),
    format('a good row of %s is taken', table_name)
)
FROM good_row
ORDER BY table_name;

INSERT INTO good_row
SELECT 'ledger_head', to_jsonb(h) FROM probity.ledger_head AS h;

CREATE TEMPORARY TABLE bad_row (table_name text, rule text, change jsonb);
INSERT INTO bad_row VALUES
('ledger_entry', 'number_pk', '{}'),
('ledger_entry', 'recorded_at_key', '{"number": 2}'),
('ledger_entry', 'number_check', '{"number": 0}'),
('ledger_entry', 'recorded_at_check', '{"number": 2, "recorded_at": "infinity"}'),
('ledger_entry', 'kind_check', '{"number": 2, "kind": ""}'),
('ledger_entry', 'kind_check', '{"number": 2, "kind": "<81>"}'),
('ledger_entry', 'bytes_check', '{"number": 2, "bytes": "\\x"}'),
('ledger_entry', 'bytes_check', '{"number": 2, "bytes": "\\x{1048577}"}'),
('ledger_entry', 'leaf_hash_check', '{"number": 2, "leaf_hash": "\\x{31}"}'),
('ledger_entry', 'leaf_hash_check', '{"number": 2, "leaf_hash": "\\x{33}"}'),
('ledger_head', 'singleton_pk', '{}'),
('ledger_head', 'singleton_check', '{"singleton": false}'),
('ledger_head', 'size_check', '{"size": -1, "compact_range": "\\xffffffffffffffff{2048}"}'),
('ledger_head', 'recorded_at_check', '{"recorded_at": "-infinity"}'),
('ledger_head', 'compact_range_check', '{"compact_range": "\\x0000000000000001{32}"}'),
('ledger_head', 'compact_range_check', '{"size": 1, "compact_range": "\\x0000000000000001"}'),
('ledger_head', 'compact_range_check', '{"compact_range": "\\x"}'),
('ledger_subtree', 'level_index_pk', '{}'),
('register_row', 'accreditation_id_entry_number_pk', '{}'),
('register_row', 'entry_number_check', '{"entry_number": 0}'),
('register_row', 'replaced_by_check', '{"entry_number": 3, "replaced_by": 3}'),
('register_row', 'bytes_check', '{"entry_number": 3, "bytes": "\\x"}'),
('register_row', 'bytes_check', '{"entry_number": 3, "bytes": "\\x{1048577}"}'),
('band_index', 'party_id_role_regime_pk', '{}'),
('band_index', 'policy_sha256_check', '{"role": "sponsor", "policy_sha256": "\\x{31}"}'),
('band_index', 'bands_check', '{"role": "sponsor", "bands": []}'),
('ledger_subtree', 'level_check', '{"level": 0}'),
('ledger_subtree', 'level_check', '{"level": 9}'),
('ledger_subtree', 'level_check', '{"level": 64}'),
('ledger_subtree', 'index_check', '{"index": -1}'),
('ledger_subtree', 'hash_check', '{"index": 1, "hash": "\\x{31}"}'),
('party', 'party_id_pk', '{}'),
('party', 'kind_check', '{"kind": "club"}'),
('party', 'natural_person_check', '{"kind": "person", "name_key": null, "town_key": null}'),
('party', 'natural_person_check', '{"kind": "person", "name": null, "town_key": null}'),
('party', 'natural_person_check', '{"kind": "soleTrader", "name": null, "name_key": null}'),
('party', 'region_check', '{"region": ""}'),
('party', 'regime_check', '{"regime": "<81>"}'),
('party', 'entry_number_check', '{"entry_number": 0}'),
('party_key', 'key_pk', '{}'),
('party_key', 'key_check', '{"key": "<401>"}'),
('history', 'party_id_kind_record_id_pk', '{}'),
('history', 'kind_check', '{"kind": "case"}'),
('history', 'entry_number_check', '{"entry_number": 0}'),
('history', 'bytes_check', '{"bytes": "\\x"}'),
('history', 'bytes_check', '{"bytes": "\\x{1048577}"}'),
('standing', 'party_id_role_regime_pk', '{}'),
('standing', 'role_check', '{"role": "host"}'),
('standing', 'regime_check', '{"regime": ""}'),
('standing', 'entry_number_check', '{"entry_number": 0}'),
('standing', 'bytes_check', '{"bytes": "\\x"}'),
('standing', 'bytes_check', '{"bytes": "\\x{4097}"}'),
('event_index', 'event_id_pk', '{"origin_id": "2"}'),
('event_index', 'origin_system_origin_id_key',
    '{"event_id": "00000000-0000-7000-8000-000000000009"}'),
('event_index', 'origin_check', '{"origin_system": null}'),
('event_index', 'origin_check', '{"origin_id": null}'),
('event_index', 'origin_check', '{"origin_id": "<401>"}'),
('accreditation_index', 'accreditation_id_pk', '{}'),
('tie_index', 'record_id_party_id_pk', '{}'),
('tie_index', 'kind_check', '{"kind": "friend"}'),
('event_tally', 'party_id_role_regime_indicator_state_pk', '{}'),
('event_tally', 'entry_number_check', '{"entry_number": 0}'),
('event_tally', 'bytes_check', '{"bytes": "\\x{27}"}'),
('sanction', 'sanction_id_pk', '{}'),
('sanction', 'over_on_check', '{"over_on": "2025-12-31"}'),
('sanction', 'bytes_check', '{"bytes": "\\x"}'),
('sanction', 'bytes_check', '{"bytes": "\\x{65537}"}'),
('sanction', 'entry_number_check', '{"entry_number": 0}'),
('duty', 'duty_id_pk', '{}'),
('duty', 'regime_check', '{"regime": ""}'),
('duty', 'role_check', '{"role": "friend"}'),
('duty', 'duty_check', '{"duty": "<81>"}'),
('duty', 'state_check', '{"state": "overdue"}'),
('duty', 'last_day_check', '{"last_day": "infinity"}'),
('duty', 'changed_at_check', '{"changed_at": "infinity"}'),
('duty', 'bytes_check', '{"bytes": "\\x"}'),
('duty', 'bytes_check', '{"bytes": "\\x{65537}"}'),
('duty', 'entry_number_check', '{"entry_number": 0}'),
('proceeding', 'proceeding_id_pk', '{}'),
('proceeding', 'kind_check', '{"kind": "tea"}'),
('proceeding', 'regime_check', '{"regime": ""}'),
('proceeding', 'from_days_check', '{"from_days": [], "states": [], "due_days": []}'),
('proceeding', 'states_check', '{"states": []}'),
('proceeding', 'due_days_check', '{"due_days": []}'),
('outbox', 'kind_subject_id_due_on_pk', '{}'),
('outbox', 'kind_check', '{"kind": "tea"}'),
('outbox', 'due_on_check', '{"due_on": "infinity"}'),
('outbox', 'regime_check', '{"regime": ""}'),
('outbox', 'payload_check', '{"payload": "\\x"}'),
('outbox', 'payload_check', '{"payload": "\\x{65537}"}'),
('outbox', 'entry_number_check', '{"entry_number": 0}'),
('outbox', 'delivered_at_check', '{"delivered_at": "infinity"}'),
('person_key', 'party_id_pk', '{}'),
('person_key', 'wrapped_key_check', '{"wrapped_key": "\\x{31}"}'),
('personal_text', 'text_id_pk', '{}'),
('personal_text', 'party_id_fk',
    '{"text_id": "00000000-0000-7000-8000-000000000009",
      "party_id": "00000000-0000-7000-8000-000000000009"}'),
('personal_text', 'purpose_check', '{"purpose": ""}'),
('personal_text', 'sealed_check', '{"sealed": "\\x"}'),
('access_token', 'token_id_pk', '{}'),
('access_token', 'secret_sha256_check', '{"secret_sha256": "\\x{31}"}'),
('access_token', 'role_check', '{"role": "owner"}'),
('access_token', 'label_check', '{"label": ""}'),
('access_token', 'officer_check', '{"authority": null}'),
('access_token', 'officer_check', '{"role": "decider", "territory": null}'),
('access_token', 'authority_check', '{"authority": ""}'),
('access_token', 'territory_check', '{"territory": "<81>"}'),
('access_token', 'expires_at_check', '{"expires_at": "2026-01-01T00:00:00Z"}'),
('access_token', 'previous_secret_sha256_check', '{"previous_secret_sha256": "\\x{33}",
    "previous_until": "2026-01-01T00:00:00Z"}'),
('access_token', 'previous_until_check', '{"previous_until": "2026-01-01T00:00:00Z"}'),
('access_token', 'previous_until_check', '{"previous_secret_sha256": "\\x{32}"}'),
('access_token_party', 'token_id_party_id_pk', '{}'),
('access_token_party', 'token_id_fk', '{"token_id": "00000000-0000-7000-8000-000000000009"}'),
('access_token_party', 'withdrawn_at_check', '{"withdrawn_at": "2026-01-01T00:00:00Z"}'),
('authority', 'code_pk', '{}'),
('authority', 'code_check', '{"code": ""}'),
('authority', 'code_check', '{"code": "<81>"}'),
('authority', 'name_check', '{"code": "b", "name": ""}'),
('authority', 'name_check', '{"code": "b", "name": "<1201>"}'),
('authority', 'parent_check', '{"code": "b", "parent": "b"}'),
('authority', 'parent_fk', '{"code": "b", "parent": "nobody"}'),
('authority', 'territory_check', '{"code": "b", "territory": ""}'),
('authority', 'entry_number_check', '{"code": "b", "entry_number": 0}'),
('idempotency', 'principal_route_key_pk', '{}'),
('idempotency', 'route_check', '{"route": ""}'),
('idempotency', 'key_check', '{"key": "<401>"}'),
('idempotency', 'request_sha256_check', '{"request_sha256": "\\x{31}"}'),
('idempotency', 'entry_number_check', '{"entry_number": 0}'),
('look_up_count', 'party_id_hour_token_id_purpose_pk', '{}'),
('look_up_count', 'hour_check', '{"hour": "2026-01-01T00:30:00Z"}'),
('look_up_count', 'hour_check', '{"hour": "infinity"}'),
('look_up_count', 'purpose_check', '{"purpose": "curiosity"}'),
('look_up_count', 'role_check', '{"role": "system"}'),
('look_up_count', 'authority_check', '{"authority": ""}'),
('look_up_count', 'look_ups_check', '{"look_ups": 0}'),
('chore', 'name_pk', '{}'),
('chore', 'name_check', '{"name": ""}'),
('chore', 'done_at_check', '{"done_at": "-infinity"}'),
('policy_version', 'code_version_pk', '{"sha256": "\\xcd{31}"}'),
('policy_version', 'sha256_key', '{"version": "2026-01-02"}'),
('policy_version', 'code_in_force_from_key',
    '{"version": "2026-01-02", "sha256": "\\xcd{31}"}'),
('policy_version', 'code_check', '{"code": ""}'),
('policy_version', 'version_check', '{"version": "<81>"}'),
('policy_version', 'sha256_check', '{"sha256": "\\x{31}"}'),
('policy_version', 'in_force_from_check', '{"in_force_from": "-infinity"}'),
('policy_version', 'entry_number_check', '{"entry_number": 0}'),
('policy_draft', 'code_version_pk', '{"sha256": "\\xcd{31}"}'),
('policy_draft', 'code_check', '{"code": ""}'),
('policy_draft', 'version_check', '{"version": "<81>"}'),
('policy_draft', 'sha256_check', '{"sha256": "\\x{31}"}'),
('policy_draft', 'pack_check', '{"pack": "\\x"}'),
('policy_draft', 'entry_number_check', '{"entry_number": 0}'),
('register_edition', 'regime_edition_date_pk', '{"sha256": "\\xcd{31}"}'),
('register_edition', 'regime_sha256_key', '{"edition_date": "2026-01-02"}'),
('register_edition', 'regime_check', '{"regime": ""}'),
('register_edition', 'edition_date_check', '{"edition_date": "infinity"}'),
('register_edition', 'sha256_check', '{"sha256": "\\x{33}"}'),
('register_edition', 'entry_number_check', '{"entry_number": 0}'),
('schema_migration', 'version_pk', '{}'),
('schema_migration', 'version_check', '{"version": 0}'),
('schema_migration', 'sha256_check', '{"sha256": "\\x{31}"}'),
('schema_migration', 'duration_ms_check', '{"duration_ms": -1}');

SELECT is(
    pg_temp.refusal(b.table_name, b.change), b.table_name || '_' || b.rule,
    format('%s_%s refuses %s', b.table_name, b.rule, b.change)
)
FROM bad_row AS b;

SELECT set_eq(
    $$ SELECT conname::text FROM pg_constraint
       WHERE connamespace = 'probity'::regnamespace AND contype <> 't' $$,
    $$ SELECT table_name || '_' || rule FROM bad_row $$,
    'no constraint is without a row that it refuses'
);

SELECT set_eq(
    $$ SELECT c.relname || '.' || a.attname
       FROM pg_attribute AS a
       JOIN pg_class AS c ON c.oid = a.attrelid
       WHERE c.relnamespace = 'probity'::regnamespace AND c.relkind = 'r'
           AND a.attnum > 0 AND NOT a.attisdropped AND NOT a.attnotnull $$,
    ARRAY[
        'ledger_entry.party_id', 'party.name', 'party.name_key', 'party.town_key',
        'event_index.origin_system', 'event_index.origin_id', 'access_token.authority',
        'access_token.territory', 'access_token.expires_at', 'access_token.revoked_at',
        'access_token.previous_secret_sha256', 'access_token.previous_until',
        'access_token.rotated_at', 'access_token_party.withdrawn_at', 'authority.parent',
        'authority.closed_at', 'idempotency.subject', 'idempotency.rating', 'sanction.over_on',
        'register_row.replaced_by', 'register_row.held_from', 'register_row.over_on',
        'band_index.policy_sha256', 'band_index.until_day', 'look_up_count.authority',
        'outbox.delivered_at'
    ],
    'exactly these columns may be NULL'
);

SELECT is(
    pg_temp.refusal('standing', '{"bytes": "\\x{4096}", "regime": "other"}'), 'accepted',
    'a standing of 4 KiB is taken'
);
SELECT is(
    pg_temp.refusal('ledger_entry', '{"number": 2, "bytes": "\\x{1048576}",
        "recorded_at": "2026-01-02T00:00:00Z"}'),
    'accepted', 'an entry of 1 MiB is taken'
);
SELECT is(
    pg_temp.refusal('party', '{"kind": "person", "name": null, "name_key": null,
        "town_key": null, "party_id": "00000000-0000-7000-8000-000000000009"}'),
    'accepted', 'a person without a name in the open is taken'
);
SELECT is(
    pg_temp.refusal('event_index', '{"event_id": "00000000-0000-7000-8000-000000000009",
        "origin_system": null, "origin_id": null}'),
    'accepted', 'an event entered by hand is taken'
);
SELECT results_eq(
    $$ SELECT size, recorded_at, compact_range FROM probity.ledger_head $$,
    $$ VALUES (0::bigint, 'epoch'::timestamptz, '\x0000000000000000'::bytea) $$,
    'an empty ledger begins at size 0'
);

SELECT * FROM finish();
ROLLBACK;
