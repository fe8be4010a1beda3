// SPDX-License-Identifier: Apache-2.0

import Postgres

/// The database's clock, by which entries are recorded and last days are over, put to other
/// instants in one test database.
public enum LedgerClock {
    /// Puts a clock of the test's own in the place of the database's. Before any daemon connects.
    public static func install(at connectionString: String) async throws {
        try await runScript(
            """
            SET allow_system_table_mods = on;
            CREATE TABLE public.clock_shift (shift interval NOT NULL);
            INSERT INTO public.clock_shift VALUES (interval '0');
            ALTER FUNCTION pg_catalog.clock_timestamp() RENAME TO machine_timestamp;
            CREATE FUNCTION pg_catalog.clock_timestamp() RETURNS timestamptz
            LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
            AS 'SELECT machine_timestamp() + shift FROM public.clock_shift';
            """, at: connectionString)
    }

    /// Puts the clock to an instant, as `2026-06-01T16:00:00Z`; it runs on from there.
    public static func set(_ instant: String, at connectionString: String) async throws {
        try await runScript(
            """
            UPDATE public.clock_shift
            SET shift = timestamptz '\(instant)' - pg_catalog.machine_timestamp();
            """, at: connectionString)
    }
}
