// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1

/// Notices that a request comes too slowly. It costs a timer only where a request has not come
/// whole with one read.
final class SlownessWatch {
    private var timer: Scheduled<Void>?
    /// Since when part of a head is there.
    private var headSince: NIODeadline?
    /// Since when we wait for more to read; nil while we do not want more.
    private var readSince: NIODeadline?
    /// How long was waited for the present body, and how much of it came.
    private var waited = TimeAmount.zero
    private var bodyBytes = 0

    /// Notes that more is wanted.
    func readBegan(at now: NIODeadline) {
        if readSince == nil { readSince = now }
    }

    /// Notes what came.
    func received(_ part: HTTPServerRequestPart, at now: NIODeadline) {
        switch part {
        case .head:
            cancel()
            headSince = nil
            waited = .zero
            bodyBytes = 0
            readSince = nil
        case .body(let bytes):
            bodyBytes += bytes.readableBytes
            waited = waited + (now - (readSince ?? now))
            readSince = nil
        case .end: cancel()
        }
    }

    /// Looks after a read whether something is there of which the rest is still to come.
    func readCompleted(_ keeper: Doorkeeper, _ context: ChannelHandlerContext) {
        if keeper.isReading {
            guard timer == nil else { return }
            schedule(in: keeper.patience.body, keeper, context)
        } else if keeper.hasPartOfHead {
            guard timer == nil else { return }
            headSince = .now()
            schedule(in: keeper.patience.head, keeper, context)
        }
    }

    /// Watches no more.
    func cancel() {
        timer?.cancel()
        timer = nil
    }

    private func schedule(
        in time: TimeAmount, _ keeper: Doorkeeper, _ context: ChannelHandlerContext
    ) {
        let bound = NIOLoopBound((self, keeper, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: time) {
            let (watch, keeper, context) = bound.value
            watch.timer = nil
            watch.look(keeper, context)
        }
    }

    private func look(_ keeper: Doorkeeper, _ context: ChannelHandlerContext) {
        if keeper.isReading {
            let waiting = waited + (readSince.map { NIODeadline.now() - $0 } ?? .zero)
            let earned = Int64(bodyBytes) * 1_000_000_000
            let left =
                keeper.patience.body
                + .nanoseconds(earned / Int64(keeper.bodyBytesPerSecond)) - waiting
            guard left > .zero else { return keeper.failBody(SlowRequest(), context) }
            schedule(in: max(left, .milliseconds(100)), keeper, context)
        } else if keeper.hasPartOfHead, let headSince {
            let left = keeper.patience.head - (NIODeadline.now() - headSince)
            guard left > .zero else { return keeper.headIsLate(context) }
            schedule(in: left, keeper, context)
        }
    }
}

@available(*, unavailable)
extension SlownessWatch: Sendable {}
