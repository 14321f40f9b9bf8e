#include "survey/stages/class_ndvi.h"

#include <algorithm>

#include <fmt/format.h>

#include "io/results/archive_reader.h"
#include "model/error.h"
#include "mpi/root_tables.h"
#include "survey/npp/class_lookup.h"
#include "survey/statistics/integer_lists.h"
#include "survey/statistics/sum_integers.h"

namespace minenpp::survey {

namespace {

std::vector<std::int64_t> row_of(const ClassNdviCounts& counts) {
  std::vector<std::int64_t> row{counts.classified, counts.without_class};
  const auto append = [&](std::span<const std::int64_t> part) {
    row.insert(row.end(), part.begin(), part.end());
  };
  append(counts.observed_in);
  append(counts.filled_in);
  for (const auto& histogram : counts.histograms) append(histogram.counts());
  return row;
}

void add_row(std::span<const std::int64_t> row, ClassNdviCounts& counts) {
  IntegerParts parts(row);
  add_each(parts.next(1), std::span(&counts.classified, 1));
  add_each(parts.next(1), std::span(&counts.without_class, 1));
  add_each(parts.next(12), counts.observed_in);
  add_each(parts.next(12), counts.filled_in);
  for (auto& histogram : counts.histograms)
    histogram.merge(model::NdviHistogram(parts.next(model::NdviHistogram::bins)));
}

}  // namespace

ClassNdvi::ClassNdvi(const std::vector<model::LandClass>& classes)
    : index_(256, static_cast<std::uint16_t>(classes.size())) {
  counts_.histograms.resize(classes.size());
  for (std::size_t i = 0; i < classes.size(); ++i)
    index_[static_cast<std::size_t>(classes[i].code)] = static_cast<std::uint16_t>(i);
}

void ClassNdvi::add(const TileInputs& inputs) {
  const auto pixels = inputs.classes.size();
  const auto none = static_cast<std::uint16_t>(counts_.histograms.size());
  class_of_.resize(pixels);
  which_.resize(pixels);
  for (std::size_t i = 0; i < pixels; ++i) class_of_[i] = index_[inputs.classes[i]];
  const auto classified = std::ranges::count_if(class_of_, [&](std::uint16_t at) { return at != none; });
  counts_.classified += classified;
  // Most tiles have classes everywhere.
  if (static_cast<std::size_t>(classified) < pixels) counts_.without_class += count_without_class(inputs);
  for (std::size_t month = 0; month < 12; ++month) {
    const auto& codes = inputs.ndvi[month];
    const auto& observations = inputs.observations[month];
    if (codes.empty()) continue;
    std::uint32_t observed = 0, there = 0;
    for (std::size_t i = 0; i < pixels; ++i) {
      const bool counts = (codes[i] != no_ndvi) & (class_of_[i] != none);
      const bool is_observed = counts & (observations[i] != 0);
      which_[i] = is_observed ? class_of_[i] : none;
      there += counts ? 1 : 0;
      observed += is_observed ? 1 : 0;
    }
    model::NdviHistogram::add(codes, which_, counts_.histograms);
    counts_.observed_in[month] += observed;
    counts_.filled_in[month] += there - observed;
  }
}

std::int64_t ClassNdvi::count_without_class(const TileInputs& inputs) {
  seen_.assign(inputs.classes.size(), 0);
  for (std::size_t month = 0; month < 12; ++month) {
    const auto& codes = inputs.ndvi[month];
    const auto& observations = inputs.observations[month];
    for (std::size_t i = 0; i < codes.size(); ++i)
      seen_[i] |= static_cast<std::uint8_t>((codes[i] != no_ndvi) & (observations[i] != 0));
  }
  std::int64_t without = 0;
  for (std::size_t i = 0; i < seen_.size(); ++i)
    without += seen_[i] != 0 && class_of_[i] == counts_.histograms.size() ? 1 : 0;
  return without;
}

ClassNdviCounts ClassNdvi::total(const mpi::Communicator& ranks) const {
  auto all = counts_;
  mpi::sum_on_root(
      ranks, [&] { return row_of(all); }, [&](auto others) { add_row(others, all); });
  return all;
}

void write_class_ndvi(const ClassNdviCounts& counts, io::ArchiveWriter& archive) {
  auto& group = archive.group("");
  std::vector<std::int64_t> flat;
  for (const auto& histogram : counts.histograms)
    flat.insert(flat.end(), histogram.counts().begin(), histogram.counts().end());
  group.dimension("class_and_code", static_cast<std::int64_t>(flat.size()));
  group.array(
      "histogram", {"class_and_code"}, flat,
      {io::attribute("long_name",
                     "observed pixel-months by class of the table, and by NDVI x 10000 from -10000 to "
                     "10000")});
  group.scalar("classified", counts.classified,
               {io::attribute("long_name", "pixels of the study area that have a class")});
  if (counts.without_class > 0)
    group.scalar(
        "without_class", counts.without_class,
        {io::attribute("long_name", "pixels of the study area with observed NDVI that have no class")});
  group.dimension("calendar_month", std::int64_t{12});
  const auto by_month = [&](const std::string& name, const std::array<std::int64_t, 12>& months,
                            const std::string& meaning) {
    group.array(name, {"calendar_month"}, std::vector<std::int64_t>(months.begin(), months.end()),
                {io::attribute("long_name", "of these, with NDVI that was " + meaning)});
  };
  by_month("observed", counts.observed_in, "observed");
  by_month("filled", counts.filled_in, "filled");
}

ClassNdviCounts read_class_ndvi(const std::filesystem::path& path, std::size_t classes) {
  constexpr auto bins = model::NdviHistogram::bins;
  const io::ArchiveReader file(path);
  return model::in_context(file.file().string(), [&] {
    const auto flat = file.read<std::int64_t>("/histogram");
    if (flat.size() != classes * bins)
      throw model::Error(model::Fault::input,
                         fmt::format("its histograms are not those of {} classes", classes));
    ClassNdviCounts counts;
    for (std::size_t i = 0; i < classes; ++i)
      counts.histograms.emplace_back(std::span(flat).subspan(i * bins, bins));
    counts.classified = file.read<std::int64_t>("/classified").at(0);
    if (file.has("/without_class")) counts.without_class = file.read<std::int64_t>("/without_class").at(0);
    const auto observed = file.read<std::int64_t>("/observed"), filled = file.read<std::int64_t>("/filled");
    for (std::size_t month = 0; month < 12; ++month) {
      counts.observed_in[month] = observed.at(month);
      counts.filled_in[month] = filled.at(month);
    }
    return counts;
  });
}

}  // namespace minenpp::survey
