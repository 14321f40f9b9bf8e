#pragma once

namespace minenpp::io {

/// What becomes of a scene whose quality layer is missing, though its kind is always delivered with one.
enum class MissingQuality {
  refuse,  ///< it is broken, and the file is named
  use,     ///< it is a scene without a quality (and saturation) layer
};

}  // namespace minenpp::io
