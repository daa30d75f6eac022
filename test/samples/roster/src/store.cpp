// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// store.cpp - keeps the records, finds, sorts and exports them.

#include "roster/store.h"
#include "roster/importer.h"

#include <algorithm>

namespace roster {

Store::~Store() {
  for (Record *r : records_)
    delete r;
}

std::size_t Store::import(const std::string &data) {
  auto importer = makeImporter(data.data(), data.size());
  return importer->run(data.data(), data.size(), records_);
}

void Store::add(Record *record) { records_.push_back(record); }

Record *Store::find(std::uint32_t id) {
  for (auto it = records_.begin(); it != records_.end(); ++it) {
    if ((*it)->id == id) {
      recent_.push(id);
      return *it;
    }
  }
  return nullptr;
}

std::string_view Store::nameOf(std::uint32_t id) {
  const Record *r = find(id);
  return r ? r->name.view() : std::string_view();
}

std::size_t Store::removeIf(const std::function<bool(const Record &)> &pred) {
  std::size_t removed = 0;
  for (auto it = records_.begin(); it != records_.end();) {
    if (pred(**it)) {
      delete *it;
      it = records_.erase(it);
      ++removed;
    } else {
      ++it;
    }
  }
  return removed;
}

std::unique_ptr<Record> Store::take(std::uint32_t id) {
  auto it = std::find_if(records_.begin(), records_.end(),
                         [id](const Record *r) { return r->id == id; });
  if (it == records_.end())
    return nullptr;
  std::unique_ptr<Record> out(*it);
  records_.erase(it);
  return out;
}

void Store::sortByName() {
  std::sort(records_.begin(), records_.end(),
            [](const Record *a, const Record *b) {
              return a->name.view() < b->name.view();
            });
}

std::uint32_t Store::recentId(std::size_t back) const {
  return recent_.recent(back);
}

DomainIndex::DomainIndex(Store &store) {
  for (Record *r : store)
    byDomain_.emplace(r->domain(), r);
}

std::vector<const Record *> DomainIndex::in(std::string_view domain) const {
  std::vector<const Record *> out;
  auto range = byDomain_.equal_range(domain);
  for (auto it = range.first; it != range.second; ++it)
    out.push_back(it->second);
  return out;
}

std::string_view DomainIndex::largest() const {
  auto best = byDomain_.begin();
  std::size_t most = 0;
  for (auto it = byDomain_.begin(); it != byDomain_.end();) {
    auto next = byDomain_.upper_bound(it->first);
    auto n = static_cast<std::size_t>(std::distance(it, next));
    if (n > most) {
      most = n;
      best = it;
    }
    it = next;
  }
  return best->first;
}

std::string exportText(const Store &store) {
  std::string out;
  for (std::size_t i = 0; i < store.size(); ++i) {
    const Record &r = store.at(i);
    out += std::to_string(r.id) + ';' + r.name.data() + ';' + r.mail.data();
    for (std::size_t t = 0; t < r.tags.size(); ++t) {
      out += t == 0 ? ';' : ',';
      out += r.tag(t);
    }
    out += '\n';
  }
  return out;
}

} // namespace roster
