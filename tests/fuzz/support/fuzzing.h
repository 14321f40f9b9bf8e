#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/error.h"

namespace minenpp::fuzz {

/// Ends the run as a finding, saying `what`, unless `holds`.
void require(bool holds, std::string_view what);

/// What is said to the user: words, not without end, and no control characters but line ends.
void require_message(const std::string& text);

/// An error that says in words what is wrong with the input is an answer like any other; one that blames the
/// system or says nothing is a finding.
void require_answer(const model::Error& error);

/// Runs a reader. Every exception but model::Error leaves it and so is a finding.
template <typename Read>
void accept(Read&& read) {
  try {
    read();
  } catch (const model::Error& error) {
    require_answer(error);
  }
}

/// The fuzzer's bytes as text.
inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// A folder of this process alone, made on first use. build_and_run removes what lies around it.
[[nodiscard]] const std::string& scratch_folder();

/// Writes a file of these bytes.
void write_file(const std::string& path, std::string_view bytes);

}  // namespace minenpp::fuzz
