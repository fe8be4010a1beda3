// SPDX-License-Identifier: Apache-2.0
// libpq's public header, found through pkg-config (libpq.pc).
#pragma once
#include <libpq-fe.h>
