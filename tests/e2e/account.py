# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's account at the server by the protocol alone, for what others do while a window is looked at."""

import json
import ssl
import urllib.error
import urllib.request
import uuid


class Account:
    def __init__(self, school, login, password):
        self.base = school.url + "/api/v1"
        self.tls = ssl.create_default_context(cafile=school.ca_file)
        self.token = None
        self.token = self.call("POST", "/session", {"login": login, "password": password})["token"]

    def call(self, method, path, body=None, **headers):
        """The answer as JSON. @body: a dictionary, the bytes of a PDF, or None."""
        kind = "application/pdf"
        if isinstance(body, dict):
            body, kind = json.dumps(body).encode(), "application/json"
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            headers |= {"Content-Type": kind, "Idempotency-Key": str(uuid.uuid4())}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(self.base + path, data=body, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, context=self.tls) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{method} {path}: {error.read().decode()}") from error
