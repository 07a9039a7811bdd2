#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verifies files of 1, 10 and 100 MB with 1 and 10 signatures, against pdfsig and the limit: one SHA-256 pass.

Both are told in processor time, which does not depend on what else the machine does. The limit is taken in a program
that runs already, so ours is, too: the same file is named once and seven times, and the difference is six
verifications. What the start of soky-cli adds to a single one is a column of its own. Prints, for each, the least of
several runs, the ratios to both, and the peak memory of each program.
"""

import hashlib
import importlib.util
import pathlib
import resource
import shutil
import subprocess
import tempfile
import time

SIZES_MB = (1, 10, 100)
SIGNATURES = (1, 10)
RUNS = 5
MORE = 6

SIGN = importlib.util.spec_from_file_location("bench_sign", pathlib.Path(__file__).with_name("bench-sign.py"))
bench_sign = importlib.util.module_from_spec(SIGN)
SIGN.loader.exec_module(bench_sign)


def limit(source):
    """What cannot be avoided: reading all of it into SHA-256, once."""
    started = time.process_time()
    with source.open("rb") as data:
        hashlib.file_digest(data, "sha256")
    return time.process_time() - started


def spent():
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def run(command):
    """The processor seconds that it took, and its peak memory in MiB."""
    before = spent()
    _, memory = bench_sign.run(command)
    return spent() - before, memory


def make_signed(folder, megabytes, count):
    source, target = folder / "in.pdf", folder / "out.pdf"
    bench_sign.make_large(source, megabytes)
    for _ in range(count):
        subprocess.run(["soky-cli", "sign", "--key", folder / "key.pem", "--cert-file", folder / "cert.pem", "-o",
                        target, source], check=True, capture_output=True)
        target.replace(source)
    return source


def least(runs):
    """The quickest of them, and the highest peak."""
    return min(seconds for seconds, _ in runs), max(peak for _, peak in runs)


def compare(folder, source):
    """The programs take turns, so that what else the machine does falls on all alike."""
    limits, single, several, theirs = [], [], [], []
    verify = ["soky-cli", "verify", "--trust", folder / "cert.pem", source]
    pdfsig = ["pdfsig", "-nocert", source] if shutil.which("pdfsig") else None
    for _ in range(RUNS):
        limits.append(limit(source))
        single.append(run(verify))
        several.append(run(verify + [source] * MORE))
        if pdfsig:
            theirs.append(run(pdfsig))
    one, memory = least(single)
    inside = (least(several)[0] - one) / MORE
    return min(limits), inside, one, memory, least(theirs) if theirs else None


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        bench_sign.make_identity(folder)
        print(f"{'size':>7} {'signed':>6} {'limit':>8} {'verify':>8} {'ratio':>6} {'program':>8} {'memory':>8}"
              f" {'pdfsig':>8} {'memory':>8} {'ours/pdfsig':>11}")
        for megabytes in SIZES_MB:
            for count in SIGNATURES:
                source = make_signed(folder, megabytes, count)
                bound, inside, one, memory, other = compare(folder, source)
                line = (f"{megabytes:>4} MB {count:>6} {bound:>7.4f}s {inside:>7.4f}s {inside / bound:>6.2f}"
                        f" {one:>7.4f}s {memory:>4.0f} MiB")
                if other:
                    line += f" {other[0]:>7.4f}s {other[1]:>4.0f} MiB {one / other[0]:>11.2f}"
                print(line, flush=True)


if __name__ == "__main__":
    main()
