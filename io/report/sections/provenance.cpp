#include <map>

#include <fmt/format.h>

#include "io/report/sections/sections.h"

namespace minenpp::io {

namespace {

/// Values of the settings of a group, by key.
std::map<std::string, std::string> settings_of(const ArchiveReader& archive, const std::string& group) {
  const auto keys = archive.read<std::string>(group + "/setting"),
             values = archive.read<std::string>(group + "/value");
  std::map<std::string, std::string> settings;
  for (std::size_t i = 0; i < keys.size(); ++i) settings[keys[i]] = values[i];
  return settings;
}

Json setting_table(const ReportInput& input) {
  const auto& archive = input.archive;
  auto values = settings_of(archive, "/settings");
  values.merge(settings_of(archive, "/provenance"));
  const auto keys = archive.read<std::string>("/provenance/given_setting"),
             origins = archive.read<std::string>("/provenance/given_by");
  std::map<std::string, std::string> given;
  for (std::size_t i = 0; i < keys.size(); ++i) given[keys[i]] = origins[i];
  Json rows = Json::array();
  for (const auto& [key, value] : values)
    rows.push_back({key, value, given.contains(key) ? given[key] : "default"});
  return table_item(
      {"settings", "Settings", "", "All settings, with those of the survey file and the command line."},
      {{"Setting"}, {"Value"}, {"Given by"}}, std::move(rows), csv_with(input, "/settings/value"));
}

Json input_table(const ReportInput& input) {
  const auto& archive = input.archive;
  const auto settings = archive.read<std::string>("/provenance/input_setting"),
             paths = archive.read<std::string>("/provenance/input_path"),
             identities = archive.read<std::string>("/provenance/input_identity");
  Json rows = Json::array();
  for (std::size_t i = 0; i < paths.size(); ++i) rows.push_back({settings[i], paths[i], identities[i]});
  return table_item({"inputs", "Inputs", ""}, {{"Setting"}, {"File"}, {"Size and content"}}, std::move(rows),
                    csv_with(input, "/provenance/input_path"));
}

Json provenance_sentences(const ReportInput& input) {
  const auto& archive = input.archive;
  const auto software = archive.read<std::string>("/provenance/software"),
             versions = archive.read<std::string>("/provenance/version");
  std::vector<std::string> with;
  for (std::size_t i = 0; i < software.size(); ++i) with.push_back(software[i] + " " + versions[i]);
  const Cube ranks(archive, "/provenance/ranks"), elapsed(archive, "/provenance/elapsed");
  return {
      Sentence(fmt::format("Computed with {} on {{0}} rank{}, in {{1}} s, finished {}.", plain(listed(with)),
                           ranks.at({}) == 1 ? "" : "s", plain(archive.text("/provenance/written_at"))))
          .number({ranks.at({}), ranks.source({})}, 0)
          .number({elapsed.at({}), elapsed.source({})}, 1)
          .json(),
      Sentence("Method: CASA light-use-efficiency model after Fu, Bai, Yang and Xie 2022 (Land 11, 1004).")
          .json()};
}

}  // namespace

std::optional<Json> provenance_section(const ReportInput& input) {
  if (!input.archive.has("/provenance/setting")) return std::nullopt;
  Json items = Json::array();
  items.push_back(setting_table(input));
  items.push_back(input_table(input));
  return section("provenance", "How this was made", provenance_sentences(input), std::move(items));
}

}  // namespace minenpp::io
