#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "survey/catalogue/catalogue.h"
#include "survey/mines/ledger_cover.h"
#include "survey/statistics/cell_table.h"

namespace minenpp::survey {

/// NPP of a class far from all mines, which weather alone moves (science, section 6.10).
struct ReferenceMean {
  double mean = model::no_data;  ///< gC/m2/month (year)
  double standard_error = model::no_data;
  std::int64_t count = 0;  ///< pixels
};

/// One line of the ledger of a mine: what is more (or, below 0, less) than the reference. tC a month (year).
struct LedgerLine {
  double carbon_t = 0, standard_error_t = 0;
  std::int64_t pixels = 0;  ///< with NPP, that it was counted over
  double area_hm2 = 0;      ///< of these

  /// Not known, over what was counted.
  void lose() { carbon_t = standard_error_t = model::no_data; }
};

/// What of a mine a ledger tells.
struct LedgerScope {
  bool selected = true;   ///< is it one of rings.mines?
  bool outlined = false;  ///< has it land of its own (is_outlined), wherever that lies?
};

/// The ledger of a mine in one year and column. A line is of all the land it stands for: land without NPP
/// counts as the mean of the rest, and where less than half has NPP the line is NaN (model::stands_for).
struct MineLedger {
  LedgerLine direct;  ///< inside the mine, as if nothing had been reclaimed, against the reference
  /// In its rings (land nearest to it) that kept its class, against the reference; NaN, and with it `net`,
  /// over no pixels, of a mine that rings.mines leaves out: land is nearest to selected mines only.
  LedgerLine indirect;
  /// Reclaimed land against the mine's unreclaimed land; NaN where there is none of that to compare with, and
  /// then nothing is told apart from `direct`. Where there is, but without NPP, both are NaN.
  LedgerLine reclamation;
  LedgerLine net;  ///< the three together
};

/// A change between two years and how much of it weather explains. gC/m2/month (year).
struct MineCause {
  double change = model::no_data;
  double climate = model::no_data;  ///< change of the reference, by the classes the land had at first
  double mining = model::no_data;   ///< the rest
  double standard_error =
      model::no_data;  ///< of both, from the reference: the mine's own pixels are all counted
};

/// Is there reference land of any class, so that there can be a ledger? `first`: the cells of the first year,
/// on the root.
[[nodiscard]] bool has_reference(const ScienceOptions& science, const CellTable& first);

/// Ledgers and causes of all mines, from the cells of all years (on the root).
///
/// The reference of a pixel is the mean of the reference land that had its class of the first surveyed year
/// and has it still; for pixels that were mine land already (or whose class has no reference) the mean of all
/// reference land. Standard errors come from a block bootstrap that draws the blocks of all classes together,
/// since classes of one block have their weather, and their errors, in common.
class MineEffects {
 public:
  /// All arguments outlive this. `tables`, `land`: by year; `paired`: of PairedChanges, by period of the
  /// catalogue.
  MineEffects(const Catalogue& catalogue, const std::vector<CellTable>& tables,
              const std::vector<CellTable>& paired, const std::vector<LandTable>& land);

  /// `base_class`: class code; 0: all reference land.
  [[nodiscard]] const ReferenceMean& reference(std::size_t year, std::size_t column, int base_class) const;
  [[nodiscard]] MineLedger ledger(std::int32_t mine, std::size_t year, std::size_t column,
                                  const LedgerScope& scope) const;
  /// Of the land that is in `ring` (0: the mine itself) in the later year of a period (index): its pixels
  /// with data in both years. `mine` 0: all selected mines together. The climate of a class is the mean
  /// change of the reference pixels that have it, and data, in both years.
  [[nodiscard]] MineCause cause(std::int32_t mine, std::int32_t ring, std::size_t period,
                                std::size_t column) const;
  /// Classes that have reference land, as codes.
  [[nodiscard]] const std::vector<int>& reference_classes() const { return classes_; }

 private:
  using BlocksOfClass = std::vector<std::vector<model::BlockSum>>;  // by reference class, then all
  [[nodiscard]] std::size_t index_of(int base_class) const;
  [[nodiscard]] BlocksOfClass blocks_of(const CellTable& table, std::size_t column) const;
  /// Of the reference in one year or period and column, by class, then of all of it.
  struct References {
    std::vector<ReferenceMean> means;
    model::JointMeans joint;

    /// The means that stand for those of `weights`: all reference land where a class has none.
    [[nodiscard]] std::vector<double> present(std::span<const double> weights) const;
    /// Standard error of the sum of these means, each times its weight (by reference class, then all).
    [[nodiscard]] double standard_error(std::span<const double> weights) const;
  };
  [[nodiscard]] References references_of(const CellTable& table, std::size_t column);
  /// What land has more than its references, and how much of it each reference is compared with: the mean of
  /// one is one number, so its error goes with the whole area.
  struct Loss {
    double carbon_t = 0;
    std::vector<double> m2;  // by reference class, then all

    void add(const Loss& other, double times);
  };
  [[nodiscard]] Loss no_loss() const { return {0, std::vector<double>(classes_.size() + 1, 0)}; }
  void add_cell(const CellKey& key, const CellTally& tally, std::size_t year, std::size_t column, Loss& loss,
                LedgerLine& line) const;
  [[nodiscard]] Loss inside(std::int32_t mine, std::size_t year, std::size_t column, const LedgerCover& cover,
                            MineLedger& ledger) const;
  [[nodiscard]] Loss in_rings(std::int32_t mine, std::size_t year, std::size_t column,
                              const LedgerCover& cover, LedgerLine& line) const;
  void tell_reclaimed_apart(std::int32_t mine, std::size_t year, std::size_t column, const LedgerCover& cover,
                            MineLedger& ledger) const;
  void find_references();
  void find_changes();

  const Catalogue& catalogue_;
  const std::vector<CellTable>& tables_;
  const std::vector<CellTable>& paired_;
  const std::vector<LandTable>& land_;
  model::BlockBootstrap bootstrap_;
  std::vector<int> classes_;
  std::vector<References> references_;  // by year x column
  std::vector<References> changes_;     // by period x column
};

}  // namespace minenpp::survey
