#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills a server under load at random moments, many times: nothing that it acknowledged is lost, nothing half is left, and
each next start is right by itself. At the end soky-server check looks at everything.
"""

import argparse
import random
import tempfile
import threading
import time

import server_load as load


def work(server, login, signed, acknowledged):
    """Makes and approves books until the server is gone; notes what it said yes to."""
    try:
        teacher, head = load.Client(server, login), load.Client(server, load.PRINCIPAL)
        while True:
            one = random.choice(signed)
            book = teacher.make(one)
            acknowledged[book["id"]] = (book["version"], one.sha256)
            book = head.approve(book, one)
            acknowledged[book["id"]] = (book["version"], one.whole_sha256)
    except (OSError, load.http.client.HTTPException):
        return


def wait_for_work(threads, before, acknowledged):
    """A slow machine needs a while to sign in; a kill before the first answer would prove nothing."""
    while acknowledged == before and any(thread.is_alive() for thread in threads):
        time.sleep(0.01)


def check(server, acknowledged, fresh):
    """Each book that was acknowledged in this round is there, at least as far as was said."""
    head = load.Client(server, load.PRINCIPAL)
    for book_id in fresh:
        version, sha256 = acknowledged[book_id]
        book = head.send("GET", f"/books/{book_id}")
        if book["version"] < version or (book["version"] == version and book["head_sha256"] != sha256):
            raise RuntimeError(f"{book_id}: version {version} was acknowledged, {book['version']} is there")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000, help="how often the server is killed (1000)")
    parser.add_argument("--clients", type=int, default=3, help="who work at once (3)")
    options = parser.parse_args()
    acknowledged = {}
    with tempfile.TemporaryDirectory() as folder:
        server = load.Server(folder)
        signed = server.sign(20)
        for number in range(options.kills):
            before = dict(acknowledged)
            server.start()
            threads = [threading.Thread(target=work, args=(server, load.TEACHER, signed, acknowledged))
                       for _ in range(options.clients)]
            for thread in threads:
                thread.start()
            wait_for_work(threads, before, acknowledged)
            time.sleep(random.uniform(0, 1))
            server.kill()
            for thread in threads:
                thread.join()
            server.start()
            check(server, acknowledged, [key for key, value in acknowledged.items() if before.get(key) != value])
            server.kill()
            if (number + 1) % 50 == 0:
                print(f"{number + 1} kills, {len(acknowledged)} books acknowledged", flush=True)
        good, words = server.check()
        print(words.strip().splitlines()[-1])
        print(f"{options.kills} kills, {len(acknowledged)} books acknowledged, none lost")
        return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
