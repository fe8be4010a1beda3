// SPDX-License-Identifier: Apache-2.0

import Domain
public import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import Service

/// Makes the routes of the API: the one wiring, for the daemon and for its tests.
public func buildRouter(
    registry: Registry, configuration: APIConfiguration, logger: Logger
) -> Router<APIContext> {
    let router = Router(context: APIContext.self)
    let metrics = RequestMetrics(routes: apiRoutes(of: registry))
    // The first sees a request first and its answer last.
    router.add(
        middleware: RequestLog(
            logger: logger, metrics: metrics, newRequestID: configuration.newRequestID))
    router.add(middleware: SecurityHeaders(isBehindProxy: configuration.isBehindProxy))
    router.add(middleware: ProblemAnswers(logger: logger))
    router.add(middleware: TargetLimit())
    router.add(middleware: TransportRule(configuration))
    let rates = RateRule(configuration)
    router.add(middleware: rates.ofAttempts)
    router.add(middleware: Authentication(authenticator: registry.authenticator))
    router.add(middleware: rates.ofRequests)

    routeTable(of: registry, metrics, on: router, configuration.admission).refuseOtherMethods()
    return router
}

/// Every route of the API, in order: what its description and the tests of access must cover.
public func apiRoutes(of registry: Registry) -> [APIRoute] {
    let metrics = RequestMetrics(routes: [])
    return routeTable(
        of: registry, metrics, on: Router(context: APIContext.self), Admission()
    ).routes
}

private func routeTable(
    of registry: Registry, _ metrics: RequestMetrics, on router: Router<APIContext>,
    _ admission: Admission
) -> RouteTable {
    var routes = RouteTable(router)
    PartiesController(registry: registry).add(to: &routes)
    SearchController(registry: registry).add(to: &routes)
    RegisterController(registry: registry).add(to: &routes)
    AccessLogController(registry: registry).add(to: &routes)
    AccreditationsController(registry: registry).add(to: &routes)
    EventsController(registry: registry).add(to: &routes)
    EventReading(registry: registry).add(to: &routes)
    RelationsController(registry: registry).add(to: &routes)
    UndertakingsController(registry: registry).add(to: &routes)
    SanctionsController(registry: registry).add(to: &routes)
    for kind in ProceedingKind.allCases {
        ProceedingsController(registry: registry, kind: kind).add(to: &routes)
    }
    DutiesController(registry: registry).add(to: &routes)
    AuthoritiesController(registry: registry).add(to: &routes)
    TokensController(registry: registry).add(to: &routes)
    RatingController(registry: registry).add(to: &routes)
    CalculateController(registry: registry).add(to: &routes)
    EligibilityController(registry: registry).add(to: &routes)
    EligibilityDecisionsController(registry: registry).add(to: &routes)
    EntriesController(registry: registry).add(to: &routes)
    LedgerController(registry: registry).add(to: &routes)
    PoliciesController(registry: registry).add(to: &routes)
    HealthController(registry: registry, admission: admission).add(to: &routes)
    MetricsController(registry: registry, requests: metrics, admission: admission)
        .add(to: &routes)
    DocumentationController().add(to: &routes)
    return routes
}

/// Makes the HTTP service over an open registry. It is a `Service` of ServiceLifecycle, and
/// does not close the registry when it ends.
///
///     let application = buildApplication(
///         registry: registry, configuration: APIConfiguration(port: 8080), logger: logger)
///     try await application.runService()
///
/// `onServerRunning` is given the port that was bound; nil on a unix socket.
public func buildApplication(
    registry: Registry, configuration: APIConfiguration, logger: Logger,
    onServerRunning: @escaping @Sendable (_ port: Int?) async -> Void = { _ in }
) -> some ApplicationProtocol {
    let address: BindAddress =
        if let path = configuration.unixSocketPath {
            .unixDomainSocket(path: path)
        } else {
            .hostname(configuration.host, port: configuration.port)
        }
    return Application(
        router: buildRouter(registry: registry, configuration: configuration, logger: logger),
        server: .http1(
            configuration: .init(
                // It closes idle connections too: it knows which are.
                additionalChannelHandlers: [Door(configuration, logger: logger)],
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 * 1_024, maxHeaderListSize: 32 * 1_024,
                    maxHeaderFieldCount: 100))),
        configuration: ApplicationConfiguration(
            address: address, backlog: 1_024,
            availableConnectionsDelegate: .maximum(
                configuration.admission.limits.openConnections, logger: logger)),
        onServerRunning: { channel in await onServerRunning(channel.localAddress?.port) },
        logger: logger)
}
