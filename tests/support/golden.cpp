#include "support/golden.h"

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <vector>

namespace minenpp::testing {

namespace {

std::vector<std::string> split_csv(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      fields.emplace_back();
    else if (c != '\r')
      fields.back() += c;
  }
  return fields;
}

const std::map<std::string, Golden>& table() {
  static const auto rows = [] {
    std::map<std::string, Golden> read;
    std::ifstream file(MINENPP_TEST_DATA "/golden.csv");
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
      const auto f = split_csv(line);
      if (f.size() != 8) continue;
      read[f[0]] = {f[0], f[1], f[2], f[4], f[7], std::stod(f[6])};
    }
    return read;
  }();
  return rows;
}

}  // namespace

Golden golden(const std::string& id) {
  const auto found = table().find(id);
  if (found != table().end()) return found->second;
  ADD_FAILURE() << "golden.csv has no row " << id;
  return {};
}

double golden_value(const std::string& id) {
  const auto row = golden(id);
  if (row.expected == "true") return 1;
  if (row.expected == "false") return 0;
  return row.expected.empty() ? std::nan("") : std::stod(row.expected);
}

::testing::AssertionResult matches_golden(const std::string& id, double got) {
  const auto row = golden(id);
  const double want = golden_value(id);
  double allowed = 0;
  if (row.tolerance_kind == "mix") allowed = row.tolerance * std::max(1.0, std::abs(want));
  if (row.tolerance_kind == "abs") allowed = row.tolerance;
  if (row.tolerance_kind == "rel") allowed = row.tolerance * std::abs(want);
  if (std::abs(got - want) <= allowed) return ::testing::AssertionSuccess();
  std::ostringstream text;
  text.precision(15);
  text << id << " (" << row.quantity << "; " << row.inputs << "): got " << got << ", expected " << want
       << " within " << allowed;
  return ::testing::AssertionFailure() << text.str();
}

}  // namespace minenpp::testing
