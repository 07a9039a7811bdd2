#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens a long scan in the real window and in Evince, one after the other: time to the first page, peak memory.

The scan is made here: every page is a grey picture of 150 dpi as a scanner writes it, a JPEG of its own. The first page is
there when its mark, a square of a colour that nothing else has, is on the screen. Then every page is shown once, by keys.
Each program has the window that it opens by itself. They take turns, so that what else the machine does falls on both alike.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))
WIDTH, HEIGHT = 1240, 1754  # A4 at 150 dpi
MARK = (230, 40, 160)
MARK_PIXELS = 60
SCREEN_WIDTH = 1280
WAIT_SECONDS = 60
DISTINCT = 20  # pictures that differ; the pages refer to them in turn, each by a stream of its own


def make_pictures(folder):
    """JPEGs of noise like paper with lines like writing; the first and the last page have a mark in the middle."""
    pictures = []
    for number in range(DISTINCT + 2):
        path = folder / f"{number}.jpg"
        lines = " ".join(f"line 150,{y} {900 + (y * 7 + number * 31) % 200},{y}" for y in range(160, HEIGHT - 150, 34))
        mark = ["-fill", f"rgb{MARK}", "-stroke", "none", "-draw", "rectangle 420,480 820,880"] if number >= DISTINCT else []
        colour = [] if number >= DISTINCT else ["-colorspace", "Gray"]
        subprocess.run(["convert", "-size", f"{WIDTH}x{HEIGHT}", "xc:gray94", "-seed", str(number),
                        "-attenuate", "0.2", "+noise", "Gaussian", "-stroke", "gray20", "-strokewidth", "9", "-fill", "none", "-draw", lines, *mark, *colour,
                        "-quality", "80", path], check=True)
        pictures.append(path.read_bytes())
    return pictures


def make_scan(folder, pages):
    """A PDF of so many pictures, with a table of cross-references."""
    pictures = make_pictures(folder)
    target = folder / "scan.pdf"
    offsets = {}
    with target.open("wb") as out:
        out.write(b"%PDF-1.4\n")

        def put(number, body, data=None):
            offsets[number] = out.tell()
            out.write(b"%d 0 obj\n%s\n" % (number, body))
            if data is not None:
                out.write(b"stream\n" + data + b"\nendstream\n")
            out.write(b"endobj\n")

        put(1, b"<</Type/Catalog/Pages 2 0 R>>")
        kids = b" ".join(b"%d 0 R" % (3 + 3 * page) for page in range(pages))
        put(2, b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids))
        for page in range(pages):
            number = 3 + 3 * page
            marked = page in (0, pages - 1)
            data = pictures[DISTINCT + (page > 0) if marked else page % DISTINCT]
            colours = b"DeviceRGB" if marked else b"DeviceGray"
            content = b"q 595 0 0 842 0 0 cm /P Do Q"
            put(number, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</P %d 0 R>>>>>>"
                % (number + 1, number + 2))
            put(number + 1, b"<</Length %d>>" % len(content), content)
            put(number + 2, b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8/Filter/DCTDecode"
                b"/Length %d>>" % (WIDTH, HEIGHT, colours, len(data)), data)
        start = out.tell()
        count = 3 + 3 * pages
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        out.write(b"".join(b"%010d 00000 n \n" % offsets[number] for number in range(1, count)))
        out.write(b"trailer <</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (count, start))
    return target


def sees_mark():
    """Whether the colour of the mark is on the screen, of which a picture is taken; every 128th pixel is looked at."""
    raw = subprocess.run(["import", "-silent", "-window", "root", "-depth", "8", "rgb:-"], capture_output=True, check=True).stdout
    seen = 0
    for row in range(0, len(raw), SCREEN_WIDTH * 3 * 8):
        for place in range(row, min(row + SCREEN_WIDTH * 3, len(raw)) - 2, 16 * 3):
            if all(abs(raw[place + part] - MARK[part]) < 14 for part in range(3)):
                seen += 1
    return seen >= MARK_PIXELS


def wait_mark(wanted):
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        if sees_mark() == wanted:
            return
    raise TimeoutError(f"the mark did not {'come' if wanted else 'go'} within {WAIT_SECONDS} s")


def memory_mb(pid, what):
    text = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith(what)) / 1024


def window_of(pid):
    listing = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(pid)], capture_output=True, text=True, check=False)
    return listing.stdout.split()[-1]


def start(command, environment):
    """Starts a program and waits for the first page; the program, and how long it took."""
    began = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_mark(True)
    except TimeoutError:
        stop(process)
        raise
    return process, time.monotonic() - began


def stop(process):
    process.terminate()
    process.wait(timeout=WAIT_SECONDS)
    wait_mark(False)


def first_page(command, environment):
    process, seconds = start(command, environment)
    stop(process)
    return seconds


def scroll(command, environment, pages, pause):
    """Shows every page, until the mark of the last one is seen; peak memory at the first page and at the end, in MiB."""
    process, _ = start(command, environment)
    try:
        before = memory_mb(process.pid, "VmHWM")
        window = window_of(process.pid)
        subprocess.run(["xdotool", "windowfocus", "--sync", window, "mousemove", "--window", window, "640", "500", "click", "1"],
                       check=False)
        turns = 0
        while turns < pages - 1 or not sees_mark():  # a busy program may miss a key
            if turns > 2 * pages:
                raise TimeoutError("the last page was not reached")
            subprocess.run(["xdotool", "key", "--clearmodifiers", "ctrl+Next"], check=True)
            time.sleep(pause)
            turns += 1
        return before, memory_mb(process.pid, "VmHWM")
    finally:
        stop(process)


def environments(folder):
    """A home of its own, so that nothing is remembered of other runs."""
    environment = dict(os.environ, LC_ALL="C.UTF-8", GSETTINGS_BACKEND="memory")
    for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
        environment[f"XDG_{kind}_HOME"] = str(folder / "home" / kind.lower())
    share = pathlib.Path(os.environ["PATH"].split(":")[0]).parent / "share"
    environment["XDG_DATA_DIRS"] = f"{share}:/usr/local/share:/usr/share"
    return environment


def measure(programs, environment, options):
    times = {name: [] for name in programs}
    for _ in range(options.runs):
        for name, command in programs.items():
            times[name].append(first_page(command, environment))
    medians = {}
    for name, found in times.items():
        medians[name] = statistics.median(found)
        print(f"{name:<8} first page: median {medians[name]:.2f} s of {len(found)} ({min(found):.2f} to {max(found):.2f} s)", flush=True)
    if "evince" in medians:
        print(f"ours/evince {medians['soky'] / medians['evince']:.2f}", flush=True)
    for name, command in programs.items():
        before, after = scroll(command, environment, options.pages, options.pause)
        print(f"{name:<8} peak memory: {before:.0f} MiB with the first page, {after:.0f} MiB when all {options.pages} pages had been shown",
              flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=500, help="of the scan (500)")
    parser.add_argument("--runs", type=int, default=5, help="of each program (5)")
    parser.add_argument("--pause", type=float, default=0.12, help="seconds that each page is looked at (0.12)")
    options = parser.parse_args()
    import window as e2e

    e2e.run_inside_virtual_screen()
    print("load average before: " + " ".join(f"{value:.2f}" for value in os.getloadavg()), flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        scan = make_scan(folder, options.pages)
        print(f"{options.pages} pages of {WIDTH} x {HEIGHT} pixels, {scan.stat().st_size / 2**20:.0f} MiB", flush=True)
        programs = {"soky": ["soky", str(scan)]}
        if shutil.which("evince"):
            programs["evince"] = ["evince", str(scan)]
        else:
            print("evince is not installed and cannot be: nothing to compare with")
        measure(programs, environments(folder), options)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
