#include "io/gdal/messages.h"

#include "io/gdal/excerpt.h"
#include "io/gdal/fatal.h"
#include "io/gdal/session.h"

namespace minenpp::io {

namespace {

// A damaged file can report once per block; the first few lines tell all there is to tell.
constexpr std::size_t most_kept = 20;

void keep(std::vector<std::string>& list, const char* text) {
  if (list.size() >= most_kept) return;
  // A damaged file is quoted as it is, and the terminal must not obey it.
  list.push_back(without_controls(text, ' '));
}

}  // namespace

GdalMessages::GdalMessages() {
  start_gdal();
  CPLPushErrorHandlerEx(&GdalMessages::listen, this);
}

GdalMessages::~GdalMessages() {
  CPLPopErrorHandler();
}

void GdalMessages::listen(CPLErr severity, CPLErrorNum, const char* text) {
  if (severity == CE_Fatal) end_at_once(text);
  auto* self = static_cast<GdalMessages*>(CPLGetErrorHandlerUserData());
  if (severity >= CE_Failure) keep(self->failures_, text);
  if (severity == CE_Warning) keep(self->warnings_, text);
}

std::string GdalMessages::reason() const {
  if (!failures_.empty()) return failures_.front();
  if (!warnings_.empty()) return warnings_.front();
  return "GDAL gives no reason";
}

model::Error GdalMessages::error(model::Fault fault, const std::string& what) const {
  return model::Error(fault, what + " (" + reason() + ")");
}

void GdalMessages::clear() {
  failures_.clear();
  warnings_.clear();
}

}  // namespace minenpp::io
