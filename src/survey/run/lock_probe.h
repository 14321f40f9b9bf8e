#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

#include "model/error.h"
#include "survey/run/lock_file.h"

namespace minenpp::survey {

/// How often a run gives a sign of life, and after how long a silence it counts as dead.
inline constexpr std::chrono::seconds heartbeat{10}, deadly_silence{60};

/// How often a lock is looked at while waiting.
inline constexpr std::chrono::milliseconds look_again{500};

/// Waits until the holder of a lock has been silent for `deadly_silence`; false as soon as it gives a sign of
/// life. Throws Error(stopped) where a stop is requested meanwhile, Error(system) where the lock goes.
[[nodiscard]] bool stays_silent(const std::filesystem::path& lock);

/// Who holds a lock that this process does not want for itself; nothing where it is not there or its holder
/// is dead, by the rules of RunLock. Leaves the file as it is. Throws as stays_silent().
[[nodiscard]] std::optional<LockHolder> living_holder(const std::filesystem::path& lock);

/// A lock file that says nothing anyone can read.
[[nodiscard]] LockHolder unknown_holder(const std::filesystem::path& lock);

/// The refusal of a second run.
[[nodiscard]] model::Error held_by(const std::filesystem::path& folder,
                                   const std::optional<LockHolder>& holder);

}  // namespace minenpp::survey
