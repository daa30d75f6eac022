// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//! Runs the sequences in processes of their own, as the original may crash on an input that the
//! known contract allows. What fails is made small and told, the function that seems to be the cause
//! is left out from then on, and the run goes on. Made by ferrule; not to be changed.
//!
//! Exit codes: 0 no difference; 1 a difference; 3 no difference, but a precondition is missing.
use super::child::{self, Ended, Ending};
use super::sequence::{Cut, Plan, Progress, Sequence};
use super::side::{self, Condition};
use super::source::Source;
use std::process::ExitCode;

/// How a sequence failed.
#[derive(Clone, Copy, PartialEq)]
enum Failure {
    /// Original and port differ, or only the port crashes.
    Port,
    /// The original crashes, or does not end.
    Precondition,
    /// The original differs from itself.
    Undetermined,
}

struct Run<'a> {
    cut: &'a Cut,
    seed: u64,
    calls: Vec<u64>,
    /// What was told: how, and of which function.
    failures: Vec<(Failure, usize)>,
    /// Inputs that are left out, as the original does not survive them.
    without: Vec<(usize, Condition)>,
    /// By function: inputs on which the original did not come back, or ended the program.
    endless: Vec<u32>,
    exits: Vec<u32>,
}

/// As many inputs without a failure, and the function that is left out is the cause.
const TRIALS: u64 = 2000;
/// As many failures of a function that is alone, and no more is made of it.
const ENOUGH: u32 = 8;
/// As many inputs on which a function does not come back, or ends the program, and no more are made.
const ENDLESS: u32 = 20;
/// With something special about an argument fewer calls go well, and without it more, if that is what
/// is wrong.
const FEW: u64 = 2;
const MORE: u64 = 8;
const EXITS: u32 = 100;

pub fn main(cut: &Cut) -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(work) = child::work_of(&arguments) {
        return child::main(cut, &work);
    }
    let seed = number("FERRULE_SEED", 1);
    if let Ok(text) = std::env::var("FERRULE_REPEAT") {
        return repeat(cut, seed, &text);
    }
    let mut run = Run { cut, seed, calls: vec![0; cut.functions.len()], failures: Vec::new(), without: Vec::new(), endless: vec![0; cut.functions.len()], exits: vec![0; cut.functions.len()] };
    run.all(number("FERRULE_INPUTS", 100_000));
    run.conclude()
}

fn number(name: &str, default: u64) -> u64 {
    match std::env::var(name).map(|text| text.parse()) {
        Ok(Ok(number)) => number,
        Ok(Err(_)) => panic!("{name} is no number"),
        Err(_) => default,
    }
}

/// "name:7:0,3,4:other:2.n.zero": sequence 7 of the group that has the function, of which only these
/// steps, without the other function, and without the inputs of function 2 whose n is zero; in this
/// process.
fn repeat(cut: &Cut, seed: u64, text: &str) -> ExitCode {
    let mut parts = text.split(':');
    let name = parts.next().unwrap_or_default();
    let sequence = parts.next().and_then(|part| part.parse().ok());
    let function = cut.functions.iter().find(|f| f.name == name);
    let (Some(function), Some(sequence)) = (function, sequence) else {
        eprintln!("FERRULE_REPEAT: there is no '{text}'. It is what a difference tells: FUNCTION:SEQUENCE or FUNCTION:SEQUENCE:STEPS");
        return ExitCode::from(2);
    };
    let only = parts.next().unwrap_or_default().split(',').filter_map(|step| step.parse().ok()).collect();
    let names: Vec<&str> = parts.next().unwrap_or_default().split(',').collect();
    let without: Vec<usize> = (0..cut.functions.len()).filter(|f| names.contains(&cut.functions[*f].name)).collect();
    let inputs = side::conditions(&parts.next().unwrap_or_default().replace('.', ":"));
    let plan = Plan { only, show: true, without: inputs, ..Plan::new(cut, seed, function.group, &without) };
    child::repeat(cut, &plan, sequence)
}

/// One sequence that follows from the bytes; aborts if the sides differ.
pub fn fuzz(cut: &Cut, bytes: &[u8]) {
    let mut groups: Vec<usize> = cut.functions.iter().map(|f| f.group).collect();
    groups.sort_unstable();
    groups.dedup();
    let mut source = Source::from_bytes(bytes, cut.constants);
    if groups.is_empty() {
        return;
    }
    let plan = Plan::new(cut, 0, source.pick(&groups), &[]);
    let mut progress = Progress::new(cut);
    if let Err(text) = Sequence::new(cut, &plan, source).run(&mut progress, &mut |_| {}) {
        eprintln!("{}: original and port differ\n{text}", cut.functions[progress.function].name);
        std::process::abort();
    }
}

impl Run<'_> {
    /// The functions for which there are no inputs come first and leave what is theirs to the others.
    fn all(&mut self, inputs: u64) {
        let mut groups: Vec<(bool, usize)> = self.cut.functions.iter().map(|f| (f.unknown.is_empty(), f.group)).collect();
        groups.sort_unstable();
        groups.dedup_by_key(|(_, group)| *group);
        groups.sort_unstable();
        groups.dedup_by_key(|(_, group)| *group);
        let size = |group| self.cut.functions.iter().filter(|f| f.group == group).count() as u64;
        let mut weights: u64 = groups.iter().map(|(_, group)| size(*group)).sum();
        let mut rest = inputs;
        for (_, group) in groups {
            let weight = size(group);
            let done = self.group(group, rest * weight / weights.max(1));
            rest = rest.saturating_sub(done);
            weights -= weight;
        }
    }

    /// So many inputs for the functions of a group; says how many there were.
    fn group(&mut self, group: usize, inputs: u64) -> u64 {
        let (mut without, mut told) = (Vec::new(), Vec::new());
        let (mut done, mut next, mut failures) = (0, 0, 0);
        while done < inputs {
            let hasty = (0..self.endless.len()).any(|f| self.endless[f] > 0 && self.cut.functions[f].group == group);
            let plan = Plan { without: self.without.clone(), hasty, ..Plan::new(self.cut, self.seed, group, &without) };
            if plan.functions.is_empty() {
                break;
            }
            let ended = child::run(self.cut, &plan, next, inputs - done);
            let made = self.count(&ended.progress);
            done += made;
            if matches!(ended.ending, Ending::Finished) {
                if made == 0 {
                    break;
                }
                next = ended.progress.sequence + 1;
                continue;
            }
            let (failed, function) = (ended.progress.sequence, ended.progress.function);
            next = failed + 1;
            if ended.ending.exits() && child::run_one(self.cut, &Plan { original: [false; 2], ..plan.clone() }, failed).ending.is_like(&ended.ending) {
                // As the port does.
                self.calls[function] += 1;
                done += 1;
                self.exits[function] += 1;
                if self.exits[function] == EXITS {
                    without.push(function);
                }
                continue;
            }
            let in_original = ended.ending.is_in_original() && !ended.ending.exits();
            if in_original && self.leave_out(&plan, failed, &ended) {
                continue;
            }
            if ended.ending.is_endless() && in_original {
                // Whether it ever would, nobody can say: the input is not compared.
                self.endless[function] += 1;
                if self.endless[function] == ENDLESS {
                    without.push(function);
                }
                continue;
            }
            if plan.steps > 1 || !told.contains(&in_original) {
                let Some(cause) = self.investigate(&plan, failed, &ended.ending, function) else {
                    continue;
                };
                told.push(in_original);
                if plan.steps > 1 || ended.ending.is_endless() {
                    without.push(cause);
                }
            }
            failures += 1;
            if plan.steps == 1 && failures == ENOUGH {
                break;
            }
        }
        let names: Vec<&str> = self.cut.functions.iter().filter(|f| f.group == group).map(|f| f.name).collect();
        if done > 0 {
            println!("{}: {done} inputs", if names.len() > 4 { format!("{} and {} more", names[0], names.len() - 1) } else { names.join(", ") });
        }
        done
    }

    /// Looks for something special about an argument on which the original dies: whenever a call has
    /// it, or nearly, and never if none has. What the original does not survive is not for the port to
    /// do: such inputs are left out from then on.
    fn leave_out(&mut self, plan: &Plan, sequence: u64, ended: &Ended) -> bool {
        let function = ended.progress.function;
        let told = child::run_one(self.cut, &Plan { show: true, hasty: true, ..plan.clone() }, sequence);
        let dies = |ended: &Ended| ended.ending.is_in_original() && ended.progress.function == function;
        let is_it = |(f, condition): &&(usize, Condition)| {
            if *f != function {
                return false;
            }
            let this = vec![(function, condition.clone())];
            let with = Plan { only_with: this.clone(), hasty: true, ..plan.clone() };
            let always = [1, TRIALS].iter().all(|more| {
                let ended = child::run(self.cut, &with, sequence + more, 10 * TRIALS);
                dies(&ended) && ended.progress.calls[function] < FEW
            });
            let without = Plan { without: [plan.without.clone(), this].concat(), ..plan.clone() };
            let ended = child::run(self.cut, &without, sequence, TRIALS);
            always && (!dies(&ended) || ended.progress.calls[function] > MORE)
        };
        let Some((_, condition)) = told.special.iter().find(is_it) else {
            return false;
        };
        let call = told.output.rfind(&format!("  {}\n", self.cut.functions[function].name)).unwrap_or(0);
        self.without(function, condition, &format!("the original {}", ended.ending.in_words()), &told.output[call..]);
        true
    }

    /// Looks for something special about an argument of a sequence that ends in a crash, without which
    /// it and the next ones go well: twice as many as it took to come to the crash.
    fn leave_out_of(&mut self, plan: &Plan, sequence: u64, told: &Ended) -> bool {
        let inputs = (2 * plan.steps * (sequence + 1)).clamp(TRIALS, 25 * TRIALS);
        let is_it = |this: &&(usize, Condition)| {
            let without = Plan { only: Vec::new(), without: [plan.without.clone(), vec![(*this).clone()]].concat(), ..plan.clone() };
            matches!(child::run(self.cut, &without, sequence, inputs).ending, Ending::Finished)
        };
        let Some((function, condition)) = told.special.iter().find(is_it) else {
            return false;
        };
        self.without(*function, condition, &format!("after that the original {}", told.ending.in_words()), &told.output);
        true
    }

    fn without(&mut self, function: usize, condition: &Condition, why: &str, calls: &str) {
        let name = self.cut.functions[function].name;
        println!("\n{name}: not called where `{}` is {}: {why}", condition.parameter, condition.what.in_words());
        println!("{}\n", calls.trim_end());
        self.without.push((function, condition.clone()));
    }

    fn count(&mut self, progress: &Progress) -> u64 {
        self.calls.iter_mut().zip(&progress.calls).for_each(|(all, more)| *all += more);
        progress.calls.iter().sum()
    }

    /// Makes a sequence that fails small, tells of it, and says which function is the cause. None: it
    /// was a precondition, and has been found.
    fn investigate(&mut self, plan: &Plan, sequence: u64, ending: &Ending, last: usize) -> Option<usize> {
        let once = |plan: &Plan| child::run_one(self.cut, plan, sequence);
        let mut plan = Plan { only: (0..plan.steps).collect(), ..plan.clone() };
        let mut failure = Failure::Port;
        if ending.exits() {
            // The port does not, or not like that.
        } else if ending.is_in_original() {
            failure = Failure::Precondition;
        } else {
            let itself = once(&Plan { original: [true; 2], ..plan.clone() });
            match itself.ending {
                // What does not happen again follows from more than the inputs.
                Ending::Finished if !once(&plan).ending.is_like(ending) => failure = Failure::Undetermined,
                Ending::Finished => {}
                Ending::Difference => failure = Failure::Undetermined,
                _ => failure = Failure::Precondition,
            }
            plan.original[1] = !matches!(itself.ending, Ending::Finished);
        }
        for step in (0..plan.steps).rev() {
            let less = Plan { only: plan.only.iter().copied().filter(|s| *s != step).collect(), ..plan.clone() };
            if !less.only.is_empty() && once(&less).ending.is_like(ending) {
                plan = less;
            }
        }
        let told = once(&Plan { show: true, ..plan.clone() });
        // What does not happen again alone follows from what was broken before.
        let again = !matches!(told.ending, Ending::Finished);
        if failure == Failure::Precondition && again && self.leave_out_of(&plan, sequence, &told) {
            return None;
        }
        let cause = self.cause(&plan, sequence, &told.progress, last);
        self.tell(&plan, sequence, failure, cause, &told);
        Some(cause)
    }

    /// The function without which the next sequences do not fail; else the first that was given an
    /// object, as one that uses what is broken comes later.
    fn cause(&self, plan: &Plan, sequence: u64, progress: &Progress, last: usize) -> usize {
        let mut involved: Vec<usize> = (0..self.cut.functions.len()).filter(|f| progress.first[*f] > 0 && self.cut.functions[*f].uses_objects).collect();
        involved.sort_by_key(|f| progress.first[*f]);
        if plan.functions.len() == 1 || involved.len() < 2 {
            return last;
        }
        let is_it = |function: usize| {
            let mut less = Plan { only: Vec::new(), ..plan.clone() };
            less.functions.retain(|f| *f != function);
            matches!(child::run(self.cut, &less, sequence, TRIALS).ending, Ending::Finished)
        };
        involved.iter().rev().copied().find(|f| is_it(*f)).unwrap_or(involved[0])
    }

    fn tell(&mut self, plan: &Plan, sequence: u64, failure: Failure, cause: usize, told: &Ended) {
        self.failures.push((failure, cause));
        let name = self.cut.functions[cause].name;
        let what = match failure {
            Failure::Port => "original and port differ",
            Failure::Precondition => "a precondition is missing",
            Failure::Undetermined => "the original differs from itself",
        };
        println!("\n{name}: {what}\n{}", told.output.trim_end());
        let ending_is_compared = failure == Failure::Port && told.ending.exits();
        if let Ending::Died { in_port, .. } = &told.ending {
            let who = if *in_port && failure == Failure::Port { "the port" } else { "the original" };
            println!("  {who} {}{}", told.ending.in_words(), if ending_is_compared { ", the port does not" } else { "" });
        }
        match failure {
            Failure::Port => {}
            Failure::Precondition => println!("  It is not made for these inputs: add the precondition to `{name}` in tests/differential/inputs.rs."),
            Failure::Undetermined => println!("  What it does depends on more than its inputs: leave out in tests/differential/inputs.rs what is not defined."),
        }
        let steps: Vec<String> = plan.only.iter().map(u64::to_string).collect();
        let group = self.cut.functions[cause].group;
        let without: Vec<&str> = (0..self.cut.functions.len()).filter(|f| self.cut.functions[*f].group == group && !plan.functions.contains(f)).map(|f| self.cut.functions[f].name).collect();
        let inputs = side::conditions_in_words(&plan.without).replace(':', ".");
        let inputs = if inputs.is_empty() { inputs } else { format!(":{inputs}") };
        println!("  again: FERRULE_SEED={} FERRULE_REPEAT={name}:{sequence}:{}:{}{inputs} cargo test --offline --test differential\n", self.seed, steps.join(","), without.join(","));
    }

    fn conclude(&self) -> ExitCode {
        let count = |failure| {
            let mut functions: Vec<usize> = self.failures.iter().filter(|(how, _)| *how == failure).map(|(_, f)| *f).collect();
            functions.sort_unstable();
            functions.dedup();
            functions.len()
        };
        let is_called = |function: usize| self.calls[function] > 0 || self.failures.iter().any(|(_, f)| *f == function);
        let called = (0..self.calls.len()).filter(|f| is_called(*f)).count();
        println!();
        for (index, function) in self.cut.functions.iter().enumerate() {
            if !is_called(index) {
                let why = if function.unknown.is_empty() { "nothing made the objects that it needs, or its inputs are never within the contract" } else { function.unknown };
                println!("not called: {}: {why}", function.name);
            }
        }
        for (name, why) in self.cut.not_called {
            println!("not called: {name}: {why}");
        }
        for (function, condition) in &self.without {
            println!("left out: {}: where `{}` is {}", self.cut.functions[*function].name, condition.parameter, condition.what.in_words());
        }
        for (function, inputs) in self.cut.functions.iter().zip(&self.endless).filter(|(_, inputs)| **inputs > 0) {
            let last = if *inputs == ENDLESS { "; not called any more" } else { "" };
            println!("left out: {}: {inputs} inputs on which the original does not come back{last}", function.name);
        }
        let total = self.cut.functions.len() + self.cut.not_called.len();
        println!(
            "{} inputs for {called} of {total} functions: {} differ, {} lack a precondition, {} are not determined by their inputs",
            self.calls.iter().sum::<u64>(),
            count(Failure::Port),
            count(Failure::Precondition),
            count(Failure::Undetermined)
        );
        if count(Failure::Port) > 0 {
            ExitCode::from(1)
        } else if !self.failures.is_empty() {
            ExitCode::from(3)
        } else {
            ExitCode::SUCCESS
        }
    }
}
