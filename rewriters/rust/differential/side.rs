// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//! One side of the comparison: the original, or what the crate exports. Each has objects and memory
//! of its own, and makes the same choices as the other. Made by ferrule; not to be changed.
#![allow(dead_code, unsafe_code)]
use super::source::{Constants, Lend, Place, See, Seen, Source, Special, Word};
use std::cell::RefCell;
use std::alloc::{Layout, alloc_zeroed, dealloc, handle_alloc_error};
use std::ffi::{CStr, c_char, c_void};
use std::fmt::Write;
use std::io::Write as _;

/// An object that C made, or a record that C has initialised.
struct Handle {
    kind: usize,
    pointer: *mut c_void,
    /// What it holds pointers to, without being its owner.
    refers: Vec<Reference>,
    /// What it refers to is where it keeps what it owns: who changes it may end that.
    only_read: bool,
}

#[derive(Clone, Copy)]
struct Reference {
    to: *mut c_void,
    /// Nobody may change that as long as the reference is there.
    frozen: bool,
}

/// What a call does with an object that it is given.
#[derive(Clone, Copy, PartialEq)]
pub enum Use {
    Read,
    Write,
    /// It is the caller's no longer: its life ends,
    End,
    /// or it becomes a part of another one.
    Move,
}

/// The file in which a process whose calls are shown says what was special about them, up to the one
/// that is being made.
pub(crate) const SPECIAL: &str = "special";

/// Something special about an argument.
#[derive(Clone, PartialEq)]
pub(crate) struct Condition {
    pub parameter: String,
    pub what: Special,
}

impl Condition {
    /// From "parameter:special".
    pub fn parse(text: &str) -> Option<Self> {
        let (parameter, what) = text.split_once(':')?;
        let (what, _) = Special::ALL.into_iter().find(|(_, words)| *words == what)?;
        Some(Self { parameter: parameter.into(), what })
    }
}

impl std::fmt::Display for Condition {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "{}:{}", self.parameter, self.what.in_words())
    }
}

/// From "3:parameter:special,…", where 3 is the function.
pub(crate) fn conditions(text: &str) -> Vec<(usize, Condition)> {
    let one = |text: &str| text.split_once(':').and_then(|(f, rest)| Some((f.parse().ok()?, Condition::parse(rest)?)));
    text.split(',').filter_map(one).collect()
}

pub(crate) fn conditions_in_words(all: &[(usize, Condition)]) -> String {
    all.iter().map(|(function, condition)| format!("{function}:{condition}")).collect::<Vec<_>>().join(",")
}

thread_local! {
    /// The calls that C made of functions of the test, until somebody looks.
    static CALLED: RefCell<Outcome> = const { RefCell::new(Vec::new()) };
}

/// C has called a function of the test. Pointers are null or not.
pub(crate) fn called(name: &str, arguments: &[&dyn See]) {
    let mut seen = Seen { places: [&[], &[]], words: Vec::new() };
    arguments.iter().for_each(|argument| argument.see(&mut seen));
    CALLED.with_borrow_mut(|calls| calls.push((format!("call of {name}"), seen.words)));
}

/// What a call was seen to do: under each name what can be compared.
pub(crate) type Outcome = Vec<(String, Vec<Word>)>;

pub struct Side {
    pub source: Source,
    original: bool,
    handles: Vec<Handle>,
    /// Of each handle.
    places: Vec<Place>,
    /// Those that the call has which is being made, or has made.
    taken: Vec<*mut c_void>,
    /// Of those: what the call keeps, with Reference::frozen and Handle::only_read.
    kept_here: Vec<(Reference, bool)>,
    /// What is special about the arguments of the call, and was about those before.
    special: Vec<Condition>,
    special_before: Vec<(usize, Condition)>,
    /// Which function is called; inputs that it is not given, and, if that is not empty, the only ones
    /// that it is.
    pub(crate) function: usize,
    pub(crate) without: Vec<Condition>,
    pub(crate) only: Vec<Condition>,
    outcome: Outcome,
    /// What calls were lent, as C may have kept it.
    kept: Vec<Box<dyn See>>,
    made: usize,
    records: Vec<(*mut u8, Layout)>,
    /// The calls in words, if somebody wants to read them.
    shown: Option<String>,
}

impl Side {
    pub(crate) fn new(original: bool, constants: Constants, show: bool) -> Self {
        Self {
            source: Source::from_number(0, constants),
            original,
            handles: Vec::new(),
            taken: Vec::new(),
            kept_here: Vec::new(),
            special: Vec::new(),
            special_before: Vec::new(),
            function: 0,
            without: Vec::new(),
            only: Vec::new(),
            places: Vec::new(),
            outcome: Vec::new(),
            kept: Vec::new(),
            made: 0,
            records: Vec::new(),
            shown: show.then(String::new),
        }
    }

    /// Whether to call the original, not what the crate exports. Asked when the inputs are made.
    pub fn is_original(&mut self) -> bool {
        self.print();
        self.original
    }

    /// Before the call, as nobody may come back from it.
    fn print(&mut self) {
        if let Some(shown) = &mut self.shown {
            print!("{}", std::mem::take(shown));
            let _ = std::io::stdout().flush();
        }
    }

    /// Whether the inputs are among those that are to be given. Asked when all are made.
    pub fn admits(&mut self) -> Option<()> {
        let is = |all: &[Condition]| all.iter().any(|each| self.special.contains(each));
        (!is(&self.without) && (self.only.is_empty() || is(&self.only))).then_some(())?;
        if self.shown.is_some() {
            let special = self.special.iter().map(|condition| (self.function, condition.clone()));
            self.special_before.splice(..0, special);
            // Without it nothing is learnt of a failure, but all else goes on.
            let _ = std::fs::write(SPECIAL, conditions_in_words(&self.special_before));
        }
        Some(())
    }

    fn note<T: See + ?Sized>(&mut self, name: &str, value: &T) {
        for (what, _) in Special::ALL {
            if value.is(what) {
                self.special.push(Condition { parameter: name.into(), what });
            }
        }
    }

    /// Whether a call may have the object: nobody's reference may lead to what is gone.
    fn allows(&self, handle: &Handle, how: Use) -> bool {
        let mut references = self.handles.iter().flat_map(|h| &h.refers).filter(|r| r.to == handle.pointer);
        match how {
            Use::Read => true,
            Use::Write => !handle.only_read && !references.any(|r| r.frozen),
            Use::End => references.next().is_none(),
            Use::Move => !handle.only_read && references.next().is_none(),
        }
    }

    /// An object of the kind that the call does not have yet, or NULL if that is an answer. None:
    /// there is none.
    pub fn handle<T>(&mut self, kind: usize, nullable: bool, how: Use) -> Option<*mut T> {
        let is_free = |h: &&Handle| h.kind == kind && !self.taken.contains(&h.pointer) && self.allows(h, how);
        let free: Vec<*mut c_void> = self.handles.iter().filter(is_free).map(|h| h.pointer).collect();
        if nullable && self.source.one_in(32) {
            return Some(std::ptr::null_mut());
        }
        if free.is_empty() {
            return None;
        }
        let pointer = self.source.pick(&free);
        self.taken.push(pointer);
        Some(pointer.cast())
    }

    /// A record with all bits zero, for a function that initialises it. It stays where it is.
    pub fn fresh<T>(&mut self) -> *mut T {
        let layout = Layout::new::<T>();
        // SAFETY: the size is not zero: C knows no such record.
        let memory = unsafe { alloc_zeroed(layout) };
        if memory.is_null() {
            handle_alloc_error(layout);
        }
        self.records.push((memory, layout));
        self.place("the record", memory.addr(), layout.size());
        memory.cast()
    }

    /// C has made an object, or initialised a record.
    pub fn made<T>(&mut self, kind: usize, name: &str, pointer: *const T) {
        if pointer.is_null() || self.handles.iter().any(|h| h.pointer.cast_const() == pointer.cast()) {
            return;
        }
        self.made += 1;
        let name = format!("{name} #{}", self.made);
        if let Some(shown) = &mut self.shown {
            let _ = writeln!(shown, "    makes {name}");
        }
        self.places.push(Place { name: name.into(), start: pointer.addr(), end: pointer.addr() + 1 });
        self.handles.push(Handle { kind, pointer: pointer.cast_mut().cast(), refers: Vec::new(), only_read: false });
        self.taken.push(pointer.cast_mut().cast());
    }

    /// The object is no longer the caller's.
    pub fn ended<T>(&mut self, pointer: *const T) {
        self.handles.retain(|h| h.pointer.cast_const() != pointer.cast());
        self.places.retain(|place| place.start != pointer.addr());
    }

    /// The object has become a part of another one, and what it refers to has to outlive that.
    pub fn moved<T>(&mut self, pointer: *const T) {
        let of = |h: &&Handle| h.pointer.cast_const() == pointer.cast();
        let refers = self.handles.iter().find(of).map_or(Vec::new(), |h| h.refers.clone());
        self.kept_here.extend(refers.into_iter().map(|r| (r, false)));
        self.ended(pointer);
    }

    /// The call has kept a pointer to the object: in what it was given beside, or has made.
    pub fn kept<T>(&mut self, pointer: *const T, frozen: bool, only_read: bool) {
        if !pointer.is_null() {
            self.kept_here.push((Reference { to: pointer.cast_mut().cast(), frozen }, only_read));
        }
    }

    fn settle(&mut self) {
        for (reference, only_read) in self.kept_here.drain(..) {
            for h in self.handles.iter_mut().filter(|h| self.taken.contains(&h.pointer) && h.pointer != reference.to) {
                h.refers.push(reference);
                h.only_read |= only_read;
            }
        }
        self.taken.clear();
    }

    /// The call is given this.
    pub fn given<T: See>(&mut self, name: &str, value: &T) {
        self.note(name, value);
        if self.shown.is_some() {
            let words = self.words(value);
            if let Some(shown) = &mut self.shown {
                let _ = writeln!(shown, "    {name} = {}", in_words(&words, 0));
            }
        }
    }

    /// The call is given a pointer to this.
    pub fn lent<L: Lend>(&mut self, name: &str, value: &mut L) -> *mut L::Element {
        self.given(name, value);
        let (pointer, bytes) = value.lend();
        if bytes > 0 {
            self.place(name, pointer.addr(), bytes);
        }
        pointer
    }

    fn place(&mut self, name: &str, start: usize, bytes: usize) {
        self.source.places.push(Place { name: name.into(), start, end: start + bytes });
    }

    /// What was lent stays, as C may have kept a pointer to it.
    pub fn keep<L: Lend + 'static>(&mut self, value: L) {
        self.kept.push(Box::new(value));
    }

    /// The call is given the pointer to an object that C made.
    pub fn given_handle<T>(&mut self, name: &str, pointer: *const T) {
        self.note(name, &pointer);
        let place = self.places.iter().find(|place| place.start == pointer.addr());
        let known = place.map_or(if pointer.is_null() { "NULL" } else { "a record of zeros" }, |place| &place.name);
        if let Some(shown) = &mut self.shown {
            let _ = writeln!(shown, "    {name} = {known}");
        }
    }

    /// After the call this is compared.
    pub fn see<T: See>(&mut self, name: &str, value: &T) {
        let words = self.words(value);
        self.outcome.push((name.into(), words));
    }

    /// After the call the string is compared.
    ///
    /// # Safety
    /// The pointer is NULL or leads to bytes up to a NUL.
    pub unsafe fn see_text(&mut self, name: &str, pointer: *const c_char) {
        let text = if pointer.is_null() {
            Word::Null
        } else {
            // SAFETY: as above.
            Word::Text(unsafe { CStr::from_ptr(pointer) }.to_bytes().to_vec())
        };
        self.outcome.push((name.into(), vec![text]));
    }

    fn words(&self, value: &dyn See) -> Vec<Word> {
        let mut seen = Seen { places: [&self.places, &self.source.places], words: Vec::new() };
        value.see(&mut seen);
        seen.words
    }

    /// Calls a function with inputs that follow from the source. None: there are no inputs for it.
    pub(crate) fn call(&mut self, name: &str, run: impl FnOnce(&mut Self) -> Option<()>) -> Option<Outcome> {
        let (areas, places) = (self.source.areas.len(), self.source.places.len());
        if let Some(shown) = &mut self.shown {
            let _ = writeln!(shown, "  {name}");
        }
        self.outcome.clear();
        self.special.clear();
        let done = run(self);
        let calls = CALLED.take();
        if done.is_some() {
            self.outcome.extend(calls);
            self.see_memory(areas);
        } else {
            self.source.areas.truncate(areas);
            self.source.places.truncate(places);
            self.shown.as_mut().map(String::clear);
        }
        self.print();
        self.settle();
        done.map(|()| std::mem::take(&mut self.outcome))
    }

    /// Compares the memory from that one on.
    fn see_memory(&mut self, first: usize) {
        for i in first..self.source.areas.len() {
            let words = self.words(&*self.source.areas[i]);
            self.outcome.push((format!("memory {}", i + 1), words));
        }
    }

    /// The objects that are left, and of which kind each is, as they have to end: what refers to
    /// another one first, and what was made last.
    pub(crate) fn left(&self) -> Vec<(usize, *mut c_void)> {
        let mut left: Vec<&Handle> = self.handles.iter().collect();
        let mut ordered = Vec::new();
        while !left.is_empty() {
            let is_free = |h: &&Handle| !left.iter().any(|other| other.refers.iter().any(|r| r.to == h.pointer));
            let next = left.remove(left.iter().rposition(is_free).unwrap_or(left.len() - 1));
            ordered.push((next.kind, next.pointer));
        }
        ordered
    }

    /// All memory, when the last call has been made.
    pub(crate) fn end(&mut self) -> Outcome {
        self.outcome.clear();
        self.see_memory(0);
        std::mem::take(&mut self.outcome)
    }
}

impl Drop for Side {
    fn drop(&mut self) {
        for (memory, layout) in self.records.drain(..) {
            // SAFETY: fresh() got it with this layout, and the objects in it have ended.
            unsafe { dealloc(memory, layout) };
        }
    }
}

/// So many words from around one of them.
pub(crate) fn in_words(words: &[Word], around: usize) -> String {
    const MANY: usize = 48;
    const LONG: usize = 200;
    let start = if around < MANY { 0 } else { around - MANY / 2 };
    let end = words.len().min(start + MANY);
    let mut text = String::new();
    if start > 0 {
        let _ = write!(text, "... (from {start}) ");
    }
    for (i, word) in words[start..end].iter().enumerate() {
        let separator = if i == 0 { "" } else { " " };
        let _ = match word {
            Word::Number(number) => write!(text, "{separator}{number}"),
            Word::Real(bits) => write!(text, "{separator}{:?}", f64::from_bits(*bits)),
            Word::Null => write!(text, "{separator}NULL"),
            Word::Into(place, 0) => write!(text, "{separator}-> {place}"),
            Word::Into(place, bytes) => write!(text, "{separator}-> {place} + {bytes}"),
            Word::Elsewhere => write!(text, "{separator}-> elsewhere"),
            Word::Text(bytes) if bytes.len() > LONG => {
                write!(text, "{separator}\"{}...\" ({} bytes)", bytes[..LONG].escape_ascii(), bytes.len())
            }
            Word::Text(bytes) => write!(text, "{separator}\"{}\"", bytes.escape_ascii()),
        };
    }
    if words.len() > end {
        let _ = write!(text, " ... ({} in all)", words.len());
    }
    if words.is_empty() {
        text.push_str("nothing");
    }
    text
}

/// Where two outcomes differ, in words. None: nowhere.
pub(crate) fn difference(original: &Outcome, port: &Outcome) -> Option<String> {
    for ((name, before), (_, after)) in original.iter().zip(port) {
        if before != after {
            let at = before.iter().zip(after).take_while(|(a, b)| a == b).count();
            let place = if before.len() > 1 { format!("{name} differs from element {at} on:") } else { format!("{name} differs:") };
            return Some(format!("  {place}\n    original: {}\n    port:     {}\n", in_words(before, at), in_words(after, at)));
        }
    }
    (original.len() != port.len()).then(|| "  one side is not like the other\n".into())
}
