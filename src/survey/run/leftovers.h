#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace minenpp::survey {

/// Removes survey.h5 before a stage is made anew, so that a stopped run leaves no statistics of other maps.
/// Throws Error(system) where it cannot be removed.
void withdraw_archive(const std::filesystem::path& archive);

/// Removes maps of an earlier configuration (other years, annual maps of a survey that has none now) once the
/// archive is written: they are no part of the result any more; likewise what a killed run has half-written
/// (NAME.nc.part, NAME.h5.part) and its journals (NAME.nc.journal, NAME.h5.journal). Of whole files only
/// those that carry a stage key are touched. Returns what was removed, relative to `folder`.
std::vector<std::string> remove_leftovers(const std::filesystem::path& folder,
                                          const std::vector<std::filesystem::path>& wanted);

}  // namespace minenpp::survey
