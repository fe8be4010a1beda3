// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1

/// Stands behind the parser of one connection. Lets in one request at a time and as many in all as
/// there is room for, refuses the others at once, waits for slow clients as long as is fair, and
/// ends the connection in order when it must end.
final class Doorkeeper: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    let gauge = ByteGauge()
    let admission: Admission
    let patience: Patience
    private let newRequestID: @Sendable () -> String
    private let logger: Logger
    /// Whether this connection is one too many.
    private var isCrowd = false

    /// The place that the present request takes; nil between requests.
    private var place: Room?
    /// The present request has not come whole yet.
    private(set) var isReading = false
    /// The present request was refused, and the rest of it is dropped.
    private var isDropping = false
    /// The connection ends with the present answer.
    private var closesAfterAnswer = false
    /// The last answer was given: whatever else comes is dropped.
    private var isClosing = false
    /// What came after the present request, before its answer was given.
    private var early = CircularBuffer<HTTPServerRequestPart>()
    private var earlyFault: HTTPParserError?
    private var isPausing = false
    private var wantsRead = false
    private let watch = SlownessWatch()
    private var answerWatch: AnswerWatch
    private var stall: Scheduled<Void>?
    /// When something last came, or the last answer ended.
    private var usedAt = NIODeadline.now()
    private var idle: Scheduled<Void>?

    init(_ configuration: APIConfiguration, logger: Logger) {
        admission = configuration.admission
        patience = configuration.patience
        newRequestID = configuration.newRequestID
        self.logger = logger
        answerWatch = AnswerWatch(configuration.patience)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        isCrowd = !admission.connect()
        watchIdleness(in: patience.idle, context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        // What still waits here must take no place: nobody would give it back.
        isClosing = true
        early.removeAll()
        if let place { admission.leave(place) }
        place = nil
        watch.cancel()
        stall?.cancel()
        idle?.cancel()
        admission.disconnect()
    }

    // MARK: What comes

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        let part = unwrapInboundIn(data)
        gauge.byteCount = 0
        usedAt = .now()
        watch.received(part, at: usedAt)
        if isPausing || !early.isEmpty || (place != nil && !isReading) {
            early.append(part)
        } else {
            take(part, context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !isClosing { watch.readCompleted(self, context) }
        context.fireChannelReadComplete()
    }

    /// Nothing more is read while something waits here: so what waits is what one read brings.
    func read(context: ChannelHandlerContext) {
        guard early.isEmpty, !isPausing else {
            wantsRead = true
            return
        }
        watch.readBegan(at: .now())
        context.read()
    }

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head(let head):
            isReading = true
            receive(head, context)
        case .body:
            if !isDropping { context.fireChannelRead(wrapInboundOut(part)) }
        case .end:
            isReading = false
            guard isDropping else { return context.fireChannelRead(wrapInboundOut(part)) }
            isDropping = false
        }
    }

    private func receive(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard head.isWellFormed else { return end(with: .malformed, context) }
        let room = Room(head)
        guard !isCrowd || room == .probe else {
            admission.note(.connections)
            return refuse(head, closes: true, context)
        }
        guard admission.enter(room) else {
            return refuse(head, closes: head.hasLongBody || !head.isKeepAlive, context)
        }
        place = room
        // After an upgrade that nobody makes, the parser would read nothing any more.
        closesAfterAnswer =
            isCrowd || !head.isKeepAlive || head.headers.contains(name: "upgrade")
            || head.method == .CONNECT
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    private func refuse(_ head: HTTPRequestHead, closes: Bool, _ context: ChannelHandlerContext) {
        let language = LanguageChoice.language(
            for: head.headers.first(name: "accept-language"))
        gauge.send(
            DoorAnswer.overloaded(
                requestID: newRequestID(), in: language, closes: closes,
                isHead: head.method == .HEAD))
        if closes { return sayGoodbye(context) }
        isDropping = true
        isPausing = true
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: patience.refused) {
            let (keeper, context) = bound.value
            keeper.isPausing = false
            keeper.takeEarly(context)
        }
    }

    /// Goes on with what came early, until a request is let in or refused again.
    private func takeEarly(_ context: ChannelHandlerContext) {
        var isAny = false
        while !isClosing, !isPausing, place == nil || isReading, let part = early.popFirst() {
            take(part, context)
            isAny = true
        }
        // Those behind wait for it before they look at what they were given.
        if isAny { context.fireChannelReadComplete() }
        guard !isClosing, early.isEmpty, !isPausing else { return }
        if let earlyFault, place == nil { return end(with: DoorRefusal(earlyFault), context) }
        guard wantsRead else { return }
        wantsRead = false
        read(context: context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let fault = error as? HTTPParserError else {
            // What the parser says again and again after it has failed.
            if !(error is ByteToMessageDecoderError) { context.fireErrorCaught(error) }
            return
        }
        guard !isClosing, earlyFault == nil else { return }
        if place != nil, isReading, early.isEmpty {
            failBody(fault, context)
        } else if place != nil || !early.isEmpty || isPausing {
            earlyFault = fault
        } else {
            end(with: DoorRefusal(fault), context)
        }
    }

    // MARK: What is too slow

    /// Ends a connection whose head does not come.
    func headIsLate(_ context: ChannelHandlerContext) {
        end(with: .slow, context)
    }

    /// Lets whoever reads the body know what is wrong with it, and answer; nothing comes after.
    func failBody(_ error: any Error, _ context: ChannelHandlerContext) {
        closesAfterAnswer = true
        isReading = false
        watch.cancel()
        context.fireErrorCaught(error)
    }

    /// Whether the connection waits for a request's head, of which something has come.
    var hasPartOfHead: Bool {
        place == nil && !isReading && early.isEmpty && gauge.byteCount > 0
    }

    /// How fast the body of the present request must come.
    var bodyBytesPerSecond: Int {
        place == .batch ? patience.batchBytesPerSecond : patience.bodyBytesPerSecond
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stall?.cancel()
        stall = nil
        if context.channel.isWritable {
            answerWatch.resumed(at: .now())
        } else {
            watchAnswer(in: answerWatch.stopped(at: .now()), context)
        }
        context.fireChannelWritabilityChanged()
    }

    private func watchAnswer(in time: TimeAmount, _ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        stall = context.eventLoop.scheduleTask(in: time) {
            let (keeper, context) = bound.value
            let left = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
            guard keeper.answerWatch.tookEnough(leaving: left, at: .now()) else {
                return context.close(promise: nil)
            }
            keeper.watchAnswer(in: keeper.patience.answer, context)
        }
    }

    private func watchIdleness(in time: TimeAmount, _ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        idle = context.eventLoop.scheduleTask(in: time) {
            let (keeper, context) = bound.value
            keeper.closeIfIdle(context)
        }
    }

    private func closeIfIdle(_ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        let isBetween =
            place == nil && !isReading && early.isEmpty && !isPausing && gauge.byteCount == 0
            && stall == nil
        let left = isBetween ? patience.idle - (NIODeadline.now() - usedAt) : patience.idle
        guard left > .zero else { return context.close(promise: nil) }
        watchIdleness(in: left, context)
    }

    // MARK: What goes

    func write(
        context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            // Whoever is refused before it has sent everything is not listened to any longer.
            if isReading, head.status.code >= 400 { closesAfterAnswer = true }
            if admission.isDraining { closesAfterAnswer = true }
            if closesAfterAnswer {
                head.headers.replaceOrAdd(name: "Connection", value: "close")
            }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body(let body):
            answerWatch.wrote(body.readableBytes)
            context.write(data, promise: promise)
        case .end:
            context.write(data, promise: promise)
            answered(context)
        }
    }

    private func answered(_ context: ChannelHandlerContext) {
        if let place { admission.leave(place) }
        place = nil
        usedAt = .now()
        if closesAfterAnswer {
            context.flush()
            return sayGoodbye(context)
        }
        guard !early.isEmpty || earlyFault != nil else { return }
        // Not from within the writing of an answer.
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.execute { bound.value.0.takeEarly(bound.value.1) }
    }

    private func end(with reason: DoorRefusal, _ context: ChannelHandlerContext) {
        admission.note(reason)
        let problem = reason.problem
        let requestID = newRequestID()
        logger.info(
            "request refused at the door",
            metadata: [
                "requestId": "\(requestID)", "status": "\(problem.status.code)",
                "code": "\(problem.code)",
            ])
        gauge.send(DoorAnswer.closing(problem, requestID: requestID))
        sayGoodbye(context)
    }

    /// Says that nothing more will be sent, and drops what still comes for a moment: to close at
    /// once could take the answer back from a client that is still sending.
    private func sayGoodbye(_ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        isClosing = true
        isPausing = false
        early.removeAll()
        watch.cancel()
        context.close(mode: .output, promise: nil)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: patience.goodbye) { bound.value.close(promise: nil) }
        guard wantsRead else { return }
        wantsRead = false
        context.read()
    }
}

@available(*, unavailable)
extension Doorkeeper: Sendable {}

extension HTTPRequestHead {
    /// Whether it keeps the rules that the parser leaves to others: one Host, where one is due,
    /// and no coding of the body that a proxy before us might read in another way.
    fileprivate var isWellFormed: Bool {
        var hosts = 0
        for (name, value) in headers {
            switch name.utf8.count {
            case 4 where name.lowercased() == "host": hosts += 1
            case 17 where name.lowercased() == "transfer-encoding":
                guard value.lowercased() == "chunked" else { return false }
            default: break
            }
        }
        return hosts == 1 || (hosts == 0 && version.minor == 0)
    }

    /// Whether a body follows that is not worth waiting for to drop it.
    fileprivate var hasLongBody: Bool {
        if headers.contains(name: "transfer-encoding") { return true }
        let length = headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        return length > 65_536
    }
}
