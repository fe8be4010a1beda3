// SPDX-License-Identifier: Apache-2.0

public import NIOCore

/// How long a client is waited for. A slow one costs a place that others need.
public struct Patience: Sendable {
    /// From the first byte of a request's head to its end.
    public var head = TimeAmount.seconds(10)
    /// For the body, before its rate matters: only the time in which we wait counts, and not that
    /// in which the client waits for us.
    public var body = TimeAmount.seconds(15)
    /// How fast a body must come at least, in bytes per second: so the largest has half a minute.
    public var bodyBytesPerSecond = 65_536
    /// How fast a batch of lines must come, whose client may have to find them first.
    public var batchBytesPerSecond = 1_024
    /// How long a client may take less than its rate of an answer that is too long to be sent at
    /// once: only the time counts in which we wait for it.
    public var answer = TimeAmount.seconds(20)
    /// How fast such an answer must be taken at least, in bytes per second.
    public var answerBytesPerSecond = 16_384
    /// Between two requests of a connection. While one is being answered this does not count, even
    /// if its body has to wait until we read on.
    public var idle = TimeAmount.seconds(75)
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
