// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// store.h - the records of a roster with look-up, sorting and history.

#ifndef ROSTER_STORE_H
#define ROSTER_STORE_H

#include "roster/record.h"
#include "roster/ring.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace roster {

/// Owns its records.
class Store {
public:
  using iterator = std::vector<Record *>::iterator;

  Store() = default;
  Store(const Store &) = delete;
  Store &operator=(const Store &) = delete;
  ~Store();

  /// Imports text or binary data; throws ImportError.
  std::size_t import(const std::string &data);
  /// Takes ownership of the record.
  void add(Record *record);
  /// The record with this id, or null. Valid until it is removed.
  Record *find(std::uint32_t id);
  /// Name of the record with this id, empty if there is none.
  std::string_view nameOf(std::uint32_t id);
  /// Deletes all records for which the predicate holds.
  std::size_t removeIf(const std::function<bool(const Record &)> &pred);
  /// Hands the record over to the caller.
  std::unique_ptr<Record> take(std::uint32_t id);
  void sortByName();

  const Record &at(std::size_t i) const { return *records_[i]; }
  std::size_t size() const { return records_.size(); }
  iterator begin() { return records_.begin(); }
  iterator end() { return records_.end(); }

  /// The id looked up `back` steps before the last one.
  std::uint32_t recentId(std::size_t back) const;

private:
  std::vector<Record *> records_;
  Ring<std::uint32_t, 8> recent_;
};

/// Answers by mail domain. Refers to the records of a store, which must stay.
class DomainIndex {
public:
  explicit DomainIndex(Store &store);
  std::vector<const Record *> in(std::string_view domain) const;
  /// The domain most records have.
  std::string_view largest() const;

private:
  std::multimap<std::string_view, const Record *> byDomain_;
};

/// The roster as text, in the form TextImporter reads.
std::string exportText(const Store &store);

} // namespace roster

#endif // ROSTER_STORE_H
