// RUN: %check %s ferrule-lifetime-stack-address-escape -- -std=c11
// A local variable ends with its function.
struct node {
  int *value;
  struct node *next;
  char name[8];
};
static int *kept;
static struct node list;

int *address(void) {
  int n = 0;
  return &n; // defect: the function returns the address of 'n'
}

char *array(void) {
  char text[8] = "";
  return text; // defect: the function returns the address of 'text'
}

char *inside(void) {
  struct node n = {0};
  return &n.name[2]; // defect: the function returns the address of 'n'
}

int *static_one(void) {
  static int n;
  return &n;
}

void store(struct node *p, int **out, struct node by_value) {
  int n = 0;
  char text[8];
  struct node mine;
  kept = &n;            // open: 'kept' keeps the address of 'n'
  list.next = &mine;    // open: 'list.next' keeps the address of 'mine'
  *out = &n;            // open: '*out' keeps the address of 'n'
  p->value = &n;        // open: 'p->value' keeps the address of 'n'
  p->next->value = (int *)text; // open: 'p->next->value' keeps the address of 'text'
  mine.value = &n;
  by_value.value = &n;
  out = &kept;
}

char *through(struct node *p) { return p->name; }
