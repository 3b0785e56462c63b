"""A server that is killed in the middle of its work loses nothing that it acknowledged, and doubles nothing.

Sixteen clients create complaints, each with an idempotency key of its own. The server is killed (SIGKILL) at a moment nobody
chose; the next one must know every acknowledged record, and repeating a request that got no answer must give one record.
`KONTOR_KILL_ROUNDS` says how often (3 unless set).
"""

import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import uuid

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("KONTOR_BINARY", ROOT / ".build/debug/kontor"))
ROUNDS = int(os.environ.get("KONTOR_KILL_ROUNDS", "3"))
CLIENTS = 16
PATIENCE = 60


class Office:
    """One database, and the server that is running on it."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("KONTOR_")}
        self.environment["KONTOR_DATABASE"] = f"sqlite:{folder}/kontor.sqlite"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = None

    def kontor(self, *arguments, text=""):
        return subprocess.run(
            [BINARY, *arguments], cwd=ROOT, env=self.environment, input=text, capture_output=True, text=True,
            timeout=PATIENCE, check=True).stdout

    def start(self):
        self.process = subprocess.Popen(
            [BINARY, "serve", "--port", str(self.port), "--log-level", "error"], cwd=ROOT, env=self.environment)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                if self.request("GET", "/health")[0] == 200:
                    return
            except OSError:
                assert self.process.poll() is None, "the server ended by itself"
                threading.Event().wait(0.05)
        pytest.fail("the server did not answer in time")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)

    def request(self, method, path, body=None, headers=None, connection=None):
        own = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            own.request(method, path, body and json.dumps(body), headers or {})
            answer = own.getresponse()
            return answer.status, answer.read()
        finally:
            if connection is None:
                own.close()


class Client(threading.Thread):
    """Creates one complaint after the other until nobody answers, and keeps a ledger of what it was told."""

    def __init__(self, office, headers, account, most):
        super().__init__()
        self.office, self.headers, self.account, self.most = office, headers, account, most
        self.acknowledged, self.unanswered = {}, []

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.office.port, timeout=PATIENCE)
        for _ in range(self.most):
            key = str(uuid.uuid4())
            try:
                status, body = create(self.office, self.headers, self.account, key, connection)
            except (OSError, http.client.HTTPException):
                self.unanswered.append(key)
                return
            assert status == 201, body
            self.acknowledged[key] = json.loads(body)["id"]


def create(office, headers, account, key, connection=None):
    body = {"subject": key, "customer": account}
    return office.request(
        "POST", "/odata/complaints", body, {**headers, "Idempotency-Key": key}, connection)


@pytest.fixture
def office():
    folder = tempfile.mkdtemp()
    office = Office(folder)
    office.kontor("apply")
    office.kontor("user", "add", "auditor", "--roles", "admin", text="a long enough password\n")
    yield office
    office.stop()
    shutil.rmtree(folder)


def test_killing_the_server_loses_and_doubles_nothing(office):
    token = office.kontor("token", "add", "auditor").strip()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    office.start()
    status, body = office.request("POST", "/odata/accounts", {"name": "Ledger & Sons"}, headers)
    assert status == 201, body
    account = json.loads(body)["id"]
    moments = random.Random(7)
    acknowledged, keys = {}, set()
    for _ in range(ROUNDS):
        clients = [Client(office, headers, account, most=2000) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        threading.Event().wait(moments.uniform(0.3, 1.5))
        office.kill()
        for client in clients:
            client.join()
        office.start()
        for client in clients:
            acknowledged |= client.acknowledged
            keys |= client.acknowledged.keys() | set(client.unanswered)
            for key in client.unanswered:
                status, body = create(office, headers, account, key)
                assert status in (200, 201), body
                acknowledged[key] = json.loads(body)["id"]
    assert len(acknowledged) > CLIENTS * ROUNDS, "the clients did nothing worth killing"
    for key, identity in acknowledged.items():
        status, body = office.request("GET", f"/odata/complaints({identity})", headers=headers)
        assert status == 200 and json.loads(body)["subject"] == key
    status, body = office.request("GET", "/odata/complaints/$count", headers=headers)
    assert int(body) == len(keys), "some request made two records"
    office.stop()
    assert "The chain is whole and the database is sound." in office.kontor("verify")
