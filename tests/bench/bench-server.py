#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Approves books with real signatures on a real server over TLS, as fast as it takes them and then at half that load.

An approval counts once the server has verified the whole file and its bytes and record are on the disk. Beside it stands
what this machine could do at most with nothing but the signature's arithmetic, one hash of the file and the flushes.
"""

import argparse
import os
import pathlib
import re
import tempfile
import time

import server_load as load

FLUSHES = 3  # of an approval: the bytes, their folder, the record


def openssl_rate(pattern, *what):
    return float(re.search(pattern, load.run("openssl", "speed", "-seconds", "1", *what).stdout).group(1))


def flushes_per_second(folder):
    """New files of a signature's size, each flushed with its folder."""
    count, data = 200, os.urandom(20000)
    where = os.open(folder, os.O_RDONLY)
    started = time.monotonic()
    for number in range(count):
        path = pathlib.Path(folder) / f"flush-{number}"
        with open(path, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.fsync(where)
    seconds = time.monotonic() - started
    os.close(where)
    return 2 * count / seconds


def at_most(folder, signed):
    """Approvals a second that arithmetic and disk allow, each alone: (processor, disk)."""
    verify = openssl_rate(r"rsa 2048 bits\s+\S+s\s+\S+s\s+[\d.]+\s+([\d.]+)", "rsa2048")
    kilobytes = openssl_rate(r"(?m)^sha256\s.*?([\d.]+)k\s*$", "-bytes", "16384", "-evp", "sha256")
    size = len(signed.base) + len(signed.tail)
    seconds = 1 / verify + size / (kilobytes * 1000)
    return os.cpu_count() / seconds, flushes_per_second(folder) / FLUSHES


def percentile(times, percent):
    return times[min(len(times) - 1, len(times) * percent // 100)] * 1000


def measure(server, books, clients, rate=None):
    used = server.processor_seconds()
    times, seconds = load.share(books, clients, lambda client, item: client.approve(*item), rate)
    used = server.processor_seconds() - used
    name = "half load" if rate else "full load"
    print(f"{name:<10} {len(books) / seconds:>7.0f} approvals/s   p50 {percentile(times, 50):>6.1f} ms   "
          f"p99 {percentile(times, 99):>6.1f} ms   server's processors {used / seconds:.2f} of {os.cpu_count()}, "
          f"{1000 * used / len(books):.1f} ms each")
    return len(books) / seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--books", type=int, default=2000, help="approvals of each measurement (2000)")
    parser.add_argument("--clients", type=int, default=8, help="connections (8)")
    options = parser.parse_args()
    print("load average before: " + " ".join(f"{value:.2f}" for value in os.getloadavg()))
    with tempfile.TemporaryDirectory() as folder:
        server = load.Server(folder)
        signed = server.sign(200)
        server.start()
        teachers = [load.Client(server, load.TEACHER) for _ in range(options.clients)]
        heads = [load.Client(server, load.PRINCIPAL) for _ in range(options.clients)]
        books = []
        load.share(range(2 * options.books), teachers,
                   lambda client, number: books.append((client.make(signed[number % len(signed)]), signed[number % len(signed)])))
        full = measure(server, books[:options.books], heads)
        measure(server, books[options.books:], heads, full / 2)
        reads, seconds = load.share(range(2000), heads, lambda client, _: client.send("GET", "/books?view=inbox&limit=20"))
        print(f"reading    {len(reads) / seconds:>7.0f} lists/s       p50 {percentile(reads, 50):>6.1f} ms   p99 {percentile(reads, 99):>6.1f} ms")
        processor, disk = at_most(folder, signed[0])
        print(f"at most    {processor:>7.0f} approvals/s by RSA-2048 and SHA-256 of {len(signed[0].base) + len(signed[0].tail)} bytes, "
              f"{disk:.0f} by {FLUSHES} flushes one after the other")
        assert server.stop() == 0
        good, words = server.check()
        print(words.strip().splitlines()[-1])
        return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
