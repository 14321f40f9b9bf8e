#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "survey/catalogue/catalogue.h"
#include "survey/run/folder_locks.h"

namespace minenpp::survey {

/// Makes the result folder and marks it as this survey's (survey.json), or finds the mark there; it is this
/// run's alone as long as the locks exist, or only the stages of `years`. Throws Error(usage) where it holds
/// another survey (another name or grid), Error(system) where it cannot be made or written to, or another run
/// works there.
[[nodiscard]] std::unique_ptr<FolderLocks> claim_result_folder(const std::filesystem::path& folder,
                                                               const std::string& survey_name,
                                                               const io::StudyGrid& grid,
                                                               const std::vector<int>& years = {});

/// Throws Error(usage) where the folder holds another survey; changes nothing and asks for no right to write.
void check_survey_mark(const std::filesystem::path& folder, const std::string& survey_name,
                       const io::StudyGrid& grid);

/// As claim_result_folder() without changing anything: Error(usage) where it holds another survey,
/// Error(system) where it (or the nearest folder above that exists) cannot be written to.
void check_result_folder(const std::filesystem::path& folder, const std::string& survey_name,
                         const io::StudyGrid& grid);

}  // namespace minenpp::survey
