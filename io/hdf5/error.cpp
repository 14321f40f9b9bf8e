#include "io/hdf5/error.h"

#include <string>

#include <fmt/format.h>
#include <hdf5.h>

#include "io/hdf5/memory.h"

namespace minenpp::io::hdf5 {

namespace {

herr_t take_first(unsigned, const H5E_error2_t* entry, void* text) {
  auto& message = *static_cast<std::string*>(text);
  if (message.empty() && entry->desc != nullptr) message = entry->desc;
  return 0;
}

/// HDF5 wraps a refused system call in its time, descriptor and buffer address, which differ from run to run.
std::string system_words(const std::string& message) {
  constexpr std::string_view mark = "error message = '";
  const auto begin = message.find(mark);
  if (begin == std::string::npos) return message;
  const auto from = begin + mark.size();
  return message.substr(from, message.find('\'', from) - from);
}

}  // namespace

void silence() {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

model::Error library_error(model::Fault fault, std::string_view doing) {
  std::string message;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_first, &message);
  H5Eclear2(H5E_DEFAULT);
  if (message.empty()) message = "HDF5 failed and did not say why";
  const bool refused =
      message.find("memory") != std::string::npos && message.find("alloc") != std::string::npos;
  if (refused || is_memory_short())
    return {model::Fault::system, fmt::format("{}: out of memory ({})", doing, system_words(message))};
  return {fault, fmt::format("{}: {}", doing, system_words(message))};
}

}  // namespace minenpp::io::hdf5
