// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Glibc
import Schema

/// What the system says of this process, under the names that every exporter uses, and which
/// build it is.
///
/// - Source: <https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics>
enum ProcessMetrics {
    /// What can be found out; a number that the system does not give is left out.
    static func families() -> [MetricFamily] {
        var families = [processorTime]
        if let pages = residentPages {
            families.append(
                MetricFamily(
                    .gauge, "process_resident_memory_bytes", "Resident memory.",
                    value: pages * Int(sysconf(Int32(_SC_PAGESIZE)))))
        }
        if let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            // The folder that is being read is one of them.
            families.append(
                MetricFamily(
                    .gauge, "process_open_fds", "Open file descriptors.",
                    value: max(0, files.count - 1)))
        }
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0,
            let most = Int(exactly: limit.rlim_cur)
        {
            families.append(
                MetricFamily(
                    .gauge, "process_max_fds", "File descriptors that may be open at most.",
                    value: most))
        }
        if let startTime {
            var family = MetricFamily(
                .gauge, "process_start_time_seconds", "When the process began, since 1970.")
            family.add(startTime)
            families.append(family)
        }
        return families + [build]
    }

    private static var processorTime: MetricFamily {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let microseconds = [usage.ru_utime, usage.ru_stime]
            .reduce(Int64(0)) { $0 + Int64($1.tv_sec) * 1_000_000 + Int64($1.tv_usec) }
        var family = MetricFamily(
            .counter, "process_cpu_seconds_total", "Time of processors used, user and system.")
        family.add(ExactDecimal(mantissa: microseconds, places: 6))
        return family
    }

    private static let build: MetricFamily = {
        var family = MetricFamily(
            .gauge, "probity_build_info",
            "Always 1: the last migration of this build, and how it was compiled.")
        #if DEBUG
            let mode = "debug"
        #else
            let mode = "release"
        #endif
        family.add(
            1, .init("schema", String(Migrations.all.last?.version ?? 0)), .init("mode", mode))
        return family
    }()

    /// When the process began; the system tells it in ticks since the start of the machine.
    private static let startTime: ExactDecimal? = {
        // The second field is the program's name in brackets and may hold blanks.
        guard let text = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")"),
            let tick = text[text.index(after: end)...].split(separator: " ").dropFirst(19).first
                .flatMap({ Int64($0) }),
            let boot = try? String(contentsOfFile: "/proc/stat", encoding: .utf8)
                .split(separator: "\n").first(where: { $0.hasPrefix("btime ") })
                .flatMap({ Int64($0.dropFirst(6)) })
        else { return nil }
        let ticksPerSecond = Int64(sysconf(Int32(_SC_CLK_TCK)))
        guard ticksPerSecond > 0 else { return nil }
        return ExactDecimal(
            mantissa: boot * 100 + tick * 100 / ticksPerSecond, places: 2)
    }()

    private static var residentPages: Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
            return nil
        }
        return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }
}
