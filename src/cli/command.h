#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mpi/communicator.h"

namespace minenpp::cli {

/// What follows the command's name on the command line: words, and --options kept as they were given.
struct Arguments {
  std::vector<std::string> words;
  std::vector<std::string> options;  ///< each "--name=value" or "--name"

  /// The value of "--name=value" (main has joined "--name value"), taken out of `options`; `fallback` where
  /// it is not given.
  std::string take(const std::string& name, const std::string& fallback);
  /// The same as a whole number. Throws Error(usage) where it is none, or outside lowest..highest.
  std::int64_t take_whole(const std::string& name, std::int64_t fallback, std::int64_t lowest,
                          std::int64_t highest);
  /// "--name", "--name=yes" or "--name=no"; false where it is not given. main takes the word behind an option
  /// for its value, so that "--name WORD" arrives as "--name=WORD": the word is put back before the others.
  bool take_flag(const std::string& name);
  /// Throws Error(usage) where an option is left, or the number of words is outside lowest..highest.
  void expect(const std::string& usage, std::size_t lowest, std::size_t highest) const;
};

/// One command of the program.
struct Command {
  std::string name;
  std::string usage;    ///< "run SURVEY [--section.key=value ...]"
  std::string summary;  ///< one line for the overview
  std::string details;  ///< for `minenpp help NAME`
  /// Exactly one of the two: work of one process, or of all ranks of an MPI session.
  int (*alone)(Arguments arguments);
  int (*on_ranks)(Arguments arguments, const mpi::Communicator& ranks);
  /// Not 0: its words are results, and it works in a process of its own (io/results/own_process.h) that may
  /// take so many times the processor's time that reading them should.
  int reading_patience = 0;
};

/// All commands, in the order of the overview.
[[nodiscard]] const std::vector<Command>& commands();

int run_command(Arguments arguments, const mpi::Communicator& ranks);
int check_command(Arguments arguments, const mpi::Communicator& ranks);
int plan_command(Arguments arguments, const mpi::Communicator& ranks);
int status_command(Arguments arguments, const mpi::Communicator& ranks);
int weather_command(Arguments arguments, const mpi::Communicator& ranks);
int scenes_command(Arguments arguments, const mpi::Communicator& ranks);
int demo_command(Arguments arguments, const mpi::Communicator& ranks);
int compare_command(Arguments arguments);
int digest_command(Arguments arguments);
int info_command(Arguments arguments);
int tables_command(Arguments arguments);
int report_command(Arguments arguments);
int export_command(Arguments arguments);
int help_command(Arguments arguments);

}  // namespace minenpp::cli
