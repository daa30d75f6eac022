// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// record.h - one person of a roster and the text field it is made of.

#ifndef ROSTER_RECORD_H
#define ROSTER_RECORD_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace roster {

/// An owned, NUL-terminated piece of text. From before std::string was used
/// here; kept because plugins rely on data().
class Field {
public:
  Field() = default;
  explicit Field(const char *text);
  Field(const char *text, std::size_t len);
  Field(const Field &other);
  Field &operator=(const Field &other);
  ~Field();

  void append(const char *text, std::size_t len);
  /// Never null. Invalidated by any change of the field.
  const char *data() const { return text_ ? text_ : ""; }
  /// Writable text, null for an empty field.
  char *buffer() { return text_; }
  std::size_t size() const { return len_; }
  std::string_view view() const { return {data(), len_}; }
  char operator[](std::size_t i) const { return text_[i]; }

private:
  char *text_ = nullptr;
  std::size_t len_ = 0;
};

/// One entry.
struct Record {
  std::uint32_t id = 0;
  Field name;
  Field mail;
  std::vector<std::string> tags;

  /// The part of the mail address behind '@', or nothing.
  std::string_view domain() const;
  /// First letters of the first and the last word of the name.
  std::string initials() const;
  /// The tag with this number; there are tags.size() of them.
  const std::string &tag(std::size_t i) const { return tags[i]; }
};

} // namespace roster

#endif // ROSTER_RECORD_H
