#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mixed load with faults for a while: books are made, read and approved, while other peers are slow, break off, send
nonsense, and worker processes are killed. At the end the server's memory, descriptors and threads are what they were after
the first quarter, and soky-server check finds nothing.
"""

import argparse
import os
import pathlib
import random
import signal
import socket
import ssl
import tempfile
import threading
import time

import server_load as load


def honest(server, signed, until, counts):
    """A teacher and a principal; a verification that a killed worker broke off is asked for again."""
    teacher, head = load.Client(server, load.TEACHER), load.Client(server, load.PRINCIPAL)
    while time.monotonic() < until:
        one = random.choice(signed)
        try:
            book = teacher.make(one)
            head.send("GET", "/books?view=inbox&limit=20")
            head.approve(book, one)
            counts["approved"] += 1
        except load.Refused as refused:
            if b"verifier-failed" not in refused.args[1]:
                raise
            counts["broken off"] += 1


def hostile(server, until, counts):
    """One bad peer after the other."""
    context = ssl.create_default_context(cafile=server.state / "server-ca.pem")
    starts = [
        b"GET /api/v1/about HTTP/1.1\r\nHost: ",
        b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{\"login\"",
        b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n" + b"[" * 4000,
        os.urandom(500),
        b"GET /api/v1/about HTTP/1.1\r\nX: " + b"x" * 100000,
        b"",
    ]
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", server.port), timeout=5) as plain:
                if random.random() < 0.3:
                    time.sleep(random.uniform(0, 0.5))
                    continue
                with context.wrap_socket(plain, server_hostname="127.0.0.1") as stream:
                    for byte in random.choice(starts):
                        stream.sendall(bytes([byte]))
                        if random.random() < 0.0005:
                            time.sleep(0.2)
                    time.sleep(random.uniform(0, 1))
        except OSError:
            pass
        counts["hostile"] += 1


def kill_workers(server, until, counts):
    while time.monotonic() < until:
        time.sleep(random.uniform(0.5, 2))
        for path in pathlib.Path(f"/proc/{server.process.pid}/task").glob("*/children"):
            for pid in path.read_text(encoding="ascii").split():
                os.kill(int(pid), signal.SIGKILL)
                counts["workers killed"] += 1


def look(server):
    """(resident MiB, descriptors, threads) of the server."""
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    values = dict(line.split(":", 1) for line in status.splitlines())
    resident = int(values["VmRSS"].split()[0]) / 1024
    return resident, len(os.listdir(f"/proc/{server.process.pid}/fd")), int(values["Threads"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=120, help="how long (120)")
    options = parser.parse_args()
    counts = {"approved": 0, "broken off": 0, "hostile": 0, "workers killed": 0}
    failures = []

    def guarded(function, *arguments):
        try:
            function(*arguments)
        except Exception as failure:  # pylint: disable=broad-exception-caught
            failures.append(failure)

    with tempfile.TemporaryDirectory() as folder:
        server = load.Server(folder, header_seconds=3, body_seconds=3)
        signed = server.sign(50)
        server.start()
        until = time.monotonic() + options.seconds
        jobs = [(honest, server, signed, until, counts)] * 3 + [(hostile, server, until, counts)] * 4
        jobs.append((kill_workers, server, until, counts))
        threads = [threading.Thread(target=guarded, args=job) for job in jobs]
        for thread in threads:
            thread.start()
        time.sleep(options.seconds / 4)
        early = look(server)
        for thread in threads:
            thread.join()
        time.sleep(6)
        late = look(server)
        print(", ".join(f"{value} {name}" for name, value in counts.items()))
        print(f"memory {early[0]:.0f} MiB, then {late[0]:.0f} MiB; descriptors {early[1]}, then {late[1]}; "
              f"threads {early[2]}, then {late[2]}")
        if server.stop() != 0:
            failures.append("the server did not end well")
        good, words = server.check()
        print(words.strip().splitlines()[-1])
        for failure in failures:
            print(f"failed: {failure!r}")
        flat = late[0] <= early[0] * 1.25 + 8 and late[1] <= early[1] + 4 and late[2] <= early[2] + 4
        return 0 if good and flat and not failures and counts["approved"] > 0 else 1


if __name__ == "__main__":
    raise SystemExit(main())
