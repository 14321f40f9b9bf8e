#include "command.h"
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <vector>

#include <fmt/format.h>

#include "io/results/own_process.h"
#include "model/error.h"
#include "mpi/collective_error.h"
#include "mpi/session.h"
#include "survey/settings/registry.h"

namespace minenpp::cli {

namespace {

/// A setting that is a matter of yes or no needs no value: "--input.skip-broken" is a yes.
bool stands_alone(const std::string& word, const std::string& following) {
  const auto* setting = survey::find_setting(word.substr(2));
  return setting && setting->kind == survey::SettingKind::yes_no && following != "yes" && following != "no";
}

Arguments arguments_of(int argc, char** argv) {
  Arguments arguments;
  for (int i = 2; i < argc; ++i) {
    std::string word = argv[i];
    const bool option = word.starts_with("--");
    // "--name value" is the same as "--name=value".
    if (option && word.find('=') == std::string::npos && i + 1 < argc &&
        !std::string(argv[i + 1]).starts_with("--") && !stands_alone(word, argv[i + 1]))
      word += "=" + std::string(argv[++i]);
    (option ? arguments.options : arguments.words).push_back(word);
  }
  return arguments;
}

const Command& command_named(const std::string& name) {
  const auto found =
      std::find_if(commands().begin(), commands().end(), [&](const Command& c) { return c.name == name; });
  if (found == commands().end())
    throw model::Error(model::Fault::usage, fmt::format("no command is called '{}'; see minenpp help", name));
  return *found;
}

int report(const model::Error& error) {
  fmt::print(stderr, "minenpp: {}\n", error.what());
  return static_cast<int>(error.fault());
}

int run_on_ranks(const Command& command, Arguments arguments, int& argc, char**& argv) {
  mpi::Session session(argc, argv);
  try {
    return command.on_ranks(std::move(arguments), session.world());
  } catch (...) {
    const auto error = mpi::last_resort(session, std::current_exception());
    return session.world().is_root() ? report(error) : static_cast<int>(error.fault());
  }
}

int run_alone(const Command& command, Arguments arguments) {
  if (command.reading_patience == 0) return command.alone(std::move(arguments));
  const std::vector<std::filesystem::path> results(arguments.words.begin(), arguments.words.end());
  return io::in_own_process(results, command.reading_patience * io::patience_seconds(results), [&] {
    try {
      return command.alone(std::move(arguments));
    } catch (...) {
      return report(mpi::as_error(std::current_exception()));
    }
  });
}

int run_program(int argc, char** argv) {
  const std::string name = argc > 1 ? argv[1] : "help";
  try {
    if (name == "--version") {
      fmt::print("minenpp {}\n", MINENPP_VERSION);
      return 0;
    }
    const auto& command = command_named(name == "--help" || name == "-h" ? "help" : name);
    auto arguments = arguments_of(argc, argv);
    if (std::ranges::find(arguments.options, "--help") != arguments.options.end())
      return help_command({{command.name}, {}});
    // A file that grows over a limit is then an error like a full disk, not the end of the process.
    std::signal(SIGXFSZ, SIG_IGN);
    if (command.on_ranks) return run_on_ranks(command, std::move(arguments), argc, argv);
    return run_alone(command, std::move(arguments));
  } catch (...) {
    return report(mpi::as_error(std::current_exception()));
  }
}

}  // namespace

}  // namespace minenpp::cli

int main(int argc, char** argv) {
  return minenpp::cli::run_program(argc, argv);
}
