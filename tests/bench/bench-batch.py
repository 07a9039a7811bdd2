#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signs many small files with one login, and holds the time against what the token alone needs.

First with a token that takes 500 ms for a signature: the limit is that time for every file. Then with SoftHSM, which is
quick, and 1,000 files with visible signatures: the limit is the same number of bare signatures by the driver.
"""

import argparse
import os
import pathlib
import re
import shlex
import subprocess
import tempfile
import time

SOFTHSM = "/usr/lib/softhsm/libsofthsm2.so"
TESTS = pathlib.Path(__file__).resolve().parent.parent
PIN = "12345678"
LABEL = "Bench"


def run(*command, **more):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, **more)


def make_pdf(path, number):
    """One page with a line of text."""
    text = b"BT /F1 12 Tf 72 700 Td (Lesson %d) Tj ET" % number
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(text) + text + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for index, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % index + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    path.write_bytes(out)


def make_token(folder):
    """A SoftHSM token with an RSA-2048 key and a certificate for it."""
    (folder / "tokens").mkdir()
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(config)
    key, certificate, der = folder / "key.pem", folder / "certificate.pem", folder / "certificate.der"
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Nguyễn Văn An/O=Trường THCS", "-utf8",
        "-days", "30", "-addext", "basicConstraints=critical,CA:FALSE", "-addext", "keyUsage=digitalSignature",
        "-keyout", key, "-out", certificate)
    run("openssl", "x509", "-in", certificate, "-outform", "DER", "-out", der)
    run("softhsm2-util", "--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", "87654321")
    run("softhsm2-util", "--import", key, "--token", LABEL, "--label", "key", "--id", "01", "--pin", PIN)
    run("pkcs11-tool", "--module", SOFTHSM, "--token-label", LABEL, "--login", "--pin", PIN, "--write-object", der,
        "--type", "cert", "--id", "01", "--label", "cert")


def build_slow_module(folder):
    """The tests' driver that hands every call on to SoftHSM, here with a pause before each signature."""
    (folder / "config.h").write_text("")
    module = folder / "slow-module.so"
    flags = run("pkg-config", "--cflags", "--libs", "glib-2.0", "gmodule-2.0", "p11-kit-1").stdout
    run("cc", "-shared", "-fPIC", "-O2", "-I", folder, TESTS / "token" / "bad-module.c", "-o", module,
        *shlex.split(flags))
    return module


def bare_signatures_per_second():
    """How many signatures a second the key makes with nothing else to do, by OpenSSL's own measure."""
    text = run("openssl", "speed", "-seconds", "2", "rsa2048").stdout
    return float(re.search(r"rsa 2048 bits\s+\S+s\s+\S+s\s+([\d.]+)", text).group(1))


def sign(folder, module, inputs, **environment):
    """Seconds for one run of soky-cli over all the files."""
    target = folder / f"signed-{len(inputs)}"
    command = ["soky-cli", "sign", "--module", module, "--token", LABEL, "--pin-file", folder / "pin", "--visible",
               "--output-dir", target, *inputs]
    started = time.monotonic()
    run(*command, env={**os.environ, **environment})
    seconds = time.monotonic() - started
    if len(list(target.glob("*.pdf"))) != len(inputs):
        raise RuntimeError("not every file was signed")
    return seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slow", type=int, default=60, help="files for the slow token (60)")
    parser.add_argument("--quick", type=int, default=1000, help="files for the quick one (1000)")
    parser.add_argument("--ms", type=int, default=500, help="milliseconds of the slow token's signature (500)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_token(folder)
        module = build_slow_module(folder)
        (folder / "pin").write_text(PIN + "\n")
        inputs = [folder / f"book-{number:04}.pdf" for number in range(max(options.slow, options.quick))]
        for number, path in enumerate(inputs):
            make_pdf(path, number)

        slow = sign(folder, module, inputs[:options.slow], BAD_MODULE="slow", BAD_MODULE_REAL=SOFTHSM,
                    BAD_MODULE_MS=str(options.ms))
        least = options.slow * options.ms / 1000
        print(f"slow token   {options.slow:>5} files {least:>7.2f} s by the token {slow:>7.2f} s in all "
              f"ratio {slow / least:.3f}")
        quick = sign(folder, SOFTHSM, inputs[:options.quick])
        bare = bare_signatures_per_second()
        print(f"SoftHSM      {options.quick:>5} files {options.quick / quick:>7.0f}/s visible, of {bare:.0f}/s bare "
              f"signatures of one core: ratio {bare * quick / options.quick:.2f}")


if __name__ == "__main__":
    main()
