#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "survey/run/stage_cost.h"

namespace minenpp::survey {

/// run.jsonl of a result folder: what happened in its runs, one JSON object a line, for programs. Every line
/// has `time` (ISO 8601, UTC), `run` (one word a run, so that runs of different years that write at once can
/// be told apart) and `event`: run_start, stage_start, stage_end, warning or run_end. Lines are appended
/// whole and at once. Where the disk refuses a line the run goes on without a journal.
class RunJournal {
 public:
  RunJournal() = default;  ///< writes nothing, as on all ranks but the root
  explicit RunJournal(const std::filesystem::path& folder);
  RunJournal(const RunJournal&) = delete;
  RunJournal& operator=(const RunJournal&) = delete;
  ~RunJournal();

  /// `command`: the command line.
  void run_start(const std::string& survey, const std::string& command, int ranks);
  /// `year` 0: a stage of all years.
  void stage_start(const std::string& stage, int year, const std::string& name);
  void stage_end(const StageCost& cost);
  void warning(const std::string& text);
  void run_end(int exit_code, const std::string& error);

 private:
  void write(const char* event, const nlohmann::ordered_json& fields);

  int descriptor_ = -1;
  std::string run_;
};

}  // namespace minenpp::survey
