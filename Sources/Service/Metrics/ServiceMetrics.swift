// SPDX-License-Identifier: Apache-2.0

import Domain
import Postgres

/// What the paths of the service count while they work.
public struct ServiceMetrics: Sendable {
    /// The shared queries of the Reader.
    public let reader = ReaderMetrics()
    /// The batches of the Registrar.
    public let registrar = RegistrarMetrics()
    /// The clocks of duties.
    public let duties = DutyMetrics()
    /// The greatest number of an entry that this daemon has seen, as writer or reader.
    public let ledgerHead = Gauge()

    /// Begins with nothing counted.
    public init() {}
}

/// What the Reader counts.
public struct ReaderMetrics: Sendable {
    /// How many look-ups shared each query.
    public let lookUps = Histogram.ofCounts()
    /// How long each query took, with the wait for a connection.
    public let duration = Histogram.ofSeconds()
    /// Look-ups that wait for the next query.
    public let waiting = Gauge()
    /// Look-ups that were refused because too many waited.
    public let refusals = Counter()
    /// Queries that failed.
    public let failures = Counter()

    /// Begins with nothing counted.
    public init() {}
}

/// What the Registrar counts.
public struct RegistrarMetrics: Sendable {
    /// How many commands each batch held.
    public let commands = Histogram.ofCounts()
    /// How long each batch took, from the wait for a connection to the commit.
    public let duration = Histogram.ofSeconds()
    /// Commands that wait for the next batch.
    public let waiting = Gauge()
    /// Commands that a rule refused.
    public let refusals = Counter()
    /// Commands that were refused because too many waited.
    public let overflows = Counter()
    /// Batches that the database refused or did not answer.
    public let failures = Counter()

    /// Begins with nothing counted.
    public init() {}
}

/// What is counted of the clocks of duties.
public struct DutyMetrics: Sendable {
    /// Duties that this daemon entered as missed.
    public let missed = Counter()
    /// How long each look at all clocks took.
    public let duration = Histogram.ofSeconds()
    /// Looks that did not come to their end.
    public let failures = Counter()

    /// Begins with nothing counted.
    public init() {}
}

extension Registry {
    /// All that this daemon counts of itself, but for its HTTP side, as it stands now. Nothing is
    /// asked of the database.
    public func metricFamilies() -> [MetricFamily] {
        readerFamilies + registrarFamilies + dutyFamilies + [poolFamily, poolMaximumFamily]
            + [
                MetricFamily(
                    .gauge, "probity_ledger_head_entries",
                    "Entries of the ledger, as this daemon last saw it.",
                    value: metrics.ledgerHead.value)
            ] + lookUps.families + ProcessMetrics.families()
    }

    private var readerFamilies: [MetricFamily] {
        let reader = metrics.reader
        return [
            MetricFamily(
                "probity_reader_query_lookups", "Look-ups that shared one query of the Reader.",
                histogram: reader.lookUps),
            MetricFamily(
                "probity_reader_query_duration_seconds", "How long a query of the Reader took.",
                histogram: reader.duration),
            MetricFamily(
                .gauge, "probity_reader_waiting_lookups",
                "Look-ups that wait for the Reader's next query.", value: reader.waiting.value),
            MetricFamily(
                .counter, "probity_reader_refused_lookups_total",
                "Look-ups refused because too many waited.", value: reader.refusals.value),
            MetricFamily(
                .counter, "probity_reader_failed_queries_total",
                "Queries of the Reader that the database did not answer.",
                value: reader.failures.value),
        ]
    }

    private var registrarFamilies: [MetricFamily] {
        let registrar = metrics.registrar
        return [
            MetricFamily(
                "probity_registrar_batch_commands", "Commands in one batch of the Registrar.",
                histogram: registrar.commands),
            MetricFamily(
                "probity_registrar_batch_duration_seconds",
                "How long a batch took, from the wait for a connection to the commit.",
                histogram: registrar.duration),
            MetricFamily(
                .gauge, "probity_registrar_waiting_commands",
                "Commands that wait for the Registrar's next batch.",
                value: registrar.waiting.value),
            MetricFamily(
                .counter, "probity_registrar_refused_commands_total",
                "Commands that a rule refused.", value: registrar.refusals.value),
            MetricFamily(
                .counter, "probity_registrar_overflowing_commands_total",
                "Commands refused because too many waited.", value: registrar.overflows.value),
            MetricFamily(
                .counter, "probity_registrar_failed_batches_total",
                "Batches that the database refused or did not answer.",
                value: registrar.failures.value),
        ]
    }

    private var dutyFamilies: [MetricFamily] {
        [
            MetricFamily(
                .counter, "probity_duties_missed_total", "Duties entered as missed.",
                value: metrics.duties.missed.value),
            MetricFamily(
                "probity_duties_sweep_duration_seconds",
                "How long a look at the clocks of all duties took.",
                histogram: metrics.duties.duration),
            MetricFamily(
                .counter, "probity_duties_failed_sweeps_total",
                "Looks at the clocks of duties that did not come to their end.",
                value: metrics.duties.failures.value),
        ]
    }

    private var poolFamily: MetricFamily {
        var family = MetricFamily(
            .gauge, "probity_pool_connections",
            "Connections to the database by pool and state, and borrowers that wait for one.")
        for (name, pool) in pools {
            let gauges = pool.gauges
            for (state, count) in [
                ("leased", gauges.leased), ("idle", gauges.idle),
                ("connecting", gauges.connecting), ("waiting", gauges.waiting),
            ] {
                family.add(count, .init("pool", name), .init("state", state))
            }
        }
        return family
    }

    private var poolMaximumFamily: MetricFamily {
        var family = MetricFamily(
            .gauge, "probity_pool_maximum_connections", "Connections that a pool makes at most.")
        for (name, pool) in pools { family.add(pool.maximum, .init("pool", name)) }
        return family
    }

    private var pools: [(name: String, pool: Pool)] {
        [("writer", writers), ("hotReader", readers), ("query", queries)]
    }
}
