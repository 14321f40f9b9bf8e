#pragma once

namespace minenpp::model {

__extension__ typedef __int128 Int128;

}  // namespace minenpp::model
