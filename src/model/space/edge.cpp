#include "model/space/edge.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace minenpp::model {

Edge::Edge(const Vertex& a, const Vertex& b, PixelSize pixel) : top_(a), bottom_(b), pixel_(pixel) {
  if (std::tie(bottom_.row, bottom_.col) < std::tie(top_.row, top_.col)) std::swap(top_, bottom_);
  west_ = std::min(a.col, b.col);
  east_ = std::max(a.col, b.col);
  along_x_ = (bottom_.col - top_.col) * pixel.width;
  along_y_ = (bottom_.row - top_.row) * pixel.height;
  squared_length_ = along_x_ * along_x_ + along_y_ * along_y_;
  straight_ = top_.col == bottom_.col || top_.row == bottom_.row;
  if (!straight_) {
    const double area = pixel.width * pixel.height;
    across_ = area * area / squared_length_;
  }
}

}  // namespace minenpp::model
