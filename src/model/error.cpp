#include "model/error.h"

namespace minenpp::model {

Error::Error(Fault fault, const std::string& message) : std::runtime_error(message), fault_(fault) {}

Error Error::within(std::string_view context) const {
  return Error(fault_, std::string(context) + ": " + what());
}

}  // namespace minenpp::model
