#include "io/tables/gbk_check.h"

#include <algorithm>

namespace minenpp::io {

namespace {

constexpr int enough = 2;

bool is_between(int byte, int low, int high) {
  return byte >= low && byte <= high;
}

bool is_letter(int byte) {
  return is_between(byte | 0x20, 'a', 'z');
}

bool is_character(int lead) {
  return is_between(lead, 0xB0, 0xF7);
}

/// Punctuation and signs of full width, as in 气温（℃）; they prove nothing.
bool is_sign(int lead) {
  return is_between(lead, 0xA1, 0xA9);
}

}  // namespace

void GbkCheck::add(std::span<const char> bytes) {
  for (const char byte : bytes) {
    if (!valid_) return;
    add(static_cast<unsigned char>(byte));
  }
}

void GbkCheck::add(unsigned char byte) {
  if (lead_ != 0) {
    valid_ = is_between(byte, 0xA1, 0xFE);
    run_ += is_character(lead_) ? 1 : 0;
    lead_ = 0;
    letter_ = false;
  } else if (byte >= 0x80) {
    valid_ = is_character(byte) || is_sign(byte);
    if (run_ == 0) letter_before_run_ = letter_;
    lead_ = byte;
  } else {
    end_run(is_letter(byte));
    letter_ = is_letter(byte);
  }
}

void GbkCheck::end_run(bool letter_follows) {
  const bool stands_alone = !letter_before_run_ && !letter_follows;
  if (run_ > 1 || stands_alone) characters_ = std::min(enough, characters_ + run_);
  run_ = 0;
}

bool GbkCheck::end() {
  end_run(false);
  return valid_ && lead_ == 0 && characters_ >= enough;
}

}  // namespace minenpp::io
