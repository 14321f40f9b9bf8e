#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace minenpp::survey {

/// Membership of class codes, looked up a pixel. Codes that no class map can hold are in none.
class ClassSet {
 public:
  explicit ClassSet(const std::vector<int>& codes) {
    for (const int code : codes)
      if (code >= 0 && code < std::ssize(holds_)) holds_[static_cast<std::size_t>(code)] = true;
  }
  [[nodiscard]] bool has(std::uint8_t code) const { return holds_[code]; }

 private:
  std::array<bool, 256> holds_{};
};

}  // namespace minenpp::survey
