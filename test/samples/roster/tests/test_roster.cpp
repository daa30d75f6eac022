// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// test_roster.cpp - import, look-up, export and the ring buffer.

#include "roster/importer.h"
#include "roster/store.h"

#include <cassert>
#include <cstdio>
#include <cstring>

using namespace roster;

namespace {

const char kText[] = "# people\n"
                     "7;Ada Byron;ada@engine.example;math,poetry\n"
                     "\n"
                     "3;Grace Hopper;grace@navy.example;compiler\n"
                     "9;Charles;charles@engine.example\n";

void addBinary(std::string &out, std::uint32_t id, const std::string &name,
               const std::string &mail) {
  BinaryRecord head = {id, static_cast<std::uint16_t>(name.size()),
                       static_cast<std::uint16_t>(mail.size())};
  out.append(reinterpret_cast<const char *>(&head), sizeof(head));
  out += name + mail;
  while (out.size() % 4 != 0)
    out += '\0';
}

std::string makeBinary(std::uint32_t count) {
  BinaryHeader header = {{'R', 'S', 'T', '1'}, count};
  std::string out(reinterpret_cast<const char *>(&header), sizeof(header));
  addBinary(out, 21, "Alan Turing", "alan@park.example");
  addBinary(out, 22, "Joan", "");
  return out;
}

bool rejects(const std::string &data) {
  Store store;
  try {
    store.import(data);
  } catch (const ImportError &) {
    return true;
  }
  return false;
}

void testField() {
  Field a("abc");
  Field b = a;
  b.append("def", 3);
  assert(a.view() == "abc" && b.view() == "abcdef" && b.size() == 6);
  a = b;
  a.buffer()[0] = 'A';
  assert(a.view() == "Abcdef" && b[0] == 'a');
  a = Field();
  assert(a.size() == 0 && std::strcmp(a.data(), "") == 0);
  assert(Field().view().empty());
}

void testRing() {
  Ring<int, 4> ring;
  assert(ring.empty());
  for (int i = 1; i <= 6; ++i)
    ring.push(i);
  assert(ring.size() == 4 && ring.recent(0) == 6 && ring.recent(3) == 3);
  assert(ring[0] == 3 && ring[3] == 6);
}

void testText() {
  Store store;
  assert(store.import(kText) == 3 && store.size() == 3);
  const Record *ada = store.find(7);
  assert(ada && ada->tags.size() == 2 && ada->tag(1) == "poetry");
  assert(ada->domain() == "engine.example" && ada->initials() == "AB");
  assert(store.at(2).initials() == "C");
  assert(store.nameOf(3) == "Grace Hopper" && store.nameOf(4).empty());
  assert(store.recentId(0) == 3 && store.recentId(1) == 7);

  Store again;
  assert(again.import(exportText(store)) == 3);
  assert(exportText(again) == exportText(store));
}

void testStore() {
  Store store;
  store.import(kText);
  store.import(makeBinary(2));
  assert(store.size() == 5 && store.nameOf(21) == "Alan Turing");
  store.sortByName();
  assert(store.at(0).id == 7 && store.at(4).id == 22);

  DomainIndex index(store);
  assert(index.in("engine.example").size() == 2);
  assert(index.in("nowhere").empty() && index.largest() == "engine.example");

  std::unique_ptr<Record> alan = store.take(21);
  assert(alan && alan->domain() == "park.example" && !store.take(21));
  store.add(new Record(*alan));
  assert(store.find(21) && store.size() == 5);
  assert(store.removeIf([](const Record &r) { return r.id < 10; }) == 3);
  std::size_t n = 0;
  for (Record *r : store)
    n += r->id;
  assert(n == 43);
}

void testBadInput() {
  assert(rejects("no id here\n"));
  assert(rejects(";nobody;\n"));
  assert(rejects("1;ok;a@b\n2;bad;nowhere\n"));
  assert(rejects("RST1"));
  assert(rejects(makeBinary(3)));
  assert(!rejects(makeBinary(1)));
  assert(!rejects(""));
  assert(std::strcmp(makeImporter("RST1", 4)->name(), "binary") == 0);
  assert(std::strcmp(makeImporter("1;", 2)->name(), "text") == 0);
}

} // namespace

int main() {
  testField();
  testRing();
  testText();
  testStore();
  testBadInput();
  std::puts("roster: all tests passed");
  return 0;
}
