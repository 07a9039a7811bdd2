#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signs files with soky-cli, podofosign and pdfsig in one run, and holds each against the limit.

The limit is what cannot be avoided: the SHA-256 of the file, a copy of it, and the copy on the disk. Prints, for files of
1, 10 and 100 MB and for one of 5,000 pages, the best of several runs of each, its ratio to the limit, and its peak memory.
A peer that is not installed or fails is printed as such. The last line signs many small files with one login.
"""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

SIZES_MB = (1, 10, 100)
PAGES = 5000
RUNS = 3
SMALL_FILES = 1000
NICKNAME = "bench"


def write_pdf(path, objects):
    with path.open("wb") as out:
        out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, pieces in enumerate(objects, 1):
            offsets.append(out.tell())
            out.write(b"%d 0 obj\n" % number)
            out.writelines([pieces] if isinstance(pieces, bytes) else pieces)
            out.write(b"\nendobj\n")
        start = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1))
        out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
        out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, start))


def stream(data):
    return b"<< /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"


def filler(megabytes):
    """A stream of bytes that cannot be compressed, in parts: what this process holds would count in its children's peak."""
    yield b"<< /Length %d >>\nstream\n" % (megabytes * 1_000_000)
    for _ in range(megabytes):
        yield os.urandom(1_000_000)
    yield b"\nendstream"


def make_large(path, megabytes):
    """One page, and a stream that fills the file."""
    write_pdf(path, [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        filler(megabytes),
    ])


def make_pages(path, count):
    kids = b" ".join(b"%d 0 R" % (3 + 2 * index) for index in range(count))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)]
    for index in range(count):
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R >>" % (4 + 2 * index))
        objects.append(stream(b"%d 700 50 50 re f\n" % (index % 500) * 40))
    write_pdf(path, objects)


def run(command, target=None):
    """Seconds and peak resident MiB of a program that makes @target, or why it could not do it."""
    if target:
        target.unlink(missing_ok=True)
    started = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - started
    if process.returncode != 0 or (target and not target.exists()):
        raise RuntimeError(f"status {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def limit(source, target):
    started = time.monotonic()
    with source.open("rb") as data:
        hashlib.file_digest(data, "sha256")
    shutil.copyfile(source, target)
    with target.open("rb+") as copy:
        os.fsync(copy.fileno())
    return time.monotonic() - started


def make_identity(folder):
    """A key and a certificate for it, which vouches for itself."""
    key, certificate = folder / "key.pem", folder / "cert.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Bench", "-days", "30",
                    "-addext", "basicConstraints=critical,CA:FALSE", "-addext", "keyUsage=digitalSignature",
                    "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return key, certificate


def make_key(folder):
    """The same, and in an NSS database for pdfsig."""
    key, certificate = make_identity(folder)
    p12, nss = folder / "both.p12", folder / "nss"
    if shutil.which("certutil") and shutil.which("pk12util"):
        nss.mkdir()
        subprocess.run(["openssl", "pkcs12", "-export", "-inkey", key, "-in", certificate, "-name", NICKNAME,
                        "-passout", "pass:", "-out", p12], check=True, capture_output=True)
        subprocess.run(["certutil", "-N", "-d", f"sql:{nss}", "--empty-password"], check=True, capture_output=True)
        subprocess.run(["pk12util", "-i", p12, "-d", f"sql:{nss}", "-W", ""], check=True, capture_output=True)
    return key, certificate, nss


def signers(key, certificate, nss, source, target):
    yield "soky-cli", ["soky-cli", "sign", "--key", key, "--cert-file", certificate, "-o", target, source]
    yield "podofosign", ["podofosign", "-in", source, "-out", target, "-cert", certificate, "-pkey", key,
                         "-digest", "SHA256"]
    yield "pdfsig", ["pdfsig", "-add-signature", "-nss-pwd", "", "-nssdir", f"sql:{nss}", "-nick", NICKNAME,
                     source, target]


def measure(name, source, folder, keys):
    target = folder / "out.pdf"
    least = min(limit(source, target) for _ in range(RUNS))
    print(f"{name:>11}  {'limit':<11} {least:8.3f} s")
    for signer, command in signers(*keys, source, target):
        if shutil.which(signer) is None:
            print(f"{'':11}  {signer:<11} is not installed")
            continue
        try:
            runs = [run(command, target) for _ in range(RUNS)]
        except RuntimeError as problem:
            print(f"{'':11}  {signer:<11} cannot do it ({problem})")
            continue
        best, memory = min(seconds for seconds, _ in runs), max(peak for _, peak in runs)
        print(f"{'':11}  {signer:<11} {best:8.3f} s {best / least:7.2f} × limit {memory:6.0f} MiB", flush=True)


def find_softhsm():
    for place in pathlib.Path("/usr/lib").glob("**/softhsm/libsofthsm2.so"):
        return place
    return None


def measure_many(folder, key, certificate):
    """Many small files with one login on a soft token, with a visible signature."""
    module = find_softhsm()
    if module is None or shutil.which("pkcs11-tool") is None:
        print("small files: SoftHSM or pkcs11-tool is not installed")
        return
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    tool = ["pkcs11-tool", "--module", module]
    login = [*tool, "--token-label", "bench", "--login", "--pin", "12345678"]
    for form, source, name in (("rsa", key, "key.der"), ("x509", certificate, "cert.der")):
        subprocess.run(["openssl", form, "-in", source, "-outform", "DER", "-out", folder / name], check=True,
                       capture_output=True)
    for command in ([*tool, "--init-token", "--label", "bench", "--so-pin", "87654321"],
                    [*tool, "--token-label", "bench", "--login", "--so-pin", "87654321", "--login-type", "so",
                     "--init-pin", "--new-pin", "12345678"],
                    [*login, "--write-object", folder / "key.der", "--type", "privkey", "--id", "01"],
                    [*login, "--write-object", folder / "cert.der", "--type", "cert", "--id", "01"]):
        subprocess.run(command, check=True, capture_output=True)
    (folder / "pin").write_text("12345678\n")
    (folder / "many").mkdir()
    sources = [folder / "many" / f"{index}.pdf" for index in range(SMALL_FILES)]
    for source in sources:
        make_pages(source, 1)
    for name, look in (("invisible", []), ("visible", ["--visible"])):
        command = ["soky-cli", "sign", "--module", module, "--token", "bench", "--pin-file", folder / "pin", *look,
                   "--output-dir", folder / name, *sources]
        seconds, memory = run(command, folder / name / "0.pdf")
        print(f"{SMALL_FILES} small files, one login, {name}: {SMALL_FILES / seconds:.0f}/s, {memory:.0f} MiB", flush=True)


def main():
    sizes = [int(word) for word in sys.argv[1:]] or SIZES_MB
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        source = folder / "in.pdf"
        key, certificate, nss = make_key(folder)
        for megabytes in sizes:
            make_large(source, megabytes)
            measure(f"{megabytes} MB", source, folder, (key, certificate, nss))
        make_pages(source, PAGES)
        measure(f"{PAGES} pages", source, folder, (key, certificate, nss))
        measure_many(folder, key, certificate)


if __name__ == "__main__":
    main()
