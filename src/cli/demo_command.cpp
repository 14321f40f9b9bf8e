#include "command.h"
#include <algorithm>

#include <fmt/format.h>

#include "model/error.h"
#include "mpi/collective_error.h"
#include "survey/demo/demo.h"
#include "survey/run/progress.h"
#include "survey/settings/setting.h"

namespace minenpp::cli {

namespace {

std::int64_t whole_number(Arguments& arguments, const std::string& name, std::int64_t fallback,
                          double lowest) {
  const auto text = arguments.take(name, std::to_string(fallback));
  const double value = survey::parse_number(text);
  if (value < lowest || value != static_cast<double>(static_cast<std::int64_t>(value)))
    throw model::Error(model::Fault::usage,
                       fmt::format("--{}={}: expected a whole number from {} on", name, text, lowest));
  return static_cast<std::int64_t>(value);
}

/// "--scenes", "--scenes=yes" or "--scenes=no". main takes the word after an option for its value, so that
/// "--scenes DIR" arrives as "--scenes=DIR": the word is put back.
bool flag(Arguments& arguments, const std::string& name) {
  const auto bare = std::ranges::find(arguments.options, "--" + name);
  if (bare != arguments.options.end()) {
    arguments.options.erase(bare);
    return true;
  }
  const auto value = arguments.take(name, "no");
  if (value == "yes" || value == "no") return value == "yes";
  if (!arguments.words.empty())
    throw model::Error(model::Fault::usage, fmt::format("--{}={}: expected yes or no", name, value));
  arguments.words.push_back(value);
  return true;
}

survey::DemoOptions demo_options(Arguments& arguments) {
  survey::DemoOptions options;
  options.scale = whole_number(arguments, "scale", 1, 1);
  options.seed = static_cast<std::uint64_t>(
      whole_number(arguments, "seed", static_cast<std::int64_t>(survey::default_demo_seed), 0));
  const auto months = arguments.take("months", "august");
  if (months != "all" && months != "august")
    throw model::Error(model::Fault::usage, fmt::format("--months={}: expected all or august", months));
  options.all_months = months == "all";
  options.scenes = flag(arguments, "scenes");
  arguments.expect("demo DIR [--scale=N] [--months=all] [--scenes] [--seed=N]", 1, 1);
  options.folder = arguments.words.front();
  return options;
}

}  // namespace

int demo_command(Arguments arguments, const mpi::Communicator& ranks) {
  const auto options = mpi::agree(ranks, [&] { return demo_options(arguments); });
  const auto style = ranks.is_root() ? survey::progress_style("auto") : survey::ProgressStyle::off;
  survey::Progress progress(style, 30);
  std::int64_t shown = 0;
  bool begun = false;
  const auto put_aside = survey::generate_demo(ranks, options, [&](std::int64_t done, std::int64_t total) {
    if (!begun) progress.begin("demo", 1, 1, total);
    begun = true;
    progress.advance(done - shown);
    shown = done;
  });
  if (begun) progress.end();
  if (put_aside)
    fmt::print("The survey file that was there had been edited; it is now {}\n", put_aside->string());
  if (ranks.is_root())
    fmt::print("A synthetic twin of the Pingshuo district is in {}\nNext: minenpp run {}\n",
               options.folder.string(), (options.folder / "demo.ini").string());
  return 0;
}

}  // namespace minenpp::cli
