// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore
import Service

/// What the daemon counts of itself, for Prometheus. No number tells of a party, so anyone may
/// read them; whether anyone outside can is for the proxy to say.
struct MetricsController: Sendable {
    let registry: Registry
    let requests: RequestMetrics
    let admission: Admission

    func add(to routes: inout RouteTable) {
        routes.get("/metrics") { request, _ in
            try request.demandNoQuery()
            let bytes = MetricsText.bytes(
                of: requests.families(admission) + registry.metricFamilies())
            return Response(
                status: .ok, headers: [.contentType: MetricsText.mediaType],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
    }
}
