// SPDX-License-Identifier: Apache-2.0

import Logging
import NIOCore
import NIOHTTP1

/// Puts the doorkeeper of a new connection into its place: right behind the parser, which is
/// where a request can be refused most cheaply. Does nothing else.
final class Door: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Never

    private let configuration: APIConfiguration
    private let logger: Logger

    init(_ configuration: APIConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        do {
            let parser = try pipeline.handler(
                type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            let keeper = Doorkeeper(configuration, logger: logger)
            try pipeline.addHandler(keeper, position: .after(parser))
            try pipeline.addHandler(keeper.gauge, position: .first)
        } catch {
            // Nobody stands at the door then, so nobody may enter.
            logger.error("no door could be made", metadata: ["error": "\(type(of: error))"])
            context.close(promise: nil)
        }
    }
}

@available(*, unavailable)
extension Door: Sendable {}

/// Counts the bytes of a connection as they come, before they are parsed, and writes bytes past
/// the encoder.
final class ByteGauge: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// The bytes since the last request began or ended.
    var byteCount = 0
    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        byteCount += unwrapInboundIn(data).readableBytes
        context.fireChannelRead(data)
    }

    /// Sends bytes as they are.
    func send(_ bytes: ByteBuffer) {
        context?.writeAndFlush(NIOAny(bytes), promise: nil)
    }
}

@available(*, unavailable)
extension ByteGauge: Sendable {}
