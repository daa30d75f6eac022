// RUN: %check %s ferrule-ownership-raw-new -- -std=c++17
// A raw pointer does not say who deletes the object.
#include <memory>
#include <new>

struct Node {
  int Value = 0;
};

Node *make() { return new Node; } // open: 'new' makes an object of type 'Node'
Node *several() { return new Node[4]; } // open: 'new' makes an array of 'Node' that has to be deleted

void at(void *Place) {
  new (Place) Node; // open: an object of type 'Node' is made at a given address
}

void owned() {
  std::unique_ptr<Node> N(new Node);                          // discharged: 'new' makes an object
  std::shared_ptr<Node> S = std::shared_ptr<Node>(new Node{}); // discharged: 'new' makes an object
  N.reset(new Node);                                          // discharged: 'new' makes an object
  auto M = std::make_unique<Node>();
}
