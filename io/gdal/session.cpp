#include "io/gdal/session.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "io/gdal/fatal.h"

namespace minenpp::io {

namespace {

void CPL_STDCALL quiet_unless_fatal(CPLErr severity, CPLErrorNum, const char* text) {
  if (severity == CE_Fatal) end_at_once(text);
}

constexpr GIntBig cache_bytes = GIntBig{8} << 20;

bool prepare() {
  CPLSetErrorHandler(quiet_unless_fatal);
  CPLSetConfigOption("GDAL_NUM_THREADS", "1");
  // The choice among several datum shifts is then made point by point, never by the average of a batch.
  CPLSetConfigOption("OGR_CT_OP_SELECTION", "PROJ");
  GDALSetCacheMax64(cache_bytes);
  GDALAllRegister();
  OSRSetPROJEnableNetwork(FALSE);
  return true;
}

}  // namespace

void start_gdal() {
  static const bool ready = prepare();
  static_cast<void>(ready);
}

}  // namespace minenpp::io
