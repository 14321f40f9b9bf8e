#include "model/casa/pixel_quality.h"

namespace minenpp::model {

namespace {

/// A word of bits. Layers of 16 bits that were read with a sign have their upper half extended; it is
/// dropped.
class Bits {
 public:
  explicit Bits(std::int32_t value) : word_(static_cast<std::uint32_t>(value) & 0xFFFFU) {}

  [[nodiscard]] bool at(unsigned bit) const { return ((word_ >> bit) & 1U) != 0; }
  [[nodiscard]] bool any_of(std::uint32_t mask) const { return (word_ & mask) != 0; }

  /// The number in bits `low`..`high`.
  [[nodiscard]] unsigned field(unsigned low, unsigned high) const {
    return (word_ >> low) & ((1U << (high - low + 1)) - 1U);
  }

  [[nodiscard]] std::uint32_t word() const { return word_; }

 private:
  std::uint32_t word_;
};

constexpr unsigned high_confidence = 3;
/// What a confidence (0 not told, 1 low, 2 medium, 3 high) adds to the penalty. Low adds nothing: else clear
/// pixels of a sensor with one field more, cirrus, would be worse than those of the others.
constexpr unsigned concern(unsigned confidence) {
  return confidence > 1 ? confidence - 1 : 0;
}

constexpr PixelQuality fill{.fill = true};

/// What every layout comes down to: is the ground hidden, is it under snow?
struct Sight {
  bool hidden = false, snow = false, water = false;
  unsigned penalty = 0;
};

PixelQuality judged(const Sight& sight, SnowRule rule) {
  const bool snowed = sight.snow && rule == SnowRule::mask;
  return {.usable = !sight.hidden && !snowed,
          .water = sight.water,
          .penalty = static_cast<std::uint8_t>(sight.penalty)};
}

PixelQuality read_qa_pixel(Bits qa, bool oli, SnowRule rule) {
  if (qa.at(0)) return fill;
  const bool dilated = qa.at(1), cirrus = oli && qa.at(2), cloud = qa.at(3), shadow = qa.at(4);
  const unsigned of_cirrus = oli ? concern(qa.field(14, 15)) : 0;
  return judged({.hidden = dilated || cirrus || cloud || shadow,
                 .snow = qa.at(5),
                 .water = qa.at(7),
                 .penalty = concern(qa.field(8, 9)) + concern(qa.field(10, 11)) + concern(qa.field(12, 13)) +
                            of_cirrus},
                rule);
}

PixelQuality read_bqa_collection1(Bits qa, bool oli, SnowRule rule) {
  if (qa.at(0)) return fill;
  const bool dropped_or_occluded = qa.at(1), cloud = qa.at(4);
  const unsigned shadow = qa.field(7, 8), snow = qa.field(9, 10), cirrus = oli ? qa.field(11, 12) : 0;
  return judged(
      {.hidden = dropped_or_occluded || cloud || shadow == high_confidence || cirrus == high_confidence,
       .snow = snow == high_confidence,
       .penalty = concern(qa.field(5, 6)) + concern(shadow) + concern(snow) + concern(cirrus)},
      rule);
}

/// There was such a layer for Landsat 8 only; it knows no shadow.
PixelQuality read_bqa_precollection(Bits qa, SnowRule rule) {
  if (qa.at(0)) return fill;
  const bool dropped = qa.at(1), occluded = qa.at(2);
  const unsigned snow = qa.field(10, 11), cirrus = qa.field(12, 13), cloud = qa.field(14, 15);
  return judged({.hidden = dropped || occluded || cloud == high_confidence || cirrus == high_confidence,
                 .snow = snow == high_confidence,
                 .water = qa.field(4, 5) == high_confidence,
                 .penalty = concern(cloud) + concern(snow) + concern(cirrus)},
                rule);
}

PixelQuality read_espa_pixel_qa(Bits qa, bool oli, SnowRule rule) {
  if (qa.at(0)) return fill;
  const bool shadow = qa.at(3), snow = qa.at(4), cloud = qa.at(5), occluded = oli && qa.at(10);
  const unsigned cirrus = oli ? qa.field(8, 9) : 0;
  return judged(
      {.hidden = shadow || cloud || occluded || cirrus == high_confidence,
       .snow = snow,
       .water = qa.at(2),
       .penalty = concern(qa.field(6, 7)) + concern(cirrus) + (snow ? concern(high_confidence) : 0)},
      rule);
}

PixelQuality read_fmask(std::int32_t value, SnowRule rule) {
  switch (value) {
    case 0:
      return judged({}, rule);
    case 1:
      return judged({.water = true}, rule);
    case 3:
      return judged({.snow = true, .penalty = concern(high_confidence)}, rule);
    case 255:
      return fill;
    default:
      return judged({.hidden = true}, rule);
  }
}

/// 255 is the -1 of a layer that was read as unsigned bytes.
PixelQuality read_modis_reliability(std::int32_t value, SnowRule rule) {
  switch (value) {
    case -1:
    case 255:
      return fill;
    case 0:
      return judged({}, rule);
    case 1:
      return judged({.penalty = 1}, rule);
    case 2:
      return judged({.snow = true, .penalty = 2}, rule);
    default:
      return judged({.hidden = true, .penalty = 3}, rule);
  }
}

/// 1 land, 2 shore and 4 water that comes and goes are land; the others are inland water and ocean.
bool is_modis_water(unsigned land_water) {
  return land_water != 1 && land_water != 2 && land_water != 4;
}

PixelQuality read_modis_vi_quality(Bits qa, SnowRule rule) {
  constexpr std::uint32_t filled = 0xFFFF;
  if (qa.word() == filled) return fill;
  const bool cloudy_or_missing = qa.field(0, 1) >= 2;
  const bool beside_cloud = qa.at(8), mixed_with_cloud = qa.at(10), shadow = qa.at(15);
  const unsigned usefulness = qa.field(2, 5);
  constexpr unsigned not_useful = 13;  // 13 too low, 14 faulty Level-1B, 15 not processed
  return judged(
      {.hidden = cloudy_or_missing || usefulness >= not_useful || beside_cloud || mixed_with_cloud || shadow,
       .snow = qa.at(14),
       .water = is_modis_water(qa.field(11, 13)),
       .penalty = usefulness},
      rule);
}

}  // namespace

PixelQuality read_quality(QualityLayout layout, LandsatSensor sensor, SnowRule snow, std::int32_t value) {
  const Bits qa(value);
  const bool oli = sensor == LandsatSensor::oli;
  switch (layout) {
    case QualityLayout::none:
      break;
    case QualityLayout::qa_pixel:
      return read_qa_pixel(qa, oli, snow);
    case QualityLayout::bqa_collection1:
      return read_bqa_collection1(qa, oli, snow);
    case QualityLayout::bqa_precollection:
      return read_bqa_precollection(qa, snow);
    case QualityLayout::espa_pixel_qa:
      return read_espa_pixel_qa(qa, oli, snow);
    case QualityLayout::fmask:
      return read_fmask(value, snow);
    case QualityLayout::modis_reliability:
      return read_modis_reliability(value, snow);
    case QualityLayout::modis_vi_quality:
      return read_modis_vi_quality(qa, snow);
  }
  return judged({}, snow);
}

bool is_saturated(SaturationLayout layout, LandsatSensor sensor, std::int32_t value) {
  if (layout == SaturationLayout::none) return false;
  const bool collection2 = layout == SaturationLayout::qa_radsat;
  const auto red = static_cast<unsigned>(band_number(sensor, NdviBand::red)) - (collection2 ? 1U : 0U);
  const unsigned nir = red + 1;
  const unsigned lost = sensor == LandsatSensor::oli ? 11 : 9;  // hidden by terrain; dropped
  return Bits(value).any_of(1U << red | 1U << nir | (collection2 ? 1U << lost : 0U));
}

int band_number(LandsatSensor sensor, NdviBand band) {
  const int red = sensor == LandsatSensor::oli ? 4 : 3;
  return band == NdviBand::red ? red : red + 1;
}

}  // namespace minenpp::model
