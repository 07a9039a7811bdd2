#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A public-key infrastructure on loopback, made of openssl's own programs: two roots, an intermediate, people, a
timestamp server (RFC 3161), OCSP responders (RFC 6960), CRLs and issuers' certificates over HTTP.

pki_services.py FOLDER: makes what is missing in FOLDER, serves it, prints "listening HTTP-PORT HTTPS-PORT" and obeys the
lines of standard input until that ends:
  revoke NAME      the certificate NAME is revoked from now on
  count PATH       prints how often PATH was asked for
  silence on|off   nobody answers but with status 503
"""

import base64
import http.server
import pathlib
import ssl
import subprocess
import sys
import threading
import time

LOGIN = "Basic " + base64.b64encode(b"soky:secret").decode()
BALLAST = 60000  # bytes that make a certificate, and the answer with it, large

ROOT = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n"
LEAF = "basicConstraints=critical,CA:FALSE\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
SIGNER = LEAF + "keyUsage=critical,digitalSignature,nonRepudiation\n"
TIMESTAMP = LEAF + "keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n"
RESPONDER = LEAF + "keyUsage=critical,digitalSignature\nextendedKeyUsage=OCSPSigning\nnoCheck=ignored\n"
ISSUER = "authorityInfoAccess=caIssuers;URI:{url}/%s.cer\n"
LIST = "crlDistributionPoints=URI:{url}/%s.crl\n"
FULL = "authorityInfoAccess=OCSP;URI:{url}/ocsp/%s,caIssuers;URI:{url}/%s.cer\ncrlDistributionPoints=URI:{url}/%s.crl\n"

# name, common name, issuer, key, extensions
CERTIFICATES = [
    ("root", "SoKy Test Root", None, "ec", ROOT),
    ("school", "SoKy Test School CA", "root", "ec", ROOT + ISSUER % "root" + LIST % "root"),
    ("signer", "Nguyễn Thị Lan", "school", "rsa", SIGNER + FULL % (("school",) * 3)),
    ("second", "Trần Văn Hùng", "school", "ec", SIGNER + FULL % (("school",) * 3)),
    ("revoked", "Lê Thị Cũ", "school", "ec", SIGNER + FULL % (("school",) * 3)),
    ("listed", "Phạm Thị Danh Sách", "school", "ec", SIGNER + ISSUER % "school" + LIST % "school"),
    ("stale", "Võ Thị Chậm", "school", "ec", SIGNER + "authorityInfoAccess=OCSP;URI:{url}/ocsp/stale\n"),
    ("silent", "Đỗ Văn Lặng", "school", "ec", SIGNER),
    ("responder", "SoKy Test Responder", "school", "ec", RESPONDER),
    ("tsa-root", "SoKy Test Time Root", None, "ec", ROOT),
    ("tsa", "SoKy Test Time", "tsa-root", "rsa", TIMESTAMP + FULL % (("tsa-root",) * 3)),
    ("tsa-plain", "SoKy Test Time without use", "tsa-root", "ec", SIGNER),
    ("tsa-soft", "SoKy Test Time, use not critical", "tsa-root", "ec", TIMESTAMP.replace("critical,time", "time")),
    ("tsa-old", "SoKy Test Time of old", "tsa-root", "ec", TIMESTAMP),
    ("ballast", "SoKy Test Ballast", "root", "ec", SIGNER + "nsComment=%s\n" % ("x" * BALLAST)),
    ("web", "127.0.0.1", "root", "ec", LEAF + "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n"),
]

TSA_CONFIG = """[tsa]
serial = {folder}/tsa.serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
certs = {folder}/{certs}
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""

CA_CONFIG = """[ca]
default_ca = this
[this]
database = {folder}/{name}.index
crlnumber = {folder}/{name}.crlnumber
default_md = sha256
certificate = {folder}/{name}.pem
private_key = {folder}/{name}.key
default_crl_days = 7
"""


def run(*arguments, data=None):
    result = subprocess.run([str(a) for a in arguments], input=data, capture_output=True, check=False)
    if result.returncode != 0:
        raise RuntimeError(f"{arguments}: {result.stderr.decode(errors='replace')}")
    return result.stdout


def der(tag, content):
    """One DER element; its length in the shortest form."""
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 128 | len(length)]) + length + content


class Pki:
    def __init__(self, folder, url):
        self.folder, self.url, self.lock = folder, url, threading.Lock()
        self.silent, self.counts = False, {}

    def path(self, name):
        return self.folder / name

    def make(self):
        for serial, entry in enumerate(CERTIFICATES, 0x1001):
            self.issue(serial, *entry)
        self.path("tsa.serial").write_text("01\n")
        self.path("tsa.conf").write_text(TSA_CONFIG.format(folder=self.folder, certs="tsa-root.pem"))
        self.path("tsa-large.conf").write_text(TSA_CONFIG.format(folder=self.folder, certs="large.pem"))
        self.path("large.pem").write_text(self.path("tsa-root.pem").read_text() + self.path("ballast.pem").read_text())
        self.path("trust.pem").write_text(self.path("root.pem").read_text() + self.path("tsa-root.pem").read_text())
        for name in ("root", "school", "tsa-root"):
            self.path(f"{name}.conf").write_text(CA_CONFIG.format(folder=self.folder, name=name))
            self.path(f"{name}.crlnumber").write_text("01\n")
            self.write_index(name)
        self.revoke("revoked")

    def issue(self, serial, name, holder, issuer, kind, extensions):
        key, request, pem = self.path(f"{name}.key"), self.path(f"{name}.csr"), self.path(f"{name}.pem")
        if kind == "rsa":
            run("openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", key)
        else:
            run("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key)
        key.chmod(0o600)
        run("openssl", "req", "-new", "-utf8", "-key", key, "-subj", f"/C=VN/O=SoKy Test/CN={holder}", "-out", request)
        extension_file = self.path(f"{name}.ext")
        extension_file.write_text(extensions.format(url=self.url))
        signed_by = ("-CA", self.path(f"{issuer}.pem"), "-CAkey", self.path(f"{issuer}.key")) if issuer else ("-signkey", key)
        then = ("faketime", "-f", "-800d") if name == "tsa-old" else ("faketime", "-f", "-400d")
        days = "365" if name == "tsa-old" else "4000"
        run(*then, "openssl", "x509", "-req", "-in", request, *signed_by, "-set_serial", hex(serial), "-days", days,
            "-sha256", "-extfile", extension_file, "-out", pem)
        run("openssl", "x509", "-in", pem, "-outform", "DER", "-out", self.path(f"{name}.cer"))
        chain = pem.read_text() + (self.path("school.pem").read_text() if issuer == "school" else "")
        self.path(f"{name}-chain.pem").write_text(chain)

    def write_index(self, issuer, revoked=()):
        """openssl's database of an authority: status, end, moment of revocation, serial, file, subject."""
        lines = []
        for serial, (name, holder, by, _, _) in enumerate(CERTIFICATES, 0x1001):
            if by == issuer:
                gone = "R\t400101000000Z\t250101000000Z" if name in revoked else "V\t400101000000Z\t"
                lines.append(f"{gone}\t{serial:04X}\tunknown\t/CN={name}\n")
        self.path(f"{issuer}.index").write_text("".join(lines))
        self.path(f"{issuer}.revoked").write_text("\n".join(revoked))

    def revoke(self, name):
        issuer = next(entry[2] for entry in CERTIFICATES if entry[0] == name)
        record = self.path(f"{issuer}.revoked")
        self.write_index(issuer, set(record.read_text().split()) | {name})

    def revocation_list(self, name):
        pem = run("openssl", "ca", "-gencrl", "-config", self.path(f"{name}.conf"))
        return run("openssl", "crl", "-outform", "DER", data=pem)

    def ocsp(self, name, question):
        """Of the authority @name; "stale" was said three weeks ago and held for a week."""
        issuer = "school" if name == "stale" else name
        responder = "responder" if issuer == "school" else issuer
        when = ("faketime", "-f", "-21d") if name == "stale" else ()
        self.path("question.der").write_bytes(question)
        run(*when, "openssl", "ocsp", "-index", self.path(f"{issuer}.index"), "-CA", self.path(f"{issuer}.pem"), "-rsigner",
            self.path(f"{responder}.pem"), "-rkey", self.path(f"{responder}.key"), "-reqin", self.path("question.der"),
            "-respout", self.path("answer.der"), "-ndays", "7")
        return self.path("answer.der").read_bytes()

    def timestamp(self, question, config="tsa.conf"):
        self.path("question.tsq").write_bytes(question)
        return run("openssl", "ts", "-reply", "-config", self.path(config), "-section", "tsa", "-queryfile",
                   self.path("question.tsq"))

    def other_question(self, question, *options):
        """The same question with another imprint or nonce."""
        self.path("question.tsq").write_bytes(question)
        text = run("openssl", "ts", "-query", "-in", self.path("question.tsq"), "-text").decode()
        rows = text.split("Message data:")[1].split("Policy OID")[0].splitlines()
        digest = "".join(row.split(" - ")[1].split("   ")[0].replace("-", "").replace(" ", "") for row in rows if " - " in row)
        return run("openssl", "ts", "-query", "-cert", "-sha256", "-digest", digest, *options)

    def forged(self, question, name, *options):
        """A token over an honest content, signed by a certificate that openssl ts would refuse."""
        answer, token, content = self.path("answer.tsr"), self.path("token.der"), self.path("content.der")
        answer.write_bytes(self.timestamp(question))
        run("openssl", "ts", "-reply", "-in", answer, "-token_out", "-out", token)
        run("openssl", "cms", "-verify", "-noverify", "-inform", "DER", "-in", token, "-out", content)
        signed = run("openssl", "cms", "-sign", "-binary", "-nodetach", "-econtent_type", "1.2.840.113549.1.9.16.1.4",
                     "-in", content, "-signer", self.path(f"{name}.pem"), "-inkey", self.path(f"{name}.key"),
                     "-outform", "DER", *options)
        return der(0x30, der(0x30, der(0x02, b"\0")) + signed)

    def timestamp_with_fault(self, fault, question):
        """What no honest server answers, by the last part of the address."""
        if fault == "wrong-nonce":
            return self.timestamp(self.other_question(question))
        if fault == "no-nonce":
            return self.timestamp(self.other_question(question, "-no_nonce"))
        if fault == "wrong-imprint":
            other = run("openssl", "ts", "-query", "-cert", "-sha256", "-digest", "ab" * 32)
            return self.timestamp(other)
        if fault == "rejection":
            words = der(0x30, der(0x0C, "hết hạn mức".encode()))
            return der(0x30, der(0x30, der(0x02, b"\2") + words))
        if fault == "wrong-use":
            return self.forged(question, "tsa-plain", "-cades")
        if fault == "soft-use":
            return self.forged(question, "tsa-soft", "-cades")
        if fault == "old":
            return self.forged(question, "tsa-old", "-cades")
        if fault == "unnamed":
            return self.forged(question, "tsa")
        if fault == "broken":
            answer = bytearray(self.timestamp(question))
            answer[-1] ^= 1
            return bytes(answer)
        if fault == "large":
            return self.timestamp(question, "tsa-large.conf")
        if fault == "growing":  # small at first, large from then on
            return self.timestamp(question, "tsa-large.conf" if self.counts["/tsa/growing"] > 1 else "tsa.conf")
        return {"garbage": b"<html>Welcome to the hotel</html>", "empty": b""}[fault]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    pki = None

    def log_message(self, *_):
        pass

    def answer(self, kind, body, status=200, **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def trickle(self):
        """One byte a second, for ever."""
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        while not self.pki.silent:
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(1)

    def flood(self):
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        while True:
            self.wfile.write(b"x" * 65536)

    def special(self, fault):
        """Faults of the connection rather than of the answer; False when @fault is none of them."""
        if fault == "slow":
            self.trickle()
        elif fault == "huge":
            self.flood()
        elif fault == "redirect":
            self.answer("text/plain", b"", 307, Location="/tsa")
        elif fault == "astray":
            self.answer("text/plain", b"", 307, Location="file:///etc/hostname")
        elif fault == "loop":
            self.answer("text/plain", b"", 307, Location="/tsa/loop")
        elif fault == "login" and self.headers.get("Authorization") != LOGIN:
            self.answer("text/plain", b"", 401, **{"WWW-Authenticate": 'Basic realm="time"'})
        elif fault == "failure":
            self.answer("text/plain", b"", 500)
        else:
            return False
        return True

    def timestamp(self, fault, body):
        with self.pki.lock:
            if fault in ("", "login"):
                reply = self.pki.timestamp(body)
            else:
                reply = self.pki.timestamp_with_fault(fault, body)
        self.answer("application/timestamp-reply", reply)

    def dispatch(self, body):
        parts = self.path.strip("/").split("/")
        self.pki.counts[self.path] = self.pki.counts.get(self.path, 0) + 1
        if self.pki.silent:
            self.answer("text/plain", b"", 503)
        elif parts[0] == "tsa" and len(parts) <= 2:
            fault = parts[1] if len(parts) == 2 else ""
            if not self.special(fault):
                self.timestamp(fault, body)
        elif parts[0] == "ocsp":
            with self.pki.lock:
                reply = self.pki.ocsp(parts[1], body)
            self.answer("application/ocsp-response", reply)
        elif parts[0].endswith(".crl"):
            with self.pki.lock:
                reply = self.pki.revocation_list(parts[0][:-4])
            self.answer("application/pkix-crl", reply)
        elif parts[0].endswith(".cer") and self.pki.path(parts[0]).exists():
            self.answer("application/pkix-cert", self.pki.path(parts[0]).read_bytes())
        else:
            self.answer("text/plain", b"", 404)

    def do_GET(self):  # pylint: disable=invalid-name
        self.dispatch(b"")

    def do_POST(self):  # pylint: disable=invalid-name
        self.dispatch(self.rfile.read(int(self.headers.get("Content-Length", "0"))))


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A client that hangs up early is what many tests are about."""


def obey(pki, line):
    words = line.split()
    if words[0] == "revoke":
        with pki.lock:
            pki.revoke(words[1])
        return "done"
    if words[0] == "silence":
        pki.silent = words[1] == "on"
        return "done"
    return str(pki.counts.get(words[1], 0))


def main():
    folder = pathlib.Path(sys.argv[1])
    plain = Server(("127.0.0.1", 0), Handler)
    safe = Server(("127.0.0.1", 0), Handler)
    pki = Pki(folder, f"http://127.0.0.1:{plain.server_port}")
    pki.make()
    Handler.pki = pki
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "web.pem", folder / "web.key")
    safe.socket = context.wrap_socket(safe.socket, server_side=True)
    for server in (plain, safe):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"listening {plain.server_port} {safe.server_port}", flush=True)
    for line in sys.stdin:
        print(obey(pki, line), flush=True)


if __name__ == "__main__":
    main()
