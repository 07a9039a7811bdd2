#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signs files of 1, 10 and 100 MB and holds the time against the limit: SHA-256 of the file plus a copy of it.

Prints, for each size, the best of several runs of each, their ratio, and the peak memory of soky-cli.
"""

import hashlib
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

SIZES_MB = (1, 10, 100)
RUNS = 5


def make_pdf(path, megabytes):
    """One page, and a stream of incompressible bytes that fills the file; written piece by piece, since the peak of
    this process would otherwise count as that of the programs it starts."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    with path.open("wb") as out:
        out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, body in enumerate(objects, 1):
            offsets.append(out.tell())
            out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
        offsets.append(out.tell())
        out.write(b"4 0 obj\n<< /Length %d >>\nstream\n" % (megabytes * 1_000_000))
        for _ in range(megabytes):
            out.write(os.urandom(1_000_000))
        out.write(b"\nendstream\nendobj\n")
        start = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1))
        out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
        out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, start))


def make_identity(folder):
    """A key and a certificate for it, which vouches for itself."""
    key, certificate = folder / "key.pem", folder / "cert.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Bench", "-days", "30",
                    "-addext", "basicConstraints=critical,CA:FALSE", "-addext", "keyUsage=digitalSignature",
                    "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return key, certificate


def run(command):
    """Seconds and peak resident MiB of a program."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with status {process.returncode}")
    return time.monotonic() - started, usage.ru_maxrss / 1024


def limit(source, target):
    """What cannot be avoided: reading all of it into SHA-256, a copy, and the copy on the disk."""
    started = time.monotonic()
    with source.open("rb") as data:
        hashlib.file_digest(data, "sha256")
    shutil.copyfile(source, target)
    with target.open("rb+") as copy:
        os.fsync(copy.fileno())
    return time.monotonic() - started


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        key, certificate = make_identity(folder)
        print(f"{'size':>7} {'limit':>9} {'soky-cli':>9} {'ratio':>6} {'memory':>9}")
        for megabytes in SIZES_MB:
            source, target = folder / "in.pdf", folder / "out.pdf"
            make_pdf(source, megabytes)
            command = ["soky-cli", "sign", "--key", key, "--cert-file", certificate, "-o", target, source]
            least = min(limit(source, target) for _ in range(RUNS))
            runs = [run(command) for _ in range(RUNS)]
            best, memory = min(seconds for seconds, _ in runs), max(peak for _, peak in runs)
            print(f"{megabytes:>4} MB {least:>8.3f}s {best:>8.3f}s {best / least:>6.2f} {memory:>5.0f} MiB")


if __name__ == "__main__":
    main()
