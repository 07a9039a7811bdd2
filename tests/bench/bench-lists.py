#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scrolls a list of very many books in the real window against a real server: frames and memory.

The books of the demo school are multiplied in the server's database; a probe inside the program tells how long each frame
took. 16.7 ms is a frame at 60 a second. Beside it stands the same list with its first pages alone.
"""

import argparse
import os
import pathlib
import shlex
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))
FRAME_MS = 1000 / 60


def multiply(database, count):
    """Published books of the demo school, each with its round and steps, from copies of one."""
    db = sqlite3.connect(database)
    db.execute("PRAGMA synchronous = OFF")
    book = db.execute("SELECT id FROM book WHERE round > 0 ORDER BY updated_us DESC LIMIT 1").fetchone()[0]
    for table, column in (("book", "id"), ("round", "book_id"), ("step", "book_id")):
        names = [row[1] for row in db.execute(f"PRAGMA table_info ({table})")]
        changed = {column: "printf ('%032x', n)"}
        if table == "book":
            changed |= {"check_code": "NULL", "title": "printf ('Kế hoạch bài dạy số %06d', n)", "state": "'published'",
                        "folded": "printf ('ke hoach bai day so %06d', n)", "updated_us": "updated_us - n * 1000000"}
        values = ", ".join(changed.get(name, name) for name in names)
        db.execute(f"WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?1) "
                   f"INSERT INTO {table} SELECT {values} FROM {table}, number WHERE {table}.{column} = ?2", (count, book))
    db.commit()
    db.close()


def build_probe(folder):
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "gtk4"], check=True, capture_output=True, text=True).stdout
    library = pathlib.Path(folder) / "frame-probe.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", str(HERE / "frame-probe.c"), "-o", str(library), *shlex.split(flags)], check=True)
    return library


def megabytes(pid):
    text = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("VmRSS")) / 1024


def scroll(frames, seconds):
    """Turns the wheel for some seconds; the work of each frame in milliseconds, sorted, and frames a second."""
    seen = len(frames.read_text().splitlines())
    end = time.monotonic() + seconds
    started = time.monotonic()
    while time.monotonic() < end:
        subprocess.run(["xdotool", "click", "--repeat", "30", "--delay", "8", "5"], check=True)
    times = sorted(int(line.split()[1]) / 1000 for line in frames.read_text().splitlines()[seen:])
    return times, len(times) / (time.monotonic() - started)


def report(name, times, rate, memory):
    def at(percent):
        return times[min(len(times) - 1, len(times) * percent // 100)]

    late = sum(1 for value in times if value > FRAME_MS)
    print(f"{name:<22} {len(times):>5} frames, {rate:>5.1f} a second; work p50 {at(50):>5.1f} ms, p95 {at(95):>5.1f} ms, "
          f"p99 {at(99):>5.1f} ms, most {times[-1]:>6.1f} ms; {100 * late / len(times):>4.1f}% longer than a frame; "
          f"memory {memory:.0f} MB")


def load_all(window, count):
    """Goes to the end again and again, until the last book is there."""
    last = f"{count:06}"
    started = time.monotonic()
    while time.monotonic() - started < 900:
        for _ in range(20):
            window.key("End")
            time.sleep(0.02)
        if window.look_for(lambda node: last in window.name(node)):
            return time.monotonic() - started
    raise TimeoutError("the end of the list was not reached in 15 minutes")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--books", type=int, default=100000, help="how many (100000)")
    parser.add_argument("--seconds", type=float, default=10, help="of each measurement (10)")
    options = parser.parse_args()
    import window as e2e

    e2e.run_inside_virtual_screen()
    from demo_school import PASSWORD, DemoSchool

    prefix = pathlib.Path(os.environ["PATH"].split(":")[0]).parent
    print("load average before: " + " ".join(f"{value:.2f}" for value in os.getloadavg()), flush=True)
    with tempfile.TemporaryDirectory() as folder, DemoSchool(prefix, folder) as school:
        school.stop()
        multiply(pathlib.Path(folder) / "soky.sqlite", options.books)
        school.start_again()
        frames = pathlib.Path(folder) / "frames"
        environment = dict(school.app_environment(), LD_PRELOAD=str(build_probe(folder)), SOKY_FRAMES=str(frames),
                           GTK_A11Y="atspi")
        for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
            environment[f"XDG_{kind}_HOME"] = os.path.join(folder, kind.lower())
        window = e2e.Window(school.app_command("gv.lan"), environment, PASSWORD + "\n")
        try:
            pid = window.process.pid
            window.press("Sổ đã ban hành")
            window.find_text("000001")
            before = megabytes(pid)
            subprocess.run(["xdotool", "mousemove", "--window", window.x_window, "700", "500"], check=True)
            times, rate = scroll(frames, options.seconds)
            report("from the top", times, rate, megabytes(pid))
            seconds = load_all(window, options.books)
            print(f"{options.books} books loaded to the end in {seconds:.1f} s; memory {before:.0f} MB before, "
                  f"{megabytes(pid):.0f} MB now", flush=True)
            window.key("Home")
            time.sleep(1)
            subprocess.run(["xdotool", "mousemove", "--window", window.x_window, "700", "500"], check=True)
            times, rate = scroll(frames, options.seconds)
            report(f"with {options.books} books", times, rate, megabytes(pid))
        finally:
            window.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
