#include "command.h"
#include <limits>

#include <fmt/format.h>

#include "model/error.h"
#include "mpi/collective_error.h"
#include "survey/demo/demo.h"
#include "survey/run/progress.h"

namespace minenpp::cli {

namespace {

survey::DemoOptions demo_options(Arguments& arguments) {
  survey::DemoOptions options;
  constexpr auto any = std::numeric_limits<std::int64_t>::max();
  options.scale = arguments.take_whole("scale", 1, 1, any);
  options.seed = static_cast<std::uint64_t>(
      arguments.take_whole("seed", static_cast<std::int64_t>(survey::default_demo_seed), 0, any));
  const auto months = arguments.take("months", "august");
  if (months != "all" && months != "august")
    throw model::Error(model::Fault::usage, fmt::format("--months={}: expected all or august", months));
  options.all_months = months == "all";
  options.scenes = arguments.take_flag("scenes");
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
