#include "survey/run/mine_summary.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <fmt/format.h>

namespace minenpp::survey {

namespace {

constexpr std::size_t most_mines = 12;

/// The ledger of one year: annual where the whole year is surveyed, else of the last surveyed month.
class Ledger {
 public:
  explicit Ledger(const io::ArchiveReader& archive) : archive_(archive) {
    annual_ = archive.has("/ledger/annual_net");
    mines = archive.read<std::string>("/ledger/mine");
    years = archive.read<std::int32_t>("/ledger/year");
    months = archive.read<std::int32_t>("/ledger/month");
  }

  [[nodiscard]] std::string unit() const {
    return annual_ ? fmt::format("tC in {}", years.back())
                   : fmt::format("tC in month {} of {}", months.back(), years.back());
  }

  /// One number a mine, of the last year.
  [[nodiscard]] std::vector<double> line(const std::string& name) const {
    const auto all = archive_.read<double>("/ledger/" + (annual_ ? "annual_" + name : name));
    const auto per_year = annual_ ? 1 : months.size();
    std::vector<double> last;
    for (std::size_t mine = 0; mine < mines.size(); ++mine)
      last.push_back(all[(mine + 1) * years.size() * per_year - 1]);
    return last;
  }

  std::vector<std::string> mines;
  std::vector<std::int32_t> years, months;

 private:
  const io::ArchiveReader& archive_;
  bool annual_ = false;
};

std::string cell(double value) {
  return std::isnan(value) ? fmt::format("{:>13}", "-") : fmt::format("{:>13.1f}", value);
}

}  // namespace

std::string ledger_text(const io::ArchiveReader& archive) {
  if (!archive.has("/ledger/net")) return {};
  const Ledger ledger(archive);
  if (ledger.mines.empty()) return {};
  const auto direct = ledger.line("direct"), indirect = ledger.line("indirect"),
             reclamation = ledger.line("reclamation"), net = ledger.line("net"),
             error = ledger.line("net_se"), total = ledger.line("cumulative");
  std::vector<std::size_t> order(ledger.mines.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Mines without a net come last: they have no order among numbers.
  std::ranges::stable_sort(order, std::greater{},
                           [&](std::size_t i) { return std::isnan(net[i]) ? -1 : std::abs(net[i]); });
  std::string text = fmt::format(
      "\nCarbon of the mines against land far from them, {}\n  {:<28}{:>13}{:>13}{:>13}{:>13}{:>13}{:>13}\n",
      ledger.unit(), "mine", "direct", "in rings", "reclamation", "net", "+-", "all years");
  for (std::size_t i = 0; i < std::min(order.size(), most_mines); ++i) {
    const auto mine = order[i];
    text += fmt::format("  {:<28.28}", ledger.mines[mine]);
    for (const auto* line : {&direct, &indirect, &reclamation, &net, &error, &total})
      text += cell((*line)[mine]);
    text += "\n";
  }
  if (order.size() > most_mines)
    text += fmt::format("  ... and {} more in survey.h5, group ledger\n", order.size() - most_mines);
  return text;
}

}  // namespace minenpp::survey
