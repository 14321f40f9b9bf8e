#include "survey/run/run_journal.h"

#include <chrono>
#include <utility>

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "survey/run/lock_file.h"

namespace minenpp::survey {

namespace {

using Fields = nlohmann::ordered_json;

std::string now_text() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                     std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

Fields stage_fields(const std::string& stage, int year, const std::string& name) {
  Fields fields{{"stage", stage}};
  if (year != 0) fields["year"] = year;
  fields["name"] = name;
  return fields;
}

}  // namespace

RunJournal::RunJournal(const std::filesystem::path& folder) : run_(this_process().token) {
  constexpr mode_t readable_by_all = 0666;
  descriptor_ =
      ::open((folder / "run.jsonl").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, readable_by_all);
}

RunJournal::~RunJournal() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void RunJournal::write(const char* event, const nlohmann::ordered_json& fields) {
  if (descriptor_ < 0) return;
  Fields line{{"time", now_text()}, {"run", run_}, {"event", event}};
  line.update(fields);
  const auto text = line.dump(-1, ' ', false, Fields::error_handler_t::replace) + "\n";
  const auto written = ::write(descriptor_, text.data(), text.size());
  if (written < 0 || static_cast<std::size_t>(written) != text.size())
    ::close(std::exchange(descriptor_, -1));
}

void RunJournal::run_start(const std::string& survey, const std::string& command, int ranks) {
  write("run_start",
        Fields{{"survey", survey}, {"version", MINENPP_VERSION}, {"ranks", ranks}, {"command", command}});
}

void RunJournal::stage_start(const std::string& stage, int year, const std::string& name) {
  write("stage_start", stage_fields(stage, year, name));
}

void RunJournal::stage_end(const StageCost& cost) {
  auto fields = stage_fields(cost.stage, cost.year, cost.name);
  fields.update(Fields{{"seconds", cost.seconds},
                       {"bytes_read", cost.bytes_read},
                       {"bytes_written", cost.bytes_written},
                       {"peak_memory_bytes", cost.peak_memory_bytes},
                       {"imbalance", cost.imbalance}});
  write("stage_end", fields);
}

void RunJournal::warning(const std::string& text) {
  write("warning", Fields{{"text", text}});
}

void RunJournal::run_end(int exit_code, const std::string& error) {
  Fields fields{{"exit_code", exit_code}};
  if (!error.empty()) fields["error"] = error;
  write("run_end", fields);
}

}  // namespace minenpp::survey
