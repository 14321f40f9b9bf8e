#include "survey/stages/ndvi_reader.h"

#include <fmt/format.h>

#include "model/error.h"

namespace minenpp::survey {

std::int16_t NdviRange::code(double ndvi, RangeCount& count) const {
  std::int16_t code = no_ndvi;
  codes({&ndvi, 1}, {&code, 1}, count);
  return code;
}

void NdviRange::codes(std::span<const double> ndvi, std::span<std::int16_t> codes, RangeCount& count) const {
  const auto met = model::ndvi_codes(ndvi, limits_, no_ndvi, codes);
  count.values += met.values;
  count.outside += met.outside;
}

void NdviRange::codes_of_stored(std::int16_t nodata, std::span<const std::uint8_t> in_area,
                                std::span<std::int16_t> numbers, RangeCount& count) const {
  const auto met = stored_.to_codes(nodata, in_area, numbers);
  count.values += met.values;
  count.outside += met.outside;
}

std::vector<std::int64_t> NdviReader::counts() const {
  std::vector<std::int64_t> counts;
  for (const auto& source : sources_)
    counts.insert(counts.end(), {source.count.values, source.count.outside});
  return counts;
}

void NdviReader::add_counts(std::span<const std::int64_t> counts) {
  if (counts.size() != 2 * sources_.size())
    throw model::Error(model::Fault::input, fmt::format("{} counts of sources where {} are expected",
                                                        counts.size(), 2 * sources_.size()));
  for (std::size_t s = 0; s < sources_.size(); ++s) {
    sources_[s].count.values += counts[2 * s];
    sources_[s].count.outside += counts[2 * s + 1];
  }
}

NdviRange ndvi_range(const Settings& settings) {
  return NdviRange({settings.number("ndvi.valid-min"), settings.number("ndvi.valid-max"),
                    settings.text("ndvi.out-of-range") == "clip"});
}

}  // namespace minenpp::survey
