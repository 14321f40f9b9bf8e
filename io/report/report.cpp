#include "io/report/report.h"

#include <algorithm>
#include <array>
#include <fstream>

#include <fmt/format.h>

#include "io/export/text_file.h"
#include "io/gdal/crs.h"
#include "io/report/page.h"
#include "io/report/resources.h"
#include "io/report/sections/sections.h"
#include "io/results/file_writer.h"
#include "io/results/map_reader.h"
#include "io/results/table_export.h"
#include "model/error.h"

namespace minenpp::io {

namespace fs = std::filesystem;

namespace {

using model::Error;
using model::Fault;

constexpr std::array sections{productivity_section, trend_section,   mines_section,   rings_section,
                              land_use_section,     change_section,  ledger_section,  causes_section,
                              validation_section,   weather_section, quality_section, provenance_section};
constexpr std::array sections_of_mine{mines_section,  rings_section,    ledger_section,
                                      causes_section, land_use_section, provenance_section};

/// "NPP 2006-2020, August, WGS 84 / UTM zone 49N (EPSG:32649), 820 x 720 pixels".
std::string subtitle(const ArchiveReader& archive, const Focus& focus) {
  const auto years = labels(archive, "/zones", "year");
  auto text = fmt::format("NPP of {} {}", focus.name(),
                          years.size() == 1 ? years.front() : years.front() + " to " + years.back());
  const auto maps = archive.read<std::string>("/maps/npp");
  const auto map = archive.file().parent_path() / (maps.empty() ? "" : maps.front());
  if (maps.empty() || !fs::exists(map)) return text;
  const MapReader reader(map);
  return text + fmt::format(", {} x {} pixels in {}", reader.cols(), reader.rows(),
                            Crs::from_text(reader.crs_wkt()).label());
}

void require_mine(const ArchiveReader& archive, const std::string& mine) {
  const auto zones = labels(archive, "/zones", "zone"), kinds = labels(archive, "/zones", "kind");
  std::string known;
  for (std::size_t i = 0; i < zones.size(); ++i) {
    if (kinds[i] != "mine") continue;
    if (zones[i] == mine) return;
    known += (known.empty() ? "" : ", ") + zones[i];
  }
  throw Error(Fault::usage, fmt::format("no mine is called '{}'; the mines are: {}", mine,
                                        known.empty() ? "none, the survey has no mine polygons" : known));
}

std::string program_version(const ArchiveReader& archive) {
  if (!archive.has("/provenance/software")) return "minenpp";
  const auto software = archive.read<std::string>("/provenance/software"),
             version = archive.read<std::string>("/provenance/version");
  const auto own = std::ranges::find(software, "minenpp");
  return own == software.end() ? "minenpp"
                               : "minenpp " + version[static_cast<std::size_t>(own - software.begin())];
}

/// What a page was made from: the archive, the program, the options.
std::string key_of(const ArchiveReader& archive, const ReportOptions& options) {
  return fmt::format("{} {} {}", archive.text_attribute("/", "minenpp_stage_key").value_or(""),
                     program_version(archive), options.most_mines);
}

Json payload(const ReportInput& input) {
  const bool whole = input.only_mine.empty();
  const auto title = input.archive.text_attribute("/", "title").value_or("Survey");
  Json report{{"title", whole ? title : input.only_mine + " - " + title},
              {"subtitle", subtitle(input.archive, input.focus)},
              {"program", program_version(input.archive)},
              {"vega", charts_are_embedded() ? "embedded" : "network"},
              {"summary", whole ? summary_sentences(input) : Json::array()},
              {"sections", Json::array()}};
  const auto add = [&](auto make) {
    if (auto made = make(input)) report["sections"].push_back(std::move(*made));
  };
  if (whole)
    std::ranges::for_each(sections, add);
  else
    std::ranges::for_each(sections_of_mine, add);
  return report;
}

/// A report is made again in no time, so only its record waits for the disk.
void write_text(const fs::path& file, const std::string& text,
                Durability durability = Durability::left_to_system) {
  FileWriter writer(file, durability);
  writer.write(text);
  writer.finish();
}

/// Figures as files of their own, for the Vega editor or another page.
void write_figures(const Json& report, const fs::path& folder) {
  for (const auto& section : report["sections"])
    for (const auto& item : section["items"])
      if (item["type"] == "chart")
        write_text(folder / item["file"].get<std::string>(), item["spec"].dump(1) + "\n");
}

/// The report without its pictures, which are files.
std::string record_of(Json report, const std::string& key) {
  for (auto& section : report["sections"])
    for (auto& item : section["items"])
      if (item.contains("frames")) {
        for (auto& frame : item["frames"]) frame.erase("image");
        item.erase("overlay");
        item.erase("backdrop");
      }
  report["key"] = key;
  return report.dump() + "\n";
}

/// The key of the page in `folder`; empty where there is none.
std::string recorded_key(const fs::path& folder) {
  if (!fs::exists(folder / "index.html")) return {};
  std::ifstream file(folder / "report.json");
  const auto record = Json::parse(file, nullptr, false);
  if (!record.is_object() || !record.contains("key") || !record["key"].is_string()) return {};
  return record["key"].get<std::string>();
}

}  // namespace

std::string archive_key_of_report(const fs::path& result) {
  const auto key = recorded_key(result / "report");
  return key.substr(0, key.find(' '));
}

bool report_is_current(const fs::path& result, const ReportOptions& options) {
  const auto key = recorded_key(options.folder.empty() ? result / "report" : options.folder);
  return !key.empty() && key == key_of(ArchiveReader(result / "survey.h5"), options);
}

fs::path write_report(const fs::path& result, const ReportOptions& options) {
  if (!fs::exists(result / "survey.h5"))
    throw Error(Fault::input, fmt::format("{} holds no finished survey (no survey.h5)", result.string()));
  const ArchiveReader archive(result / "survey.h5");
  if (!archive.has("/zones/npp_mean"))
    throw Error(Fault::input,
                fmt::format("{} has no group zones, expected a finished survey", archive.file().string()));
  if (!options.mine.empty()) require_mine(archive, options.mine);
  const auto folder = options.folder.empty() ? result / "report" : options.folder;
  std::error_code failed;
  fs::create_directories(folder / "figures", failed);
  if (failed)
    throw Error(Fault::system, fmt::format("{}: {}", (folder / "figures").string(), failed.message()));

  const Focus focus(archive);
  MapItems maps(result, folder);
  if (archive.has("/rings/year"))
    maps.outline_mines("maps/rings-" + labels(archive, "/rings", "year").back() + ".nc");
  const auto report = payload({archive, focus, maps, options.most_mines, options.mine});
  const auto stem = options.mine.empty() ? std::string() : "mine-" + file_word(options.mine);
  write_figures(report, folder);
  if (stem.empty()) (void)export_tables(archive, folder / "tables", "", Durability::left_to_system);
  const auto page = folder / (stem.empty() ? "index.html" : stem + ".html");
  write_text(page, page_of(report));
  // Last: with it the page counts as made.
  write_text(folder / (stem.empty() ? "report.json" : stem + ".json"),
             record_of(report, key_of(archive, options)), Durability::flushed);
  return page;
}

}  // namespace minenpp::io
