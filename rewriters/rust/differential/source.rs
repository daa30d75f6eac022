// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//! What the functions are called with, and what of their answers can be compared. Made by ferrule;
//! not to be changed.
//!
//! Numbers are small, at a boundary, one that the C itself names, or of any bits; slices are short
//! more often than long, and more often orderly than not: what is only random does not get far.
#![allow(dead_code)]
use std::ffi::{CString, c_char};
use std::rc::Rc;

/// What drives the choices: numbers that follow from a first one, or the bytes of a fuzzer.
#[derive(Clone)]
enum Entropy {
    Numbers(u64),
    Bytes(Rc<[u8]>, usize),
}

/// Numbers and words of the C sources, which it may compare with.
#[derive(Clone, Copy)]
pub struct Constants {
    pub numbers: &'static [i64],
    pub words: &'static [&'static str],
}

/// Where the inputs of one side come from. The other side has its equal, so both get the same.
pub struct Source {
    entropy: Entropy,
    pub(crate) constants: Constants,
    pub(crate) areas: Vec<Box<dyn See>>,
    pub(crate) places: Vec<Place>,
}

/// An equal start gives equal numbers; different ones have nothing in common.
pub fn mix(seed: u64, number: u64) -> u64 {
    let mut z = seed.wrapping_add(number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Source {
    pub(crate) fn from_number(seed: u64, constants: Constants) -> Self {
        Self { entropy: Entropy::Numbers(seed), constants, areas: Vec::new(), places: Vec::new() }
    }

    pub(crate) fn from_bytes(bytes: &[u8], constants: Constants) -> Self {
        Self { entropy: Entropy::Bytes(bytes.into(), 0), constants, areas: Vec::new(), places: Vec::new() }
    }

    /// Goes on where the other one is. Numbers start anew for each step, so that a step can be left
    /// out and the others stay as they are.
    pub(crate) fn follow(&mut self, other: &Self, step: u64) {
        self.entropy = match &other.entropy {
            Entropy::Numbers(seed) => Entropy::Numbers(mix(*seed, step)),
            Entropy::Bytes(..) => other.entropy.clone(),
        };
    }

    /// The bytes go on behind those that the other one has used.
    pub(crate) fn pass(&mut self, other: &Self) {
        if matches!(self.entropy, Entropy::Bytes(..)) {
            self.entropy = other.entropy.clone();
        }
    }

    /// The fuzzer has no more bytes.
    pub(crate) fn is_used_up(&self) -> bool {
        matches!(&self.entropy, Entropy::Bytes(bytes, at) if *at >= bytes.len())
    }

    fn take(&mut self, bytes: usize) -> u64 {
        match &mut self.entropy {
            Entropy::Numbers(seed) => {
                *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
                mix(*seed, 0)
            }
            Entropy::Bytes(all, at) => {
                // Behind the end any numbers follow: loops that wait for another one end.
                let number = mix(*at as u64, 0);
                let rest = all.get(*at..all.len().min(*at + bytes)).unwrap_or_default();
                *at += bytes;
                if rest.is_empty() { number } else { rest.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)) }
            }
        }
    }

    /// Any 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.take(8)
    }

    /// A number from 0 up to, but not, `end`.
    pub fn below(&mut self, end: usize) -> usize {
        let bytes = if end <= 1 << 8 { 1 } else if end <= 1 << 16 { 2 } else { 8 };
        (self.take(bytes) % end.max(1) as u64) as usize
    }

    /// True once in `times`.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// One of them.
    pub fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }

    /// A value of the type.
    pub fn any<T: Any>(&mut self) -> T {
        T::any(self)
    }

    /// None now and then.
    pub fn optional<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.one_in(10) { None } else { Some(make(self)) }
    }

    /// From the first number up to the last, more often than not one that is near to either.
    pub fn within(&mut self, first: u64, last: u64) -> u64 {
        let span = last.wrapping_sub(first);
        let near = (self.below(3) as u64).min(span);
        match self.below(4) {
            0 => first + near,
            1 => last - near,
            _ if span == u64::MAX => self.bits(),
            _ => first + self.bits() % (span + 1),
        }
    }

    /// How many elements something has: none, one, a few, now and then thousands, or about as many
    /// as the C has a number for.
    pub fn length(&mut self) -> usize {
        let named = self.constants.numbers;
        match self.below(32) {
            0..2 => 0,
            2..5 => 1,
            5..20 => 2 + self.below(30),
            20..25 => 32 + self.below(300),
            25..28 => 300 + self.below(3000),
            28..31 if !named.is_empty() => {
                let number = self.pick(named);
                let near = self.below(40);
                if (0..100_000).contains(&number) { (number as usize + near).saturating_sub(4) } else { near }
            }
            _ => 1000 + self.below(30000),
        }
    }

    /// So many elements: all zero, all ones or the same, ascending, of a few values, repeating, or any.
    pub fn elements<T: Any>(&mut self, length: usize) -> Vec<T> {
        let mut all = Vec::with_capacity(length);
        match self.below(9) {
            0 => all.resize(length, T::small(0)),
            8 => all.resize(length, T::small(u64::MAX)),
            1 => {
                let value = self.any();
                all.resize(length, value);
            }
            2 => {
                let (start, step) = (self.below(256) as u64, self.below(4) as u64);
                all.extend((0..length as u64).map(|i| T::small(start + i * step)));
            }
            3 => {
                let few: Vec<T> = (0..2 + self.below(4)).map(|_| self.any()).collect();
                all.extend((0..length).map(|_| self.pick(&few)));
            }
            4 => {
                let end = 1 << (1 + self.below(8));
                all.extend((0..length).map(|_| T::small(self.below(end) as u64)));
            }
            5 | 6 => {
                while all.len() < length {
                    if all.is_empty() || self.one_in(3) {
                        all.push(self.any());
                    } else {
                        let start = self.below(all.len());
                        let count = (1 + self.below(40)).min(length - all.len());
                        for at in start..start + count {
                            all.push(all[at]);
                        }
                    }
                }
            }
            _ => all.extend((0..length).map(|_| self.any::<T>())),
        }
        all
    }

    /// A slice of any length.
    pub fn slice<T: Any>(&mut self) -> Vec<T> {
        let length = self.length();
        if size_of::<T>() == 1 && self.one_in(2) {
            let words = self.words(length);
            return words.into_iter().map(|byte| T::small(u64::from(byte))).collect();
        }
        self.elements(length)
    }

    /// Bytes that are mostly words and characters that the C itself names.
    fn words(&mut self, length: usize) -> Vec<u8> {
        let mut all = Vec::new();
        while all.len() < length {
            match self.below(6) {
                0..3 if !self.constants.words.is_empty() => {
                    all.extend(self.pick(self.constants.words).bytes());
                }
                0..4 => all.extend(self.pick(&PIECES).bytes()),
                4 => all.extend(self.any::<i64>().to_string().bytes()),
                _ => all.push(b'a' + self.below(26) as u8),
            }
        }
        all.truncate(length);
        all
    }

    /// A string.
    pub fn text(&mut self) -> CString {
        let length = self.length();
        let mut bytes = match self.below(4) {
            0 => self.elements(length.min(200)),
            1 if !self.constants.words.is_empty() => self.pick(self.constants.words).into(),
            _ => self.words(length.min(2000)),
        };
        bytes.retain(|byte| *byte != 0);
        CString::new(bytes).unwrap_or_default()
    }

    /// Memory that C may keep: it lives on until the objects are gone that were made with it, and is
    /// compared after the call and at the end.
    pub fn memory<T: See + 'static>(&mut self, mut content: Vec<T>) -> *mut T {
        let (pointer, bytes) = content.lend();
        self.areas.push(Box::new(content));
        let name = format!("memory {}", self.areas.len());
        self.places.push(Place { name: name.into(), start: pointer.addr(), end: pointer.addr() + bytes });
        pointer
    }
}

const PIECES: [&str; 24] = [
    " ", "\n", "\t", ",", ":", ";", "=", ".", "-", "_", "(", ")", "[", "]", "{", "}", "<", ">", "\"", "'", "&", "\\",
    "0", "1",
];

/// A type whose values can be made.
pub trait Any: See + Copy {
    fn any(from: &mut Source) -> Self;
    /// The number, as far as the type can hold it.
    fn small(number: u64) -> Self;
}

/// One thing that was seen.
#[derive(Clone, PartialEq, Debug)]
pub enum Word {
    Number(i128),
    Real(u64),
    Null,
    /// A pointer into what the test knows: into what, and how far.
    Into(Rc<str>, usize),
    /// A pointer to anywhere else: those of the two sides cannot be compared.
    Elsewhere,
    Text(Vec<u8>),
}

/// What is known by name: its first address and the one behind it.
pub(crate) struct Place {
    pub name: Rc<str>,
    pub start: usize,
    pub end: usize,
}

/// Collects what can be compared.
pub struct Seen<'a> {
    /// Objects, and memory.
    pub(crate) places: [&'a [Place]; 2],
    pub(crate) words: Vec<Word>,
}

impl Seen<'_> {
    pub fn number(&mut self, number: i128) {
        self.words.push(Word::Number(number));
    }

    pub fn pointer(&mut self, address: usize) {
        // What is behind the end of one may be the start of another.
        let all = || self.places.into_iter().flatten();
        let within = all().find(|place| (place.start..place.end).contains(&address));
        self.words.push(match within.or_else(|| all().find(|place| address == place.end)) {
            _ if address == 0 => Word::Null,
            Some(place) => Word::Into(place.name.clone(), address - place.start),
            None => Word::Elsewhere,
        });
    }
}

/// What is special about an argument: preconditions that no contract knows are often about that.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Special {
    Null,
    Zero,
    Negative,
    /// More than a million, or less than minus that.
    Huge,
    /// The same of a thousand.
    Large,
    Empty,
    NotANumber,
}

impl Special {
    pub const ALL: [(Special, &'static str); 7] = [
        (Special::Null, "NULL"),
        (Special::Zero, "zero"),
        (Special::Negative, "negative"),
        (Special::Huge, "huge"),
        (Special::Large, "large"),
        (Special::Empty, "empty"),
        (Special::NotANumber, "NaN"),
    ];

    pub fn in_words(self) -> &'static str {
        Self::ALL.iter().find(|(special, _)| *special == self).map_or("", |(_, words)| words)
    }
}

/// A type of which something can be compared.
pub trait See {
    fn see(&self, seen: &mut Seen<'_>);
    /// Whether its value is of that kind.
    fn is(&self, _: Special) -> bool {
        false
    }
}

/// What is lent to C for a call.
pub trait Lend: See {
    type Element;
    /// Where it is, and how many bytes.
    fn lend(&mut self) -> (*mut Self::Element, usize);
}

impl<T: See> Lend for Vec<T> {
    type Element = T;
    fn lend(&mut self) -> (*mut T, usize) {
        (self.as_mut_ptr(), size_of_val(&**self))
    }
}

impl<T: See, const N: usize> Lend for [T; N] {
    type Element = T;
    fn lend(&mut self) -> (*mut T, usize) {
        (self.as_mut_ptr(), size_of_val(self))
    }
}

impl Lend for CString {
    type Element = c_char;
    fn lend(&mut self) -> (*mut c_char, usize) {
        (self.as_ptr().cast_mut(), self.as_bytes_with_nul().len())
    }
}

impl<L: Lend> Lend for Option<L> {
    type Element = L::Element;
    fn lend(&mut self) -> (*mut L::Element, usize) {
        self.as_mut().map_or((std::ptr::null_mut(), 0), L::lend)
    }
}
