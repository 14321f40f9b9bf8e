#include "io/report/items.h"

#include <algorithm>

#include <fmt/format.h>

#include "io/report/resources.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

Json figure_template(const std::string& figure) {
  const auto name = "figures/" + figure + ".vl.json";
  const auto all = report_resources();
  const auto found = std::ranges::find(all, std::string_view(name), &Resource::name);
  if (found == all.end()) throw Error(Fault::system, fmt::format("the program holds no {}", name));
  return Json::parse(found->bytes);
}

void set_param(Json& spec, const std::string& name, const Json& value) {
  if (spec.contains("params"))
    for (auto& param : spec["params"])
      if (param.value("name", "") == name) {
        param["value"] = value;
        return;
      }
  throw Error(Fault::system, fmt::format("a figure has no parameter {}", name));
}

Json item(const std::string& type, const ItemText& text) {
  return {
      {"type", type}, {"id", text.id}, {"title", text.title}, {"alt", text.alt}, {"caption", text.caption}};
}

}  // namespace

Json chart_item(const std::string& figure, const ItemText& text, const std::map<std::string, Json>& datasets,
                const std::map<std::string, Json>& params) {
  auto spec = figure_template(figure);
  for (const auto& [name, rows] : datasets) spec["datasets"][name] = rows;
  for (const auto& [name, value] : params) set_param(spec, name, value);
  auto made = item("chart", text);
  made["spec"] = std::move(spec);
  made["file"] = "figures/" + text.id + ".vl.json";
  return made;
}

Json table_item(const ItemText& text, const std::vector<Column>& columns, Json rows,
                const std::string& file) {
  auto made = item("table", text);
  for (const auto& column : columns) {
    Json described{
        {"label", column.label}, {"unit", column.unit}, {"kind", column.digits < 0 ? "text" : "number"}};
    if (column.digits >= 0) described["digits"] = column.digits;
    if (column.least > 0) described["least"] = column.least;
    made["columns"].push_back(std::move(described));
  }
  made["rows"] = std::move(rows);
  made["file"] = file;
  return made;
}

Json section(const std::string& id, const std::string& title, Json lead, Json items) {
  return {{"id", id}, {"title", title}, {"lead", std::move(lead)}, {"items", std::move(items)}};
}

}  // namespace minenpp::io
