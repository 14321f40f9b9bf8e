#include "io/report/page.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "io/report/resources.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

std::string_view resource(std::string_view name) {
  const auto all = report_resources();
  const auto found = std::ranges::find(all, name, &Resource::name);
  if (found == all.end())
    throw model::Error(model::Fault::system, fmt::format("the program holds no {}", name));
  return found->bytes;
}

/// "<" never stands in the data itself, so that nothing in it can end the script element that holds it.
std::string for_script_element(const Json& report) {
  std::string escaped;
  for (const char c : report.dump()) {
    if (c == '<')
      escaped += "\\u003c";
    else
      escaped += c;
  }
  return escaped;
}

std::string for_text(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

}  // namespace

std::string page_of(const Json& report) {
  const std::map<std::string_view, std::string> values{{"style", std::string(resource("report.css"))},
                                                       {"vega", std::string(resource("vega.html"))},
                                                       {"script", std::string(resource("report.js"))},
                                                       {"report", for_script_element(report)},
                                                       {"title", for_text(report["title"])}};
  // What is put in is not looked at again: names from a survey may hold anything.
  const auto frame = resource("index.html");
  std::string page;
  std::size_t at = 0;
  while (at < frame.size()) {
    const auto open = frame.find("{{", at);
    const auto close = open == std::string_view::npos ? open : frame.find("}}", open);
    if (close == std::string_view::npos) break;
    page += frame.substr(at, open - at);
    const auto found = values.find(frame.substr(open + 2, close - open - 2));
    page += found == values.end() ? std::string(frame.substr(open, close + 2 - open)) : found->second;
    at = close + 2;
  }
  return page += frame.substr(std::min(at, frame.size()));
}

}  // namespace minenpp::io
