// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// importer.cpp - reads rosters from text and from the binary form.

#include "roster/importer.h"

#include <cstdlib>
#include <cstring>

namespace roster {

namespace {

// The part up to the separator; moves p behind it.
const char *cut(const char *&p, const char *end, char sep, std::size_t &len) {
  const char *start = p;
  while (p != end && *p != sep)
    ++p;
  len = static_cast<std::size_t>(p - start);
  if (p != end)
    ++p;
  return start;
}

} // namespace

Record *TextImporter::parseLine(const char *begin, const char *end) {
  char number[16];
  std::size_t len;
  const char *p = begin;
  const char *part = cut(p, end, ';', len);

  if (len == 0 || p == end)
    throw ImportError("line " + std::to_string(line_) + ": no id");
  std::memcpy(number, part, len);
  number[len] = '\0';

  Record *rec = new Record;
  rec->id = static_cast<std::uint32_t>(std::strtoul(number, nullptr, 10));
  part = cut(p, end, ';', len);
  rec->name = Field(part, len);
  part = cut(p, end, ';', len);
  if (len != 0 && !std::memchr(part, '@', len)) {
    delete rec;
    throw ImportError("line " + std::to_string(line_) + ": bad mail address");
  }
  rec->mail.append(part, len);
  while (p != end) {
    part = cut(p, end, ',', len);
    rec->tags.emplace_back(part, len);
  }
  return rec;
}

std::size_t TextImporter::run(const char *data, std::size_t len,
                              std::vector<Record *> &out) {
  const char *p = data;
  const char *end = data + len;
  std::size_t count = 0;

  line_ = 0;
  while (p != end) {
    std::size_t n;
    const char *line = cut(p, end, '\n', n);
    ++line_;
    if (n == 0 || *line == '#')
      continue;
    out.push_back(parseLine(line, line + n));
    ++count;
  }
  return count;
}

std::size_t BinaryImporter::run(const char *data, std::size_t len,
                                std::vector<Record *> &out) {
  const char *end = data + len;
  if (len < sizeof(BinaryHeader))
    throw ImportError("binary roster cut off");
  auto *header = reinterpret_cast<const BinaryHeader *>(data);
  const char *p = data + sizeof(BinaryHeader);

  for (std::uint32_t i = 0; i < header->count; ++i) {
    if (p + sizeof(BinaryRecord) > end)
      throw ImportError("binary record cut off");
    auto *head = reinterpret_cast<const BinaryRecord *>(p);
    p += sizeof(BinaryRecord);
    auto rec = std::make_unique<Record>();
    rec->id = head->id;
    rec->name = Field(p, head->nameLen);
    p += head->nameLen;
    rec->mail = Field(p, head->mailLen);
    p += head->mailLen;
    p += (4 - ((head->nameLen + head->mailLen) & 3)) & 3;
    out.push_back(rec.release());
  }
  return header->count;
}

std::unique_ptr<Importer> makeImporter(const char *data, std::size_t len) {
  if (len >= 4 && std::memcmp(data, "RST1", 4) == 0)
    return std::make_unique<BinaryImporter>();
  return std::make_unique<TextImporter>();
}

} // namespace roster
