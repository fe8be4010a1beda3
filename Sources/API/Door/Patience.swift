// SPDX-License-Identifier: Apache-2.0

public import NIOCore

/// How long a client is waited for. A slow one costs a place that others need.
public struct Patience: Sendable {
    /// From the first byte of a request's head to its end.
    public var head = TimeAmount.seconds(10)
    /// For the body, before its rate matters: only the time in which we wait counts, and not that
    /// in which the client waits for us.
    public var body = TimeAmount.seconds(15)
    /// How fast a body must come at least, in bytes per second.
    public var bodyBytesPerSecond = 1_024
    /// For a client to take some of an answer that it has begun to take.
    public var answer = TimeAmount.seconds(20)
    /// After a refusal, before the next request of the connection is read: who asks again at once
    /// waits in its own buffers, and does not take the time of those that are let in.
    public var refused = TimeAmount.milliseconds(500)
    /// For a client to take the last answer and close, before we do.
    public var goodbye = TimeAmount.seconds(1)

    /// The standard times.
    public init() {}
}

/// A body that came too slowly.
struct SlowRequest: Error {}
