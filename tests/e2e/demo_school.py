# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo school as a running server: made once in a state folder, served on loopback, stopped at the end."""

import os
import pathlib
import signal
import subprocess

PASSWORD = "soky-demo"  # of every demo account; the demo's server listens on loopback alone
PIN = "12345678"  # of every demo token
START_SECONDS = 60


class DemoSchool:
    """with DemoSchool(prefix, state) as school: school.url, school.ca_file, school.anchors, school.environment"""

    def __init__(self, prefix, state, size=None):
        self.server = pathlib.Path(prefix) / "bin" / "soky-server"
        self.app = pathlib.Path(prefix) / "bin" / "soky"
        self.cli = pathlib.Path(prefix) / "bin" / "soky-cli"
        self.state = pathlib.Path(state)
        self.size = size  # how many people it grows by
        self.ca_file = self.state / "server-ca.pem"
        self.anchors = self.state / "demo-ca.pem"
        self.environment = dict(os.environ, SOFTHSM2_CONF=str(self.state / "softhsm2.conf"))
        self.share = pathlib.Path(prefix) / "share"
        self.process = None
        self.url = None

    def __enter__(self):
        self.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        growth = ["--size", self.size] if self.size else []
        subprocess.run([self.server, "demo", "--state", self.state, *growth], check=True, env=self.environment)
        self._serve("0")
        return self

    def _serve(self, port):
        self.process = subprocess.Popen(
            [self.server, "serve", "--state", self.state, "--port", port, "--end-with-input"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.environment,
        )
        self.url = self._wait_until_ready()

    def stop(self):
        """As when the network is gone: nobody answers any more."""
        self.process.kill()
        self.process.wait(timeout=START_SECONDS)

    def start_again(self):
        """At the same address."""
        self._serve(self.url.rsplit(":", 1)[1])

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=START_SECONDS)

    def _wait_until_ready(self):
        for line in self.process.stdout:
            if line.startswith("listening "):
                return line.split()[1]
        raise RuntimeError(f"soky-server ended with status {self.process.wait()}")

    def app_environment(self):
        """Vietnamese, whatever locales this machine has; schemas and icons of the prefix."""
        folders = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        return dict(self.environment, LC_ALL="C.UTF-8", LANGUAGE="vi", XDG_DATA_DIRS=f"{self.share}:{folders}")

    def app_command(self, login):
        """The application, signed in; the password goes to its standard input."""
        return [self.app, "--server", self.url, "--ca-file", self.ca_file, "--trust", self.anchors,
                "--sign-in", login, "--password-stdin"]
