// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//! Sequences of calls, made on both sides step by step. Functions that have to do with the same
//! objects are a group; one that has to do with none is a group of its own, whose sequences are one
//! call long. Made by ferrule; not to be changed.
#![allow(dead_code)]
use super::side::{Condition, Side, difference};
use super::source::{Constants, Source, mix};
use std::ffi::c_void;

pub struct Function {
    pub name: &'static str,
    /// Functions of the same one have objects in common.
    pub group: usize,
    /// Makes inputs, calls it and looks at what it did. None: there are no inputs for it.
    pub run: fn(&mut Side) -> Option<()>,
    /// It is given objects that others have made.
    pub uses_objects: bool,
    /// Why the inputs that ferrule writes do not call it. Empty: they do.
    pub unknown: &'static str,
}

/// Objects that C makes.
pub struct Kind {
    /// Ends the life of one.
    pub release: Option<fn(&mut Side, *mut c_void)>,
}

/// What is compared.
pub struct Cut {
    pub functions: &'static [Function],
    pub kinds: &'static [Kind],
    pub constants: Constants,
    /// Functions that cannot be called, and why.
    pub not_called: &'static [(&'static str, &'static str)],
}

/// Which call is about to be made, for whoever survives it.
#[derive(Clone, Default)]
pub(crate) struct Progress {
    pub sequence: u64,
    pub step: u64,
    pub function: usize,
    pub in_port: bool,
    /// By function.
    pub calls: Vec<u64>,
    /// By function: the step of the sequence at which it was called first, counted from 1.
    pub first: Vec<u64>,
}

impl Progress {
    pub fn new(cut: &Cut) -> Self {
        let none = vec![0; cut.functions.len()];
        Self { calls: none.clone(), first: none, ..Self::default() }
    }
}

/// Which sequences are made.
#[derive(Clone, Default)]
pub(crate) struct Plan {
    pub seed: u64,
    /// Those of the group, without the ones that are known to fail.
    pub functions: Vec<usize>,
    pub steps: u64,
    /// Only these steps; empty: all.
    pub only: Vec<u64>,
    /// Which of the two sides is the original.
    pub original: [bool; 2],
    /// Inputs of a function that are left out, and those without which it is not called.
    pub without: Vec<(usize, Condition)>,
    pub only_with: Vec<(usize, Condition)>,
    pub show: bool,
    /// What does not come back is ended sooner: it is known that there is something.
    pub hasty: bool,
}

const STEPS: u64 = 30;

impl Plan {
    pub fn new(cut: &Cut, seed: u64, group: usize, without: &[usize]) -> Self {
        let all = (0..cut.functions.len()).filter(|f| cut.functions[*f].group == group);
        let functions: Vec<usize> = all.filter(|f| !without.contains(f)).collect();
        let alone = cut.functions.iter().filter(|f| f.group == group).count() == 1;
        Self { seed, functions, steps: if alone { 1 } else { STEPS }, original: [true, false], ..Self::default() }
    }

    fn has(&self, step: u64) -> bool {
        self.only.is_empty() || self.only.contains(&step)
    }
}

/// The calls of one sequence, and the objects that they have made so far.
pub(crate) struct Sequence<'a> {
    cut: &'a Cut,
    plan: &'a Plan,
    sides: [Side; 2],
    source: Source,
}

impl<'a> Sequence<'a> {
    pub fn new(cut: &'a Cut, plan: &'a Plan, source: Source) -> Self {
        let sides = [0, 1].map(|side| Side::new(plan.original[side], cut.constants, plan.show && side == 0));
        Self { cut, plan, sides, source }
    }

    pub fn numbered(cut: &'a Cut, plan: &'a Plan, number: u64) -> Self {
        let first = plan.functions.first().map_or(0, |f| cut.functions[*f].group as u64);
        Self::new(cut, plan, Source::from_number(mix(mix(plan.seed, first), number), cut.constants))
    }

    /// Makes the calls, and tells of each before it is made. An error says where the sides differ.
    pub fn run(&mut self, progress: &mut Progress, about: &mut dyn FnMut(&Progress)) -> Result<(), String> {
        progress.first.fill(0);
        for step in 0..self.plan.steps {
            if self.source.is_used_up() {
                break;
            }
            if self.plan.has(step) {
                self.step(step, progress, about)?;
            }
        }
        self.release(progress, about)?;
        let outcomes = self.sides.each_mut().map(Side::end);
        let differs = difference(&outcomes[0], &outcomes[1]);
        differs.map_or(Ok(()), |text| Err(format!("  at the end\n{text}")))
    }

    fn step(&mut self, step: u64, progress: &mut Progress, about: &mut dyn FnMut(&Progress)) -> Result<(), String> {
        for attempt in 0..64 {
            let mut choice = Source::from_number(0, self.cut.constants);
            choice.follow(&self.source, step * 64 + attempt);
            let function = self.plan.functions[choice.below(self.plan.functions.len())];
            let Function { name, run, .. } = &self.cut.functions[function];
            *progress = Progress { step, function, in_port: false, ..std::mem::take(progress) };
            if progress.first[function] == 0 {
                progress.first[function] = step + 1;
            }
            about(progress);
            let of = |all: &[(usize, Condition)]| -> Vec<Condition> { all.iter().filter(|(f, _)| *f == function).map(|(_, c)| c.clone()).collect() };
            self.sides[0].function = function;
            self.sides[0].without = of(&self.plan.without);
            self.sides[0].only = of(&self.plan.only_with);
            self.sides[0].source.follow(&choice, 0);
            let original = self.sides[0].call(name, run);
            self.source.pass(&self.sides[0].source);
            let Some(original) = original else {
                if progress.first[function] == step + 1 {
                    progress.first[function] = 0;
                }
                if self.source.is_used_up() {
                    break;
                }
                continue;
            };
            progress.in_port = true;
            about(progress);
            self.sides[1].source.follow(&choice, 0);
            let port = self.sides[1].call(name, run).unwrap_or_default();
            progress.calls[function] += 1;
            return difference(&original, &port).map_or(Ok(()), Err);
        }
        Ok(())
    }

    /// Ends the life of what is left.
    fn release(&mut self, progress: &mut Progress, about: &mut dyn FnMut(&Progress)) -> Result<(), String> {
        let left = self.sides.each_ref().map(Side::left);
        for (original, port) in left[0].iter().zip(&left[1]) {
            let Some(release) = self.cut.kinds[original.0].release else {
                continue;
            };
            for (side, pointer) in [original.1, port.1].into_iter().enumerate() {
                progress.step = self.plan.steps;
                progress.in_port = side == 1;
                about(progress);
                self.sides[side].call("what is left ends", |side| {
                    release(side, pointer);
                    Some(())
                });
            }
        }
        Ok(())
    }
}
