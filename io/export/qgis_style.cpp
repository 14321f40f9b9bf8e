#include "io/export/qgis_style.h"

#include <cstdint>
#include <memory>

#include <cpl_minixml.h>
#include <fmt/format.h>

#include "io/gdal/handles.h"

namespace minenpp::io {

namespace {

struct TreeDestroyer {
  void operator()(CPLXMLNode* node) const { CPLDestroyXMLNode(node); }
};
using Tree = std::unique_ptr<CPLXMLNode, TreeDestroyer>;

/// An element of a tree that somebody else owns.
class Element {
 public:
  explicit Element(CPLXMLNode* node) : node_(node) {}
  Element child(const char* name) const { return Element(CPLCreateXMLNode(node_, CXT_Element, name)); }
  const Element& set(const char* name, const std::string& value) const {
    CPLAddXMLAttributeAndValue(node_, name, value.c_str());
    return *this;
  }

 private:
  CPLXMLNode* node_;
};

std::string number(double value) {
  return fmt::format("{:.6g}", value);
}

std::string rgba(const Colour& colour) {
  return fmt::format("{},{},{},255", colour.r, colour.g, colour.b);
}

/// What QGIS shows for an entry: its value and, once, the unit.
void add_item(const Element& list, double value, const Colour& colour, const std::string& label) {
  list.child("item")
      .set("value", number(value))
      .set("color", hex(colour))
      .set("alpha", "255")
      .set("label", label);
}

void add_option(const Element& map, const char* name, const std::string& value) {
  map.child("Option").set("name", name).set("type", "QString").set("value", value);
}

/// The ramp itself, which QGIS needs to stretch it to other limits.
void add_ramp(const Element& shader, const Ramp& ramp) {
  const auto last = ramp.stops.size() - 1;
  std::string stops;
  for (std::size_t i = 1; i < last; ++i)
    stops += fmt::format("{}{};{}", stops.empty() ? "" : ":",
                         number(static_cast<double>(i) / static_cast<double>(last)), rgba(ramp.stops[i]));
  const auto map = shader.child("colorramp").set("type", "gradient").set("name", "[source]").child("Option");
  map.set("type", "Map");
  add_option(map, "color1", rgba(ramp.stops.front()));
  add_option(map, "color2", rgba(ramp.stops.back()));
  add_option(map, "discrete", "0");
  add_option(map, "rampType", "gradient");
  add_option(map, "stops", stops);
}

void add_gradient(const Element& renderer, const MapStyle& style, const std::pair<double, double>& limits) {
  const auto [low, high] = limits;
  renderer.set("type", "singlebandpseudocolor")
      .set("classificationMin", number(low))
      .set("classificationMax", number(high));
  const auto shader = renderer.child("rastershader").child("colorrampshader");
  shader.set("colorRampType", "INTERPOLATED")
      .set("classificationMode", "1")
      .set("clip", "0")
      .set("minimumValue", number(low))
      .set("maximumValue", number(high));
  const auto last = style.ramp->stops.size() - 1;
  for (std::size_t i = 0; i <= last; ++i) {
    const double value = low + (high - low) * static_cast<double>(i) / static_cast<double>(last);
    add_item(shader, value, style.ramp->stops[i],
             number(value) + (i == last && !style.unit.empty() ? " " + style.unit : ""));
  }
  add_ramp(shader, *style.ramp);
}

void add_classes(const Element& renderer, const MapStyle& style, const std::set<std::int64_t>& codes) {
  renderer.set("type", "paletted");
  const auto palette = renderer.child("colorPalette");
  const auto add = [&](std::int64_t code, const std::string& label, const Colour& colour) {
    palette.child("paletteEntry")
        .set("value", std::to_string(code))
        .set("color", hex(colour))
        .set("alpha", "255")
        .set("label", label);
  };
  for (const auto& entry : style.classes) add(entry.code, entry.label, entry.colour);
  if (style.kind != MapKind::numbered) return;
  for (const auto code : codes)
    add(code, std::to_string(code), distinct_colour(static_cast<std::size_t>(code)));
}

}  // namespace

std::string qgis_style(const MapStyle& style, const std::pair<double, double>& limits,
                       const std::set<std::int64_t>& codes) {
  const Tree tree(CPLCreateXMLNode(nullptr, CXT_Element, "qgis"));
  const Element root(tree.get());
  root.set("version", "3.22").set("styleCategories", "Symbology");
  const auto pipe = root.child("pipe");
  const auto renderer = pipe.child("rasterrenderer");
  renderer.set("band", "1").set("opacity", "1").set("alphaBand", "-1").set("nodataColor", "");
  renderer.child("rasterTransparency");
  if (style.ramp)
    add_gradient(renderer, style, limits);
  else
    add_classes(renderer, style, codes);
  pipe.child("brightnesscontrast").set("brightness", "0").set("contrast", "0").set("gamma", "1");
  pipe.child("huesaturation").set("saturation", "0").set("grayscaleMode", "0");
  pipe.child("rasterresampler").set("maxOversampling", "2");
  const CplString text(CPLSerializeXMLTree(tree.get()));
  return text.get();
}

}  // namespace minenpp::io
