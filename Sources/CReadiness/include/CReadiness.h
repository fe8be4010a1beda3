// SPDX-License-Identifier: Apache-2.0
// Glibc's Swift module has no epoll and no eventfd, so these few lines reach them.
#pragma once

#include <errno.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

typedef struct {
    uint64_t token;
    int readable;
    int writable;
} readiness_event;

/// A new epoll instance, or -1.
static inline int readiness_create(void) {
    return epoll_create1(EPOLL_CLOEXEC);
}

/// A new non-blocking eventfd watched by `epoll` under token 0, or -1.
static inline int readiness_create_bell(int epoll) {
    int bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (bell < 0) return -1;
    struct epoll_event event = { .events = EPOLLIN, .data.u64 = 0 };
    return epoll_ctl(epoll, EPOLL_CTL_ADD, bell, &event) == 0 ? bell : -1;
}

/// Wakes the thread that waits.
static inline void readiness_ring(int bell) {
    uint64_t one = 1;
    ssize_t written = write(bell, &one, sizeof one);
    (void)written;
}

/// Makes the bell silent again.
static inline void readiness_silence(int bell) {
    uint64_t count;
    ssize_t taken = read(bell, &count, sizeof count);
    (void)taken;
}

/// Arms `socket` for one event. A socket closed and reopened under the same number
/// has left epoll by itself, hence the second attempt. Returns 0 or -1.
static inline int readiness_arm(int epoll, int socket, uint64_t token, int read, int write) {
    struct epoll_event event = {
        .events = EPOLLONESHOT | EPOLLRDHUP | (read ? EPOLLIN : 0) | (write ? EPOLLOUT : 0),
        .data.u64 = token,
    };
    if (epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) == 0) return 0;
    if (errno != ENOENT) return -1;
    return epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
}

/// Waits at most `timeout_milliseconds` (-1: for ever) and fills `events`. Returns
/// how many, 0 after the time or a signal, -1 on error.
static inline int readiness_wait(
    int epoll, readiness_event *events, int events_max, int timeout_milliseconds
) {
    struct epoll_event raw[64];
    int limit = events_max < 64 ? events_max : 64;
    int count = epoll_wait(epoll, raw, limit, timeout_milliseconds);
    if (count < 0) return errno == EINTR ? 0 : -1;
    for (int i = 0; i < count; i++) {
        uint32_t broken = raw[i].events & (EPOLLERR | EPOLLHUP | EPOLLRDHUP);
        events[i].token = raw[i].data.u64;
        events[i].readable = (raw[i].events & EPOLLIN) != 0 || broken != 0;
        events[i].writable = (raw[i].events & EPOLLOUT) != 0 || broken != 0;
    }
    return count;
}
