"""A small installation for tests from outside: a folder with one pack, a database in it, the server, users with tokens."""

import http.client
import json
import os
import pathlib
import re
import socket
import subprocess
import threading
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("KONTOR_BINARY", ROOT / ".build/debug/kontor"))
NAMESPACE = 'xmlns="urn:kontor:definitions:1"'
PASSWORD = "correct horse battery staple"
PATIENCE = 120


class Installation:
    """One pack `p`; its server is ended by its own id.

    `definitions` are files of the pack by name, `charts` and `plugins` theirs without ending.
    """

    def __init__(self, folder, definitions, charts=None, plugins=None):
        self.folder = pathlib.Path(folder)
        self.put("entity-definitions/p/pack.xml", f'<pack {NAMESPACE} name="p" version="1.0.0"/>')
        for name, text in definitions.items():
            self.put(f"entity-definitions/p/{name}", text)
        for name, text in (charts or {}).items():
            self.put(f"workflows/p/{name}.scxml", text)
        for name, text in (plugins or {}).items():
            self.put(f"plugins/p/{name}.lua", text)
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("KONTOR_")}
        self.environment["KONTOR_DATABASE"] = f"sqlite:{self.folder}/kontor.sqlite"
        self.environment["KONTOR_DEFINITIONS"] = str(self.folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = None

    def put(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def kontor(self, *arguments, text=""):
        done = subprocess.run(
            [str(BINARY), *arguments], cwd=ROOT, env=self.environment, input=text, capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def user(self, name, roles):
        """Makes a user; returns a token for the API."""
        self.kontor("user", "add", name, "--roles", roles, text=PASSWORD + "\n")
        return re.search(r"ktr_\S+", self.kontor("token", "add", name, "--label", "test")).group(0)

    def start(self, *flags):
        self.process = subprocess.Popen(
            [str(BINARY), "serve", "--port", str(self.port), "--log-level", "error", *flags], cwd=ROOT, env=self.environment)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                if self.request("GET", "/health")[0] == 200:
                    return
            except OSError:
                assert self.process.poll() is None, "the server ended by itself"
                threading.Event().wait(0.05)
        raise AssertionError("the server did not answer in time")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)

    def request(self, method, path, body=None, headers=None, timeout=PATIENCE):
        """One request; body as text. Returns status and bytes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body.encode("utf-8", "surrogatepass") if body is not None else None, headers or {})
            answer = connection.getresponse()
            self.cookie = answer.getheader("Set-Cookie") or ""
            return answer.status, answer.read()
        finally:
            connection.close()

    def create(self, entity_set, token, **values):
        """Makes a record; returns its id."""
        status, raw = self.request(
            "POST", f"/odata/{entity_set}", json.dumps(values),
            {"Authorization": "Bearer " + token, "Content-Type": "application/json"})
        assert status == 201, raw
        return json.loads(raw)["id"]

    def sign_in(self, name):
        """The cookie of a page session."""
        form = urllib.parse.urlencode({"user": name, "password": PASSWORD, "destination": "/"})
        status, raw = self.request(
            "POST", "/sign-in", form,
            {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"})
        assert status in (302, 303), raw
        return self.cookie.split(";")[0]
