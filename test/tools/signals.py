#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Sends signals to a scan with a worker that hangs, and looks at what is left.

usage: signals.py FERRULE PROJECT interrupt|terminate|kill|kill-worker

PROJECT holds compile_commands.json with hang.c and other units. Only processes that this script
started, and their children, get a signal.
  interrupt, terminate  SIGINT or SIGTERM to the driver: it ends with 128 + the signal
  kill                  SIGKILL to the driver: its workers die with it
  kill-worker           SIGKILL to the worker of hang.c: that unit is lost and the others are not
After each, no worker runs and no temporary file is left, and a run without the fault is complete.
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

SECONDS = 30


def children(pid):
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it ended in between
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def wait_for(what, condition):
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    sys.exit(f"signals.py: waited {SECONDS} s for {what}")


def in_the_fault(driver, cache):
    """The first unit is in the cache, and the worker has had the time to take the next one."""
    wait_for("a worker", lambda: children(driver.pid))
    wait_for("the first unit", lambda: any(cache.rglob("*.inputs")))
    time.sleep(0.5)
    return children(driver.pid)


def check(condition, message):
    if not condition:
        sys.exit(f"signals.py: {message}")


def leftovers(project):
    return sorted(str(path) for path in project.rglob("*tmp*"))


def main():
    ferrule, project, mode = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    out, cache = project / "out", project / "cache"
    shutil.rmtree(out, ignore_errors=True)
    shutil.rmtree(cache, ignore_errors=True)
    scan = [ferrule, "scan", "-p", str(project), "--root", str(project), "-o", str(out), "--cache", str(cache), "-j1"]
    driver = subprocess.Popen([*scan, "--force-worker-fault", "hang:hang.c"], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)
    try:
        workers = in_the_fault(driver, cache)
        if mode == "kill-worker":
            # Its unit gets a second try, as the worker had answered another.
            for _ in range(2):
                for worker in in_the_fault(driver, cache):
                    os.kill(worker, signal.SIGKILL)
                    wait_for("its end", lambda: worker not in children(driver.pid))
            number = None
        else:
            number = {"interrupt": signal.SIGINT, "terminate": signal.SIGTERM, "kill": signal.SIGKILL}[mode]
            driver.send_signal(number)
        text, _ = driver.communicate(timeout=SECONDS)
    finally:
        driver.kill()
    wait_for("the end of the workers", lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))

    if mode == "kill-worker":
        check(driver.returncode == 3, f"exit code {driver.returncode}, wanted 3:\n{text}")
        document = json.loads((out / "assessment.json").read_text())
        lost = [(problem["file"], problem["status"]) for problem in document["problems"]]
        check(lost == [("hang.c", "crashed")], f"problems are {lost}")
        check("signal 9" in document["problems"][0]["reason"], document["problems"][0]["reason"])
        check(document["coverage"]["translationUnits"]["analysed"] == 2, "the other units are not complete")
    else:
        wanted = -9 if mode == "kill" else 128 + number
        check(driver.returncode == wanted, f"exit code {driver.returncode}, wanted {wanted}:\n{text}")
        check(mode == "kill" or "interrupted" in text, f"does not say that it was interrupted:\n{text}")
        written = sorted(path.name for path in out.iterdir()) if out.exists() else []
        check(not written, f"wrote {written}")
    check(not leftovers(project), f"left {leftovers(project)}")

    # What was finished is in the cache: the next run needs the lost unit only.
    again = subprocess.run([*scan, "--force-worker-fault", "crash:first.c"], capture_output=True, text=True, check=False)
    check(again.returncode == 0, f"the next run ended with {again.returncode}:\n{again.stdout}{again.stderr}")
    print(f"{mode}: ok")


main()
