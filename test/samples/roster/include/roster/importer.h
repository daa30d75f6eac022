// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// importer.h - the import interface and its text and binary versions.

#ifndef ROSTER_IMPORTER_H
#define ROSTER_IMPORTER_H

#include "roster/record.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace roster {

/// Thrown for input that is not a roster.
class ImportError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Turns bytes into records.
class Importer {
public:
  virtual ~Importer() = default;
  virtual const char *name() const = 0;
  /// Appends the records in data to out; returns how many there were.
  virtual std::size_t run(const char *data, std::size_t len,
                          std::vector<Record *> &out) = 0;
};

/// Lines of the form "id;name;mail;tag,tag"; '#' starts a comment line.
class TextImporter : public Importer {
public:
  const char *name() const override { return "text"; }
  std::size_t run(const char *data, std::size_t len,
                  std::vector<Record *> &out) override;

private:
  Record *parseLine(const char *begin, const char *end);
  int line_ = 0;
};

/// Header of a binary roster, little endian.
struct BinaryHeader {
  char magic[4]; // "RST1"
  std::uint32_t count;
};

/// Head of a binary record; name, mail and a padding to four bytes follow.
struct BinaryRecord {
  std::uint32_t id;
  std::uint16_t nameLen;
  std::uint16_t mailLen;
};

class BinaryImporter : public Importer {
public:
  const char *name() const override { return "binary"; }
  std::size_t run(const char *data, std::size_t len,
                  std::vector<Record *> &out) override;
};

/// The importer for this data, by its first bytes.
std::unique_ptr<Importer> makeImporter(const char *data, std::size_t len);

} // namespace roster

#endif // ROSTER_IMPORTER_H
