// RUN: %check %s ferrule-ownership-owning-pointer -- -std=c++17
// A raw pointer that owns: its type does not say so.
#include <memory>

struct Node {
  Node *Next = nullptr;
};

class List {
public:
  List() : First(new Node) {}
  ~List();
  void clear() { Spare = new Node; }

private:
  Node *First;          // open: 'First' owns what it points to
  Node *Last = nullptr; // open: 'Last' owns what it points to
  Node *Spare = nullptr; // open: 'Spare' owns what it points to
  Node *Borrowed = nullptr;
  std::unique_ptr<Node> Owned;
};

List::~List() { delete Last; }

void local(Node *Given) {
  Node *N = new Node; // open: 'N' owns what it points to
  Node *Same = Given;
  delete N;
  (void)Same;
}
