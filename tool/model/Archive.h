// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The binary form of value types, for the pipe between driver and worker and for the cache:
// integers as LEB128, each string once. It is read by the same build that wrote it, so it carries
// no names and no version; whoever stores it adds a version and a checksum.
#pragma once
#include "tool/model/Enum.h"
#include "tool/model/Fields.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/LEB128.h"
#include <string>
#include <vector>

namespace ferrule {

class ArchiveWriter {
public:
  template <class T> static std::string write(const T &Value) {
    ArchiveWriter Writer;
    Writer.add(Value);
    return std::move(Writer.Bytes);
  }

private:
  template <class T> void add(const T &Value) {
    if constexpr (HasFields<const T>)
      visitFields(Value, [&](const char *, const auto &Field) { add(Field); });
    else
      number(static_cast<std::uint64_t>(Value));
  }
  void add(const std::string &Value) {
    auto [It, New] = Strings.try_emplace(Value, Strings.size());
    if (!New)
      return number(std::uint64_t{It->second} << 1 | 1);
    number(std::uint64_t{Value.size()} << 1);
    Bytes += Value;
  }
  template <class T> void add(const std::vector<T> &Values) {
    number(Values.size());
    for (const T &Value : Values)
      add(Value);
  }

  void number(std::uint64_t Value) {
    std::uint8_t Buffer[10];
    Bytes.append(reinterpret_cast<char *>(Buffer), llvm::encodeULEB128(Value, Buffer));
  }

  std::string Bytes;
  llvm::StringMap<unsigned> Strings;
};

/// Never trusts the bytes: a worker may have been taken over by what it parses.
class ArchiveReader {
public:
  /// False: the bytes are no archive of a T.
  template <class T> static bool read(llvm::StringRef Bytes, T &Value) {
    ArchiveReader Reader(Bytes);
    Reader.get(Value);
    return Reader.Good && Reader.Rest.empty();
  }

private:
  explicit ArchiveReader(llvm::StringRef Bytes) : Rest(Bytes) {}

  template <class T> void get(T &Value) {
    if constexpr (HasFields<T>) {
      Good &= Depth < MaxDepth;
      if (!Good)
        return;
      ++Depth;
      visitFields(Value, [&](const char *, auto &Field) { get(Field); });
      --Depth;
    } else if constexpr (std::is_enum_v<T>) {
      std::uint64_t Number = number();
      Good &= Number < NumValues<T>;
      Value = Good ? static_cast<T>(Number) : T();
    } else {
      Value = static_cast<T>(number());
    }
  }
  void get(std::string &Value) {
    std::uint64_t Head = number();
    if (Head & 1) {
      Good &= Head >> 1 < Strings.size();
      if (Good)
        Value = Strings[Head >> 1];
      return;
    }
    Good &= Head >> 1 <= Rest.size();
    if (!Good)
      return;
    Strings.push_back(Rest.take_front(Head >> 1));
    Value = Strings.back().str();
    Rest = Rest.drop_front(Head >> 1);
  }
  template <class T> void get(std::vector<T> &Values) {
    std::uint64_t Count = number();
    // Each element has a byte at least.
    Good &= Count <= Rest.size();
    if (!Good)
      return;
    Values.resize(Count);
    for (T &Value : Values)
      get(Value);
  }

  std::uint64_t number() {
    const char *Problem = nullptr;
    unsigned Length = 0;
    std::uint64_t Value =
        llvm::decodeULEB128(Rest.bytes_begin(), &Length, Rest.bytes_end(), &Problem);
    Good &= !Problem;
    Rest = Good ? Rest.drop_front(Length) : llvm::StringRef();
    return Good ? Value : 0;
  }

  /// Values within values: more than any that is meant, less than the stack holds.
  static constexpr unsigned MaxDepth = 1000;

  llvm::StringRef Rest;
  std::vector<llvm::StringRef> Strings;
  unsigned Depth = 0;
  bool Good = true;
};

} // namespace ferrule
