#pragma once

#include <span>

namespace minenpp::io {

/// Follows a text that is no UTF-8 byte by byte: is it Chinese in GBK, as Chinese Excel writes tables?
///
/// Every byte beyond ASCII must be half of a pair of GB2312, the characters of GBK that are in use. That
/// alone says little: in Windows-1252 the letters of "Estação" and "Größe" pair up too (çã, öß), and tables
/// may have no others. But such letters stand inside words, between ASCII ones, and hardly ever four in a
/// row, while Chinese characters stand beside each other ("气温") or between separators ("年"). So at least
/// two characters must stand in one of these ways.
class GbkCheck {
 public:
  void add(std::span<const char> bytes);
  [[nodiscard]] bool valid() const { return valid_; }
  /// After the last byte: is it GBK?
  [[nodiscard]] bool end();

 private:
  void add(unsigned char byte);
  void end_run(bool letter_follows);

  bool valid_ = true;
  int lead_ = 0;  // of a pair whose second byte is to come
  int run_ = 0;   // Chinese characters beside each other so far
  bool letter_before_run_ = false, letter_ = false;
  int characters_ = 0;  // that stand as Chinese does; two are enough
};

}  // namespace minenpp::io
