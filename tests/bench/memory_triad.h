#pragma once

namespace minenpp::bench {

/// Bytes a second that one core moves in a[i] = b[i] + s c[i] over arrays far larger than any cache, counted
/// as STREAM counts them (three arrays). Measured once a program, the best of several passes.
[[nodiscard]] double triad_bytes_per_second();

}  // namespace minenpp::bench
