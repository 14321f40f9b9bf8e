#include "io/report/cube.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

}  // namespace

Cube::Cube(const ArchiveReader& archive, const std::string& path)
    : path_(path), units_(archive.text_attribute(path, "units").value_or("")) {
  const auto info = archive.info(path);
  if (info.type == ValueType::text)
    throw Error(Fault::input,
                fmt::format("{}: {} holds text, expected numbers", archive.file().string(), path));
  for (const auto length : info.shape) shape_.push_back(static_cast<std::size_t>(length));
  dimensions_ = info.dimensions;
  values_ = archive.read<double>(path);
}

double Cube::at(const std::vector<std::size_t>& indices) const {
  if (indices.size() != shape_.size())
    throw Error(Fault::input,
                fmt::format("{} has {} dimensions, expected {}", path_, shape_.size(), indices.size()));
  std::size_t place = 0;
  for (std::size_t d = 0; d < indices.size(); ++d) {
    if (indices[d] >= shape_[d])
      throw Error(Fault::input, fmt::format("{} has {} along {}, expected more than {}", path_, shape_[d],
                                            dimensions_[d], indices[d]));
    place = place * shape_[d] + indices[d];
  }
  return values_[place];
}

std::string Cube::source(const std::vector<std::size_t>& indices) const {
  return fmt::format("{}[{}]", path_, fmt::join(indices, ","));
}

std::vector<std::string> labels(const ArchiveReader& archive, const std::string& group,
                                const std::string& dimension) {
  const auto path = group + "/" + dimension;
  if (archive.info(path).type == ValueType::text) return archive.read<std::string>(path);
  std::vector<std::string> texts;
  for (const double value : archive.read<double>(path)) texts.push_back(fmt::format("{}", value));
  return texts;
}

}  // namespace minenpp::io
