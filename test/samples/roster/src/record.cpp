// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// record.cpp - text fields and what is derived from a record.

#include "roster/record.h"

#include <cstring>

namespace roster {

Field::Field(const char *text) : Field(text, std::strlen(text)) {}

Field::Field(const char *text, std::size_t len) {
  text_ = new char[len + 1];
  std::memcpy(text_, text, len);
  text_[len] = '\0';
  len_ = len;
}

Field::Field(const Field &other) : Field(other.data(), other.len_) {}

Field &Field::operator=(const Field &other) {
  if (this == &other)
    return *this;
  delete[] text_;
  text_ = new char[other.len_ + 1];
  std::memcpy(text_, other.data(), other.len_ + 1);
  len_ = other.len_;
  return *this;
}

Field::~Field() { delete[] text_; }

void Field::append(const char *text, std::size_t len) {
  char *longer = new char[len_ + len + 1];
  if (text_)
    std::memcpy(longer, text_, len_);
  std::memcpy(longer + len_, text, len);
  longer[len_ + len] = '\0';
  delete[] text_;
  text_ = longer;
  len_ += len;
}

std::string_view Record::domain() const {
  const char *at = std::strchr(mail.data(), '@');
  return at ? std::string_view(at + 1) : std::string_view();
}

std::string Record::initials() const {
  std::string out;
  std::size_t last = name.size();
  while (last > 0 && name[last - 1] != ' ')
    --last;
  out += name[0];
  if (last > 0)
    out += name[last];
  return out;
}

} // namespace roster
