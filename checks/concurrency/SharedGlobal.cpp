// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferrule {
namespace {

/// static int counter;
class SharedGlobal final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-concurrency-shared-global",
        .family = Family::Concurrency,
        .severity = Severity::Medium,
        .cwes = {567, 366},
        .summary = "mutable object that all threads share",
        .rationale =
            "Two accesses from different threads, one of them a write and neither atomic, are a "
            "data race: undefined behaviour (C11 5.1.2.4p25, CERT CON43-C). Discharged when the "
            "object is atomic, thread-local, or made to be shared, such as a mutex, and in the "
            "file of a 'main' whose program starts no thread. One report per variable; objects "
            "that are const are not reported.",
        .bad = "static int hits;\nvoid hit(void) { ++hits; }\n",
        .good = "#include <stdatomic.h>\nstatic atomic_int hits;\nvoid hit(void) { ++hits; }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<VarDecl>([](const VarDecl &V, CheckContext &C) {
      if (!V.hasGlobalStorage() || !isDefinition(V) || V.isConstexpr() ||
          V.getType()->isDependentType() || V.getDescribedVarTemplate())
        return;
      QualType T = V.getType();
      QualType Element = C.ast().getBaseElementType(T);
      if (T->isReferenceType() || Element.isConstQualified())
        return;
      std::string What =
          "'" + V.getNameAsString() + "' lives as long as the program and is mutable";
      if (V.getTLSKind() != VarDecl::TLS_None)
        return C.discharged(V.getSourceRange(), What, "each thread has one of its own");
      if (isAtomic(Element))
        return C.discharged(V.getSourceRange(), What, "it is atomic");
      if (isMadeToBeShared(Element))
        return C.discharged(V.getSourceRange(), What, "its type is made to be shared");
      C.open(V.getSourceRange(), What,
             V.isStaticLocal() ? "all calls share it, in whatever thread"
             : V.hasExternalFormalLinkage() && !V.isInAnonymousNamespace()
                 ? "every thread of every unit can reach it"
                 : "all functions of this unit share it, in whatever thread");
    });
  }

private:
  static bool isDefinition(const VarDecl &V) {
    auto Kind = V.isThisDeclarationADefinition();
    return Kind == VarDecl::Definition ||
           (Kind == VarDecl::TentativeDefinition && V.getActingDefinition() == &V);
  }

  static bool isAtomic(QualType T) {
    if (T->isAtomicType())
      return true;
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    return R && R->isInStdNamespace() && R->getIdentifier() &&
           (R->getName() == "atomic" || R->getName() == "atomic_flag");
  }

  static bool isMadeToBeShared(QualType T) {
    std::string Name;
    if (const auto *Typedef = T->getAs<TypedefType>())
      Name = Typedef->getDecl()->getNameAsString();
    else if (const auto *Tag = T->getAsTagDecl())
      Name = Tag->getNameAsString();
    return llvm::StringSwitch<bool>(Name)
        .Cases({"mutex", "recursive_mutex", "shared_mutex", "timed_mutex"}, true)
        .Cases({"once_flag", "condition_variable", "condition_variable_any"}, true)
        .Cases({"recursive_timed_mutex", "shared_timed_mutex", "counting_semaphore"}, true)
        .Cases({"pthread_mutex_t", "pthread_cond_t", "pthread_once_t", "pthread_rwlock_t"}, true)
        .Cases({"pthread_key_t", "pthread_spinlock_t", "pthread_barrier_t", "sem_t"}, true)
        .Cases({"mtx_t", "cnd_t", "once_flag", "tss_t"}, true)
        .Default(false);
  }
};

RegisterCheck<SharedGlobal> X;

} // namespace
} // namespace ferrule
