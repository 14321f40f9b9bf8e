#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "io/scenes/stac_reader.h"

namespace minenpp::io {

/// The assets of one item.
class StacAssets {
 public:
  /// `platform`: empty where it is no Landsat. All must outlive this.
  StacAssets(const nlohmann::json& item, const std::optional<LandsatPlatform>& platform,
             const std::string& folder, const FileThere& there)
      : item_(item), platform_(platform), folder_(folder), there_(there) {}

  /// Red or near infrared: by the common name of a band, else by the asset's key, else by its title. Of
  /// several the first counts whose file is there. Throws Error(input) where there is no such asset or no
  /// file.
  [[nodiscard]] StacBand band(model::NdviBand band) const;

  /// The asset with one of `keys` ("qa_pixel"; a ".TIF" at its end and capitals aside); empty where there is
  /// none. Throws Error(input) where its file is absent.
  [[nodiscard]] std::optional<std::string> file(std::initializer_list<const char*> keys) const;

 private:
  struct Candidate;
  [[nodiscard]] std::vector<Candidate> by_common_name(model::NdviBand band) const;
  [[nodiscard]] std::vector<Candidate> by_key(model::NdviBand band) const;
  [[nodiscard]] std::vector<Candidate> by_title(model::NdviBand band) const;
  [[nodiscard]] std::vector<std::string> common_names(model::NdviBand band) const;
  [[nodiscard]] std::vector<std::string> keys(model::NdviBand band) const;
  [[nodiscard]] const nlohmann::json& assets() const;
  [[nodiscard]] std::string resolve(const std::string& key, const nlohmann::json& asset) const;

  const nlohmann::json& item_;
  const std::optional<LandsatPlatform>& platform_;
  const std::string& folder_;
  const FileThere& there_;
};

}  // namespace minenpp::io
