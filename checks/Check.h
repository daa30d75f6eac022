// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The interface of a check. A check is one .cpp in the folder of its family: a class in an
// anonymous namespace that names its metadata, subscribes to AST nodes and reports operations, and
// one RegisterCheck line. It has no header and stands in no list. CONTRIBUTING.md shows one.
#pragma once
#include "checks/CheckContext.h"
#include "checks/Dispatcher.h"
#include "tool/model/CheckInfo.h"
#include <memory>

namespace ferrule {

class Check : public Subscriber {
public:
  virtual const CheckInfo &info() const = 0;
};

/// All checks that are linked in, sorted by id.
std::vector<std::unique_ptr<Check>> createChecks();

/// For RegisterCheck only.
void addCheckFactory(std::unique_ptr<Check> (*Factory)());

template <class T> struct RegisterCheck {
  RegisterCheck() {
    addCheckFactory([]() -> std::unique_ptr<Check> { return std::make_unique<T>(); });
  }
};

} // namespace ferrule
