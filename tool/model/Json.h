// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// JSON of value types, made from their fields. Writing streams, so that a large assessment costs
// its bytes and no tree of them; reading goes through nlohmann_json and names the field that is
// wrong.
#pragma once
#include "tool/model/Enum.h"
#include "tool/model/Fields.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace ferrule {

inline void writeJson(llvm::json::OStream &J, const std::string &Value) {
  // Paths and source lines of the analysed code need not be UTF-8.
  if (llvm::json::isUTF8(Value))
    J.value(llvm::StringRef(Value));
  else
    J.value(llvm::json::fixUTF8(Value));
}
inline void writeJson(llvm::json::OStream &J, bool Value) { J.value(Value); }
template <class T>
  requires std::is_unsigned_v<T>
void writeJson(llvm::json::OStream &J, T Value) {
  J.value(static_cast<std::uint64_t>(Value));
}
inline void writeJson(llvm::json::OStream &J, long long Value) {
  J.value(static_cast<std::int64_t>(Value));
}
inline void writeJson(llvm::json::OStream &J, double Value) {
  // The shortest text that reads back as the same number.
  char Text[32];
  auto [End, Error] = std::to_chars(Text, Text + sizeof Text, Value);
  J.rawValue(llvm::StringRef(Text, End - Text));
}
template <NamedEnum E> void writeJson(llvm::json::OStream &J, E Value) { J.value(nameOf(Value)); }
template <class T> void writeJson(llvm::json::OStream &J, const std::vector<T> &Values);
template <class T> void writeJson(llvm::json::OStream &J, const std::map<std::string, T> &Values);
template <HasFields T> void writeJson(llvm::json::OStream &J, const T &Value);

template <class T> void writeJson(llvm::json::OStream &J, const std::vector<T> &Values) {
  J.array([&] {
    for (const T &Value : Values)
      writeJson(J, Value);
  });
}
template <class T> void writeJson(llvm::json::OStream &J, const std::map<std::string, T> &Values) {
  J.object([&] {
    for (const auto &[Key, Value] : Values) {
      J.attributeBegin(llvm::json::isUTF8(Key) ? Key : llvm::json::fixUTF8(Key));
      writeJson(J, Value);
      J.attributeEnd();
    }
  });
}
/// The fields of a value, within an object that is already open.
template <HasFields T> void writeJsonFields(llvm::json::OStream &J, const T &Value) {
  visitFields(Value, [&](const char *Name, const auto &Field) {
    J.attributeBegin(Name);
    writeJson(J, Field);
    J.attributeEnd();
  });
}
template <HasFields T> void writeJson(llvm::json::OStream &J, const T &Value) {
  J.object([&] { writeJsonFields(J, Value); });
}

/// The text that Write puts out. IndentSize 0: all on one line.
inline std::string jsonText(unsigned IndentSize,
                            llvm::function_ref<void(llvm::json::OStream &)> Write) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  // The writer puts out single characters.
  Out.SetBufferSize(std::size_t{1} << 16);
  llvm::json::OStream J(Out, IndentSize);
  Write(J);
  Out.flush();
  return Text;
}

/// A value as JSON text on one line.
template <class T> std::string jsonText(const T &Value) {
  return jsonText(0, [&](llvm::json::OStream &J) { writeJson(J, Value); });
}

/// Reads values and keeps the path to the one that is being read, for the error.
class JsonReader {
public:
  /// Reads J into Value, or says which field is missing or of another kind. Fields that the type
  /// does not have are ignored.
  template <class T> static llvm::Error read(const nlohmann::json &J, T &Value) {
    JsonReader Reader;
    if (Reader.into(J, Value))
      return llvm::Error::success();
    return llvm::createStringError(Reader.Problem);
  }

private:
  template <class T> bool into(const nlohmann::json &J, T &Value) {
    if constexpr (std::is_same_v<T, bool>)
      return J.is_boolean() ? (J.get_to(Value), true) : wrong("true or false");
    else if constexpr (std::is_unsigned_v<T>)
      return J.is_number_unsigned() ? (J.get_to(Value), true) : wrong("a count");
    else if constexpr (std::is_same_v<T, long long>)
      return J.is_number_integer() ? (J.get_to(Value), true) : wrong("an integer");
    else if constexpr (std::is_same_v<T, double>)
      return J.is_number() ? (J.get_to(Value), true) : wrong("a number");
    else if constexpr (std::is_same_v<T, std::string>)
      return J.is_string() ? (J.get_to(Value), true) : wrong("a string");
    else if constexpr (NamedEnum<T>)
      return intoEnum(J, Value);
    else
      return intoParts(J, Value);
  }

  template <class E> bool intoEnum(const nlohmann::json &J, E &Value) {
    auto Parsed = J.is_string() ? parseEnum<E>(J.get_ref<const std::string &>()) : std::nullopt;
    if (Parsed) {
      Value = *Parsed;
      return true;
    }
    std::string Names;
    for (llvm::StringRef Name : EnumNames<E>::Names)
      Names += (Names.empty() ? "'" : ", '") + Name.str() + "'";
    return wrong("one of " + Names);
  }

  template <class T> bool intoParts(const nlohmann::json &J, std::vector<T> &Values) {
    if (!J.is_array())
      return wrong("an array");
    Values.resize(J.size());
    for (std::size_t I = 0; I != J.size(); ++I)
      if (!step("[" + std::to_string(I) + "]", J[I], Values[I]))
        return false;
    return true;
  }
  template <class T> bool intoParts(const nlohmann::json &J, std::map<std::string, T> &Values) {
    if (!J.is_object())
      return wrong("an object");
    for (const auto &[Key, Part] : J.items())
      if (!step("." + Key, Part, Values[Key]))
        return false;
    return true;
  }
  template <HasFields T> bool intoParts(const nlohmann::json &J, T &Value) {
    if (!J.is_object())
      return wrong("an object");
    bool Good = true;
    visitFields(Value, [&](const char *Name, auto &Field) {
      if (!Good)
        return;
      auto It = J.find(Name);
      if (It == J.end()) {
        Path += std::string(".") + Name;
        Good = wrong("there");
      } else {
        Good = step(std::string(".") + Name, *It, Field);
      }
    });
    return Good;
  }

  template <class T> bool step(const std::string &Name, const nlohmann::json &J, T &Value) {
    std::size_t Length = Path.size();
    Path += Name;
    if (!into(J, Value))
      return false;
    Path.resize(Length);
    return true;
  }

  bool wrong(const std::string &Expected) {
    Problem = "'" + llvm::StringRef(Path).ltrim('.').str() + "' is not " + Expected;
    return false;
  }

  std::string Path;
  std::string Problem;
};

/// Parses text and reads it into Value.
template <class T> llvm::Error readJsonText(llvm::StringRef Text, T &Value) {
  auto J = nlohmann::json::parse(Text.begin(), Text.end(), nullptr, /*allow_exceptions=*/false);
  if (J.is_discarded())
    return llvm::createStringError("the text is not JSON");
  return JsonReader::read(J, Value);
}

} // namespace ferrule
