// SPDX-License-Identifier: Apache-2.0

/// The table in which the migrator remembers what ran. It must exist before the
/// first migration, so the migrator makes it; that one then gives it to the owner.
public enum MigrationJournal {
    /// The table's full name.
    public static let table = "probity.schema_migration"

    /// Makes the schema and the table. To be run once, under the migrator's lock.
    public static let sql = """
        CREATE SCHEMA IF NOT EXISTS probity;

        CREATE TABLE probity.schema_migration (
            version bigint NOT NULL,
            name text NOT NULL,
            sha256 bytea NOT NULL,
            applied_at timestamptz NOT NULL,
            applied_by text NOT NULL,
            duration_ms bigint NOT NULL,
            CONSTRAINT schema_migration_version_pk PRIMARY KEY (version),
            CONSTRAINT schema_migration_version_check CHECK (version >= 1),
            CONSTRAINT schema_migration_sha256_check CHECK (octet_length(sha256) = 32),
            CONSTRAINT schema_migration_duration_ms_check CHECK (duration_ms >= 0)
        );

        COMMENT ON TABLE probity.schema_migration IS
        'Which migrations ran on this database. Source: probity migrate. Kept: for ever.';
        COMMENT ON COLUMN probity.schema_migration.version IS
        'Number of the migration, from 1, without gaps. Personal data: none.';
        COMMENT ON COLUMN probity.schema_migration.name IS
        'Name of its file. Personal data: none.';
        COMMENT ON COLUMN probity.schema_migration.sha256 IS
        'SHA-256 of its text as it ran; another text is refused. Personal data: none.';
        COMMENT ON COLUMN probity.schema_migration.applied_at IS
        'Instant at which it had run. Personal data: none.';
        COMMENT ON COLUMN probity.schema_migration.applied_by IS
        'Database user who ran it. Personal data: pseudonymous.';
        COMMENT ON COLUMN probity.schema_migration.duration_ms IS
        'How long it ran, in milliseconds. Personal data: none.';
        """
}
