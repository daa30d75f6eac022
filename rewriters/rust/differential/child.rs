// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//! A process that makes sequences of calls, and what its parent learns of it, come what may. Before
//! each call it writes down in a file which one that is. Made by ferrule; not to be changed.
use super::sequence::{Cut, Plan, Progress, Sequence};
use super::side::{Condition, SPECIAL, conditions, conditions_in_words};
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How the process ended.
pub(crate) enum Ending {
    Finished,
    /// The sides differ.
    Difference,
    /// It died, or had to be ended: how, in words, and the exit code if it ended itself.
    Died { how: String, code: Option<i32>, in_port: bool },
}

impl Ending {
    pub fn is_in_original(&self) -> bool {
        matches!(self, Ending::Died { in_port: false, .. })
    }

    /// The original has ended the program, as exit() does.
    pub fn exits(&self) -> bool {
        matches!(self, Ending::Died { in_port: false, code: Some(_), .. })
    }

    pub fn is_endless(&self) -> bool {
        matches!(self, Ending::Died { how, .. } if *how == how_it_ended(None))
    }

    /// What the side did that died.
    pub fn in_words(&self) -> &str {
        if let Ending::Died { how, .. } = self { how } else { "" }
    }

    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Ending::Died { how: a, in_port: b, .. }, Ending::Died { how: c, in_port: d, .. }) => a == c && b == d,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// What is known of a process that has ended.
pub(crate) struct Ended {
    pub ending: Ending,
    pub progress: Progress,
    /// What it said.
    pub output: String,
    /// If calls were shown: of which function something was special about an argument, and what; of
    /// the last call first.
    pub special: Vec<(usize, Condition)>,
}

/// No call takes so long; and hardly one takes so long.
const PATIENCE: Duration = Duration::from_secs(5);
const HASTE: Duration = Duration::from_secs(2);
/// As many sequences without a call, and there will be none.
const BARREN: u64 = 300;

/// A part of the work: the plan, the first sequence, and how many inputs are made.
pub(crate) struct Work {
    plan: Plan,
    first: u64,
    inputs: u64,
}

/// The work that a parent has put into the arguments.
pub(crate) fn work_of(arguments: &[String]) -> Option<Work> {
    let [_, command, first, inputs, seed, functions, steps, only, original, show, without, only_with] = arguments else {
        return None;
    };
    let number = |text: &String| text.parse().ok();
    let list = |text: &str| text.split(',').filter_map(|part| part.parse().ok()).collect::<Vec<u64>>();
    (command == "child").then_some(())?;
    let plan = Plan {
        seed: number(seed)?,
        functions: list(functions).into_iter().map(|f| f as usize).collect(),
        steps: number(steps)?,
        only: list(only),
        original: [original != "none", original == "both"],
        show: show == "true",
        hasty: false,
        without: conditions(without),
        only_with: conditions(only_with),
    };
    Some(Work { plan, first: number(first)?, inputs: number(inputs)? })
}

fn arguments_of(work: &Work) -> [String; 11] {
    let plan = &work.plan;
    let list = |numbers: &mut dyn Iterator<Item = u64>| numbers.map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    [
        "child".into(),
        work.first.to_string(),
        work.inputs.to_string(),
        plan.seed.to_string(),
        list(&mut plan.functions.iter().map(|f| *f as u64)),
        plan.steps.to_string(),
        list(&mut plan.only.iter().copied()),
        match plan.original {
            [_, true] => "both",
            [true, _] => "one",
            _ => "none",
        }
        .into(),
        plan.show.to_string(),
        conditions_in_words(&plan.without),
        conditions_in_words(&plan.only_with),
    ]
}

const RUNNING: u64 = 0;
const FINISHED: u64 = 1;
const DIFFERENT: u64 = 2;

fn write_progress(file: &File, state: u64, progress: &Progress) {
    let head = [state, progress.sequence, progress.step, progress.function as u64, u64::from(progress.in_port)];
    let bytes: Vec<u8> = head.iter().chain(&progress.calls).chain(&progress.first).flat_map(|word| word.to_le_bytes()).collect();
    file.write_all_at(&bytes, 0).expect("the file of the progress can be written to");
}

fn read_progress(bytes: &[u8], functions: usize) -> (u64, Progress) {
    let word = |i: usize| bytes.get(i * 8..i * 8 + 8).map_or(0, |b| u64::from_le_bytes(b.try_into().expect("8 bytes")));
    let progress = Progress {
        sequence: word(1),
        step: word(2),
        function: word(3) as usize,
        in_port: word(4) == 1,
        calls: (0..functions).map(|f| word(5 + f)).collect(),
        first: (0..functions).map(|f| word(5 + functions + f)).collect(),
    };
    (word(0), progress)
}

/// What nothing releases goes with the process: it ends before that is too much, and its parent starts
/// another one.
fn is_full() -> bool {
    const PAGE: u64 = 4096;
    const MUCH: u64 = 1 << 30;
    let pages = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|resident| resident.parse::<u64>().ok()).is_some_and(|resident| resident * PAGE > MUCH)
}

/// The process of the child.
pub(crate) fn main(cut: &Cut, work: &Work) -> ExitCode {
    let file = File::options().write(true).create(true).truncate(false).open("progress").expect("the parent has made the directory");
    let mut progress = Progress::new(cut);
    let mut barren = 0;
    let mut calls = 0;
    for sequence in work.first.. {
        progress.sequence = sequence;
        let result = Sequence::numbered(cut, &work.plan, sequence).run(&mut progress, &mut |p| write_progress(&file, RUNNING, p));
        if let Err(text) = result {
            print!("{text}");
            write_progress(&file, DIFFERENT, &progress);
            return ExitCode::from(1);
        }
        let sum = progress.calls.iter().sum();
        barren = if sum == calls { barren + 1 } else { 0 };
        calls = sum;
        if calls >= work.inputs || barren > BARREN || (sequence % 64 == 0 && is_full()) {
            break;
        }
    }
    write_progress(&file, FINISHED, &progress);
    ExitCode::SUCCESS
}

/// A directory for what a child writes, its files too, that goes when it is no longer needed.
struct Directory(PathBuf);

impl Directory {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("ferrule-differential-{}", std::process::id()));
        fs::create_dir_all(&path).expect("the directory for temporary files can be written to");
        Self(path)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Makes sequences from that one on, until there were so many inputs.
pub(crate) fn run(cut: &Cut, plan: &Plan, first: u64, inputs: u64) -> Ended {
    let directory = Directory::new();
    let file = |name| File::create(directory.0.join(name)).expect("the directory can be written to");
    let output = file("output");
    let work = Work { plan: plan.clone(), first, inputs };
    let mut command = Command::new(std::env::current_exe().expect("the program knows where it is"));
    command.args(arguments_of(&work)).current_dir(&directory.0).stdin(Stdio::null());
    let errors = if plan.show { output.try_clone().map_or_else(|_| Stdio::null(), Stdio::from) } else { Stdio::null() };
    let mut child = command.stdout(output).stderr(errors).spawn().expect("the program can be run once more");
    let progress = directory.0.join("progress");
    let status = wait(&mut child, &progress, if plan.hasty { HASTE } else { PATIENCE });
    let (state, progress) = read_progress(&fs::read(progress).unwrap_or_default(), cut.functions.len());
    let output = fs::read(directory.0.join("output")).unwrap_or_default();
    let ending = match (state, status) {
        (FINISHED, _) => Ending::Finished,
        (DIFFERENT, _) => Ending::Difference,
        (_, status) => Ending::Died { how: how_it_ended(status), code: status.and_then(|s| s.code()), in_port: progress.in_port },
    };
    let special = fs::read_to_string(directory.0.join(SPECIAL)).unwrap_or_default();
    Ended { ending, progress, output: String::from_utf8_lossy(&output).into_owned(), special: conditions(&special) }
}

/// Makes one sequence.
pub(crate) fn run_one(cut: &Cut, plan: &Plan, sequence: u64) -> Ended {
    run(cut, plan, sequence, 1)
}

/// Makes one sequence in this process.
pub(crate) fn repeat(cut: &Cut, plan: &Plan, sequence: u64) -> ExitCode {
    let mut progress = Progress::new(cut);
    match Sequence::numbered(cut, plan, sequence).run(&mut progress, &mut |_| {}) {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => {
            print!("{text}");
            ExitCode::from(1)
        }
    }
}

/// None: it had to be ended.
fn wait(child: &mut std::process::Child, progress: &Path, patience: Duration) -> Option<ExitStatus> {
    let mut pause = Duration::from_micros(500);
    let mut before = Vec::new();
    let mut since = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("it is a child") {
            return Some(status);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
        let now = fs::read(progress).unwrap_or_default();
        if now != before {
            (before, since) = (now, Instant::now());
        } else if since.elapsed() > patience {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
    }
}

fn how_it_ended(status: Option<ExitStatus>) -> String {
    let Some(status) = status else {
        return "does not come back".into();
    };
    match (status.signal(), status.code()) {
        (Some(signal), _) => {
            let name = match signal {
                4 => "illegal instruction",
                6 => "abort",
                8 => "division by zero",
                7 | 10 => "bus error",
                11 => "invalid memory access",
                _ => "signal",
            };
            format!("crashes ({name}, signal {signal})")
        }
        (_, code) => format!("ends the program with code {}", code.unwrap_or(0)),
    }
}
