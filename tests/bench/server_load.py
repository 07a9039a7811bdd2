# SPDX-License-Identifier: GPL-3.0-or-later
"""A real server with the demo school, and clients that make books, sign them with a token in software and approve them."""

import hashlib
import http.client
import json
import os
import pathlib
import re
import ssl
import subprocess
import threading
import time
import urllib.parse
import uuid

SOFTHSM = "/usr/lib/softhsm/libsofthsm2.so"
PASSWORD = "soky-demo"
PIN = "12345678"
TEACHER, PRINCIPAL, PRINCIPAL_ID = "gv.lan", "ht.hanh", "ht-hanh"
API = "/api/v1"
TIMEOUT = 60


def run(*command, **more):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, **more)


def make_pdf(number):
    """Some pages of text, about as much as a lesson plan: no two are the same."""
    pages = 6
    kids = " ".join(f"{4 + 2 * page} 0 R" for page in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for page in range(pages):
        text = "\n".join(f"BT /F1 11 Tf 72 {780 - 14 * line} Td (Lesson {number}, page {page}, line {line}) Tj ET" for line in range(50))
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * page} 0 R "
                       "/Resources << /Font << /F1 3 0 R >> >> >>")
        objects.append(f"<< /Length {len(text)} >>\nstream\n{text}\nendstream")
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for index, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{index} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


class Signed:
    """A PDF, and the bytes that the principal's signature appended to it."""

    def __init__(self, base, whole):
        self.base = base
        self.tail = whole[len(base):]
        self.sha256 = hashlib.sha256(base).hexdigest()
        self.whole_sha256 = hashlib.sha256(whole).hexdigest()


class Server:
    """soky-server with a state folder below @folder."""

    def __init__(self, folder, **limits):
        self.folder = pathlib.Path(folder)
        self.state = self.folder / "state"
        self.process = None
        self.port = 0
        run("soky-server", "demo", "--state", self.state)
        path = self.state / "server.conf"
        text = path.read_text(encoding="utf-8")
        for name, value in limits.items():
            text = re.sub(rf"(?m)^{name.replace('_', '-')}=.*$", f"{name.replace('_', '-')}={value}", text)
        path.write_text(text, encoding="utf-8")

    def start(self):
        with open(self.folder / "server.log", "ab") as log:
            self.process = subprocess.Popen(
                ["soky-server", "serve", "--state", str(self.state), "--port", "0", "--end-with-input"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
        line = self.process.stdout.readline()
        self.port = urllib.parse.urlsplit(line.split()[1]).port

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=TIMEOUT)

    def check(self):
        """(whether all is in order, what soky-server check says)"""
        done = subprocess.run(["soky-server", "check", "--state", str(self.state)], capture_output=True, text=True, check=False)
        return done.returncode == 0, done.stdout + done.stderr

    def sign(self, count):
        """That many different PDFs, each with the principal's signature."""
        source, target = self.folder / "bases", self.folder / "signed"
        source.mkdir()
        pin = self.folder / "pin"
        pin.write_text(PIN + "\n", encoding="ascii")
        paths = [source / f"{number:04}.pdf" for number in range(count)]
        for number, path in enumerate(paths):
            path.write_bytes(make_pdf(number))
        run("soky-cli", "sign", "--module", SOFTHSM, "--token", PRINCIPAL, "--pin-file", pin, "--output-dir", target, *paths,
            env={**os.environ, "SOFTHSM2_CONF": str(self.state / "softhsm2.conf")})
        signed = sorted(target.glob("*.pdf"))
        return [Signed(base.read_bytes(), whole.read_bytes()) for base, whole in zip(paths, signed, strict=True)]

    def processor_seconds(self):
        """What the server and its workers have used so far."""
        pids = [self.process.pid]
        children = pathlib.Path(f"/proc/{self.process.pid}/task").glob("*/children")
        pids += [int(pid) for path in children for pid in path.read_text(encoding="ascii").split()]
        ticks = 0
        for pid in pids:
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
            ticks += sum(int(value) for value in fields[11:15 if pid == self.process.pid else 13])
        return ticks / os.sysconf("SC_CLK_TCK")


class Refused(Exception):
    """An answer that is no success: its status."""


class Client:
    """One connection with one session."""

    def __init__(self, server, login):
        self.context = ssl.create_default_context(cafile=server.state / "server-ca.pem")
        self.server = server
        self.connection = None
        self.token = None
        self.connect()
        self.token = self.send("POST", "/session", {"login": login, "password": PASSWORD})["token"]

    def connect(self):
        self.connection = http.client.HTTPSConnection("127.0.0.1", self.server.port, context=self.context, timeout=TIMEOUT)

    def send(self, method, path, body=None, version=None, base=None, key=None):
        headers = {"Idempotency-Key": key or uuid.uuid4().hex}
        if isinstance(body, dict):
            body = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        elif body is not None:
            headers["Content-Type"] = "application/octet-stream"
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        if version:
            headers["If-Match"] = f'"{version}"'
        if base:
            headers["Soky-Base"] = base
        answer, data = self.exchange(method, API + path, body, headers)
        if answer.status >= 300:
            raise Refused(answer.status, data[:300])
        return json.loads(data) if answer.headers.get("Content-Type", "").endswith("json") else data

    def exchange(self, *request):
        """Again by a new connection where the server closed an idle one: the key makes sure that it is done once."""
        for last in (False, True):
            try:
                self.connection.request(*request)
                answer = self.connection.getresponse()
                return answer, answer.read()
            except (OSError, http.client.HTTPException):
                self.connection.close()
                if last:
                    raise

    def make(self, signed):
        """A book that waits for the principal."""
        book = self.send("POST", "/books", {"type_id": "duty_log", "title": "Sổ trực ban", "school_year": "2026-2027",
                                            "period": "week-03"})
        path = f"/books/{book['id']}"
        book = self.send("POST", path + "/revisions", signed.base, book["version"], "length=0")
        step = {"order": 1, "person_id": PRINCIPAL_ID, "role": "principal", "kind": "person", "require_cert": True}
        return self.send("POST", path + "/actions", {"action": "submit", "route": [step]}, book["version"])

    def approve(self, book, signed):
        """Uploads the signature; the book as it is then."""
        base = f"sha256={signed.sha256};length={len(signed.base)}"
        return self.send("POST", f"/books/{book['id']}/revisions", signed.tail, book["version"], base)


def share(items, clients, work, rate=None):
    """Calls work(client, item) for all of the items by one thread a client; with a rate, each at its own moment, and its
    time counts from then. Returns the seconds of each and of all."""
    waiting = list(enumerate(items))[::-1]
    lock = threading.Lock()
    times, failures = [], []
    started = time.monotonic() + 0.05

    def serve(client):
        while not failures:
            with lock:
                if not waiting:
                    return
                number, item = waiting.pop()
            due = started + number / rate if rate else time.monotonic()
            time.sleep(max(0, due - time.monotonic()))
            try:
                work(client, item)
            except Exception as failure:  # pylint: disable=broad-exception-caught
                failures.append(failure)
                return
            times.append(time.monotonic() - due)

    threads = [threading.Thread(target=serve, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return sorted(times), time.monotonic() - started
