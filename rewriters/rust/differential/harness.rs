// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//! Runs the sequences in processes of their own, as the original may crash on an input that the
//! known contract allows. What fails is made small and told, the function that seems to be the cause
//! is left out from then on, and the run goes on. Made by ferrule; not to be changed.
//!
//! Exit codes: 0 no difference; 1 a difference; 3 no difference, but a precondition is missing.
use super::child::{self, Ended, Ending};
use super::sequence::{Cut, Plan, Progress, Sequence};
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
}

/// As many inputs without a failure, and the function that is left out is the cause.
const TRIALS: u64 = 2000;
/// As many failures of a function that is alone, and no more is made of it.
const ENOUGH: u32 = 8;

pub fn main(cut: &Cut) -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(work) = child::work_of(&arguments) {
        return child::main(cut, &work);
    }
    let seed = number("FERRULE_SEED", 1);
    if let Ok(text) = std::env::var("FERRULE_REPEAT") {
        return repeat(cut, seed, &text);
    }
    let mut run = Run { cut, seed, calls: vec![0; cut.functions.len()], failures: Vec::new() };
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

/// "name:7:0,3,4:other": sequence 7 of the group that has the function, of which only these steps, and
/// without the other function; in this process.
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
    let plan = Plan { only, show: true, ..Plan::new(cut, seed, function.group, &without) };
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
            let plan = Plan::new(self.cut, self.seed, group, &without);
            if plan.functions.is_empty() {
                break;
            }
            let ended = child::run(self.cut, &plan, next, inputs - done);
            done += self.count(&ended.progress);
            if matches!(ended.ending, Ending::Finished) {
                break;
            }
            let failed = ended.progress.sequence;
            next = failed + 1;
            failures += 1;
            let in_original = ended.ending.is_in_original();
            if plan.steps > 1 || !told.contains(&in_original) {
                told.push(in_original);
                let cause = self.investigate(&plan, failed, &ended.ending, ended.progress.function);
                if plan.steps > 1 || ended.ending.is_endless() {
                    without.push(cause);
                }
            }
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

    fn count(&mut self, progress: &Progress) -> u64 {
        self.calls.iter_mut().zip(&progress.calls).for_each(|(all, more)| *all += more);
        progress.calls.iter().sum()
    }

    /// Makes a sequence that fails small, tells of it, and says which function is the cause.
    fn investigate(&mut self, plan: &Plan, sequence: u64, ending: &Ending, last: usize) -> usize {
        let once = |plan: &Plan| child::run_one(self.cut, plan, sequence);
        let mut plan = Plan { only: (0..plan.steps).collect(), ..plan.clone() };
        let mut failure = Failure::Port;
        if ending.is_in_original() {
            failure = Failure::Precondition;
        } else {
            let itself = once(&Plan { both_original: true, ..plan.clone() });
            match itself.ending {
                // What does not happen again follows from more than the inputs.
                Ending::Finished if !once(&plan).ending.is_like(ending) => failure = Failure::Undetermined,
                Ending::Finished => {}
                Ending::Difference => failure = Failure::Undetermined,
                _ => failure = Failure::Precondition,
            }
            plan.both_original = !matches!(itself.ending, Ending::Finished);
        }
        for step in (0..plan.steps).rev() {
            let less = Plan { only: plan.only.iter().copied().filter(|s| *s != step).collect(), ..plan.clone() };
            if !less.only.is_empty() && once(&less).ending.is_like(ending) {
                plan = less;
            }
        }
        let told = once(&Plan { show: true, ..plan.clone() });
        let cause = self.cause(&plan, sequence, &told.progress, last);
        self.tell(&plan, sequence, failure, cause, &told);
        cause
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
        if let Ending::Died { how, in_port } = &told.ending {
            println!("  {} {how}", if *in_port && failure == Failure::Port { "the port" } else { "the original" });
        }
        match failure {
            Failure::Port => {}
            Failure::Precondition => println!("  It is not made for these inputs: add the precondition to `{name}` in tests/differential/inputs.rs."),
            Failure::Undetermined => println!("  What it does depends on more than its inputs: leave out in tests/differential/inputs.rs what is not defined."),
        }
        let steps: Vec<String> = plan.only.iter().map(u64::to_string).collect();
        let group = self.cut.functions[cause].group;
        let without: Vec<&str> = (0..self.cut.functions.len()).filter(|f| self.cut.functions[*f].group == group && !plan.functions.contains(f)).map(|f| self.cut.functions[f].name).collect();
        println!("  again: FERRULE_SEED={} FERRULE_REPEAT={name}:{sequence}:{}:{} cargo test --offline --test differential\n", self.seed, steps.join(","), without.join(","));
    }

    fn conclude(&self) -> ExitCode {
        let count = |failure| {
            let mut functions: Vec<usize> = self.failures.iter().filter(|(how, _)| *how == failure).map(|(_, f)| *f).collect();
            functions.sort_unstable();
            functions.dedup();
            functions.len()
        };
        let called = self.calls.iter().filter(|calls| **calls > 0).count();
        println!();
        for (function, calls) in self.cut.functions.iter().zip(&self.calls) {
            if *calls == 0 {
                let why = if function.unknown.is_empty() { "nothing made the objects that it needs, or its inputs are never within the contract" } else { function.unknown };
                println!("not called: {}: {why}", function.name);
            }
        }
        for (name, why) in self.cut.not_called {
            println!("not called: {name}: {why}");
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
