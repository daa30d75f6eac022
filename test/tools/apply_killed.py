#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Kills 'ferrule rewrite --apply' while it changes the sources, and looks at what it leaves.

usage: apply_killed.py FERRULE DIRECTORY process|group|half COUNT

Makes a project below DIRECTORY: twelve units with a patch each, and one in a header that all of them read. An
undisturbed run says what the sources are afterwards. Then, COUNT times:
  process, group  SIGKILL to the process, or to its group, behind the first sign of the change
                  (ROOT/.ferrule-apply): the moments close in on the one that decides from both sides. What it
                  started carries on; once that is done, either no file has changed or each has.
  half            no process at all, but what a machine leaves that stops after some of the renames.
The next run ends it: all files have changed, and ROOT/.ferrule-apply is gone. Only processes that this script
started get a signal.
"""
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

UNITS = 12
SECONDS = 60
HEADER = """int parse(const char *text, int *value);
static inline int shared(const char *text) {
  int n;
  parse(text, &n);
  return n;
}
"""
UNIT = """#include "shared.h"
int number_{0}(const char *text) {{
  int n;
  parse(text, &n);
  return n + shared(text);
}}
"""


def check(condition, message):
    if not condition:
        sys.exit(f"apply_killed.py: {message}")


class Project:
    def __init__(self, ferrule, directory):
        self.root, self.build, self.out = directory / "project", directory / "build", directory / "out"
        self.staging = self.root / ".ferrule-apply"
        self.root.mkdir(parents=True)
        self.build.mkdir()
        (self.root / "shared.h").write_text(HEADER)
        for number in range(UNITS):
            (self.root / f"unit{number}.c").write_text(UNIT.format(number))
        make_database = Path(__file__).with_name("make_database.py")
        subprocess.run([sys.executable, make_database, self.root, *(f"cc -c unit{n}.c" for n in range(UNITS))], check=True)
        (self.root / "compile_commands.json").rename(self.build / "compile_commands.json")
        subprocess.run([ferrule, "scan", "-p", self.build, "--root", self.root, "-o", self.out, "--no-history",
                        "--quiet"], check=True)
        self.command = [ferrule, "rewrite", self.out, "-p", self.build, "--check", "init-local", "--apply", "--quiet"]
        self.assessment = (self.out / "assessment.json").read_bytes()
        self.before = self.sources()

    def sources(self):
        return {path.name: path.read_bytes() for path in self.root.iterdir() if path != self.staging}

    def start(self):
        return subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    def await_staging(self, process):
        """Whether the change begins."""
        while not self.staging.exists():
            if process.poll() is not None:
                return False
        return True

    def await_quiet(self):
        """Whoever is at it holds the lock of the directory."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            try:
                handle = os.open(self.staging, os.O_RDONLY)
            except FileNotFoundError:
                return
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                time.sleep(0.005)
            finally:
                os.close(handle)
        check(False, f"somebody holds {self.staging} for {SECONDS} s")

    def restore(self):
        for name, content in self.before.items():
            (self.root / name).write_bytes(content)
        (self.out / "assessment.json").write_bytes(self.assessment)

    def finish(self, after, what):
        """The next run: it finishes (and says that this is all it did), or starts anew."""
        listed = (self.staging / "renames").exists()
        done = subprocess.run(self.command, capture_output=True, text=True, timeout=SECONDS, check=False)
        check(done.returncode == (1 if listed else 0), f"{what}: the next run ended with {done.returncode}:\n{done.stderr}")
        check(not listed or "scan again" in done.stderr, f"{what}: the next run says\n{done.stderr}")
        check(self.sources() == after, f"{what}: the next run did not change all files:\n{done.stderr}")
        check(not self.staging.exists(), f"{what}: the next run left {self.staging}")


def undisturbed(project):
    """The sources after it, and how long the change took."""
    process = project.start()
    check(project.await_staging(process), "nothing is applied")
    begin = time.monotonic()
    check(process.wait(SECONDS) == 0, f"it ended with {process.returncode}")
    took = time.monotonic() - begin
    after = project.sources()
    changed = [name for name, content in after.items() if content != project.before[name]]
    check(len(changed) == UNITS + 1 and not project.staging.exists(), f"it changed {changed}")
    return after, took


def kill(project, after, group, delay):
    """Whether the files have changed."""
    process = project.start()
    check(project.await_staging(process), "nothing is applied")
    time.sleep(delay)
    if group:
        # Not reaped yet, so the number is still its own.
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait(SECONDS)
    project.await_quiet()
    now = project.sources()
    changed = [name for name, content in now.items() if content != project.before[name]]
    check(now in (project.before, after), f"killed after {delay} s: only {changed} changed")
    return bool(changed)


def stop_half(project, after, count):
    """As after a power cut between two renames."""
    project.staging.mkdir()
    renames = b""
    for number, name in enumerate(sorted(after)):
        staged = project.staging / str(number)
        staged.write_bytes(after[name])
        renames += os.fsencode(staged) + b"\0" + os.fsencode(project.root / name) + b"\0"
        if number < count:
            staged.rename(project.root / name)
    (project.staging / "renames").write_bytes(renames)


def main():
    ferrule, directory, mode, count = sys.argv[1], Path(sys.argv[2]).resolve(), sys.argv[3], int(sys.argv[4])
    shutil.rmtree(directory, ignore_errors=True)
    project = Project(ferrule, directory)
    after, took = undisturbed(project)
    outcomes = {False: 0, True: 0}
    delay = took / 2
    for number in range(count):
        project.restore()
        if mode == "half":
            stop_half(project, after, number * len(after) // max(1, count - 1))
            project.finish(after, f"stopped in the middle, {number}")
            continue
        changed = kill(project, after, mode == "group", delay)
        outcomes[changed] += 1
        project.finish(after, f"killed after {delay} s")
        # Towards the moment that decides, from both sides, however busy the machine is.
        delay = delay * 0.6 if changed else delay * 1.5 + 0.0002
    if mode != "half":
        print(f"{mode}: {outcomes[False]} unchanged, {outcomes[True]} changed, of {took * 1000:.0f} ms")


main()
