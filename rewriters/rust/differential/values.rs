// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//! What is made and compared of numbers, pointers, strings and what holds them. Made by ferrule; not to
//! be changed.
use super::source::{Any, See, Seen, Source, Special, Word};
use std::ffi::CString;

impl<T: See> See for Vec<T> {
    fn see(&self, seen: &mut Seen<'_>) {
        self.iter().for_each(|each| each.see(seen));
    }

    fn is(&self, what: Special) -> bool {
        what == Special::Empty && self.is_empty()
    }
}

impl<T: See, const N: usize> See for [T; N] {
    fn see(&self, seen: &mut Seen<'_>) {
        self.iter().for_each(|each| each.see(seen));
    }
}

impl<T: Any, const N: usize> Any for [T; N] {
    fn any(from: &mut Source) -> Self {
        let all = from.elements(N);
        std::array::from_fn(|i| all[i])
    }

    fn small(number: u64) -> Self {
        [T::small(number); N]
    }
}

impl<T: See> See for Option<T> {
    fn see(&self, seen: &mut Seen<'_>) {
        match self {
            Some(value) => value.see(seen),
            None => seen.words.push(Word::Null),
        }
    }

    fn is(&self, what: Special) -> bool {
        self.as_ref().map_or(what == Special::Null, |value| value.is(what))
    }
}

impl See for CString {
    fn see(&self, seen: &mut Seen<'_>) {
        seen.words.push(Word::Text(self.as_bytes().to_vec()));
    }

    fn is(&self, what: Special) -> bool {
        what == Special::Empty && self.is_empty()
    }
}

impl<T> See for *mut T {
    fn see(&self, seen: &mut Seen<'_>) {
        seen.pointer(self.addr());
    }

    fn is(&self, what: Special) -> bool {
        what == Special::Null && self.is_null()
    }
}

impl<T> See for *const T {
    fn see(&self, seen: &mut Seen<'_>) {
        seen.pointer(self.addr());
    }

    fn is(&self, what: Special) -> bool {
        what == Special::Null && self.is_null()
    }
}

impl<T> Any for *mut T {
    fn any(_: &mut Source) -> Self {
        std::ptr::null_mut()
    }

    fn small(_: u64) -> Self {
        std::ptr::null_mut()
    }
}

impl<T> Any for *const T {
    fn any(_: &mut Source) -> Self {
        std::ptr::null()
    }

    fn small(_: u64) -> Self {
        std::ptr::null()
    }
}

macro_rules! integers {
    ($($type:ty)*) => {$(
        impl See for $type {
            fn see(&self, seen: &mut Seen<'_>) {
                seen.number(*self as i128);
            }

            fn is(&self, what: Special) -> bool {
                let number = *self as i128;
                match what {
                    Special::Zero => number == 0,
                    Special::Negative => number < 0,
                    Special::Huge => number.unsigned_abs() > 1_000_000,
                    Special::Large => number.unsigned_abs() > 1000,
                    _ => false,
                }
            }
        }

        impl Any for $type {
            fn any(from: &mut Source) -> Self {
                let near = from.below(5) as $type;
                match from.below(16) {
                    0..5 => from.below(20) as $type,
                    5 => (0 as $type).wrapping_sub(1 + near),
                    6 => <$type>::MAX - near,
                    7 => <$type>::MIN + near,
                    8 | 9 => (1 as $type).wrapping_shl(from.below(128) as u32).wrapping_add(near).wrapping_sub(2),
                    10 | 11 if !from.constants.numbers.is_empty() => {
                        let named = from.pick(from.constants.numbers);
                        (named as $type).wrapping_add(near).wrapping_sub(2)
                    }
                    10..13 => from.below(65536) as $type,
                    _ => from.bits() as $type,
                }
            }

            fn small(number: u64) -> Self {
                number as $type
            }
        }
    )*};
}

integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

impl See for bool {
    fn see(&self, seen: &mut Seen<'_>) {
        seen.number(i128::from(*self));
    }

    fn is(&self, what: Special) -> bool {
        what == Special::Zero && !*self
    }
}

impl Any for bool {
    fn any(from: &mut Source) -> Self {
        from.one_in(2)
    }

    fn small(number: u64) -> Self {
        number & 1 == 1
    }
}

impl See for () {
    fn see(&self, _: &mut Seen<'_>) {}
}

macro_rules! reals {
    ($($type:ty)*) => {$(
        impl See for $type {
            fn see(&self, seen: &mut Seen<'_>) {
                // What kind of no number it is, C leaves open.
                let value = if self.is_nan() { f64::NAN } else { f64::from(*self) };
                seen.words.push(Word::Real(value.to_bits()));
            }

            fn is(&self, what: Special) -> bool {
                match what {
                    Special::Zero => *self == 0.0,
                    Special::Negative => *self < 0.0,
                    Special::Huge => self.abs() > 1e6,
                    Special::Large => self.abs() > 1000.0,
                    Special::NotANumber => self.is_nan(),
                    _ => false,
                }
            }
        }

        impl Any for $type {
            fn any(from: &mut Source) -> Self {
                match from.below(8) {
                    0..3 => from.any::<i32>() as $type,
                    3 => from.pick(&[0.0, -0.0, 0.5, <$type>::EPSILON, <$type>::MIN_POSITIVE, <$type>::MAX, <$type>::MIN]),
                    4 => from.pick(&[<$type>::NAN, <$type>::INFINITY, <$type>::NEG_INFINITY]),
                    5 => from.any::<i32>() as $type / 1000.0,
                    6 => from.any::<i64>() as $type,
                    _ => <$type>::from_bits(from.bits() as _),
                }
            }

            fn small(number: u64) -> Self {
                number as $type
            }
        }
    )*};
}

reals!(f32 f64);
