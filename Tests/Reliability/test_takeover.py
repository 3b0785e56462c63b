"""Definitions are changed while people work: no request fails that is right, nothing that was acknowledged is lost, and whatever is
killed in the middle of an apply, the database has the old or the new definitions.

Clients write and read over HTTP while `kontor apply` renames, adds and widens. `KONTOR_TAKEOVER_ROUNDS` says how often (6 unless set),
`KONTOR_KILL_ROUNDS` how often something is killed (4 unless set).
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

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("KONTOR_BINARY", ROOT / ".build/debug/kontor"))
ROUNDS = int(os.environ.get("KONTOR_TAKEOVER_ROUNDS", "6"))
KILLS = int(os.environ.get("KONTOR_KILL_ROUNDS", "4"))
WRITERS, READERS = 4, 3
MOST = 4000
PATIENCE = 120
NAMESPACE = 'xmlns="urn:kontor:definitions:1"'


class Depot:
    """One project with one entity type, its database, and the server that is running on it."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.pack = self.folder / "entity-definitions/depot"
        self.pack.mkdir(parents=True)
        (self.pack / "pack.xml").write_text(f'<pack {NAMESPACE} name="depot" version="1.0.0"/>')
        (self.pack / "role.xml").write_text(
            f'<role {NAMESPACE} name="admin"><grant entity="*" privileges="create read update delete"/></role>')
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("KONTOR_")}
        self.environment["KONTOR_DATABASE"] = f"sqlite:{folder}/kontor.sqlite"
        self.environment["KONTOR_DEFINITIONS"] = str(folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = None

    def define(self, number):
        """Each state has another name and another width for the attribute, and one attribute more."""
        was = f'was="mark{number - 1}"' if number else ""
        extra = "".join(f'<date name="day{n}"/>' for n in range(1, number + 1))
        (self.pack / "parcel.xml").write_text(
            f'<entity {NAMESPACE} name="parcel" set="parcels" title="{{mark{number}}}">'
            f'<text name="mark{number}" {was} max="{50 + number}" required="true"/>{extra}'
            f'<view name="all" columns="mark{number}" order="mark{number}"/></entity>')

    def command(self, *arguments):
        return [str(BINARY), *arguments]

    def kontor(self, *arguments, text=""):
        done = subprocess.run(
            self.command(*arguments), cwd=ROOT, env=self.environment, input=text, capture_output=True, text=True,
            timeout=PATIENCE)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self):
        self.process = subprocess.Popen(
            self.command("serve", "--port", str(self.port), "--log-level", "error"), cwd=ROOT, env=self.environment)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                if self.request("GET", "/health")[0] == 200:
                    return
            except OSError:
                assert self.process.poll() is None, "the server ended by itself"
                threading.Event().wait(0.05)
        pytest.fail("the server did not answer in time")

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
    """Works until told to stop, and keeps what it was answered. A refusal for the old name makes it use the next one."""

    def __init__(self, depot, headers, name, writes):
        super().__init__()
        self.depot, self.headers, self.name_, self.writes = depot, headers, name, writes
        self.acknowledged, self.refused, self.failures, self.answered = {}, 0, [], 0
        self.ending = threading.Event()
        self.attribute = 0

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.depot.port, timeout=PATIENCE)
        for number in range(MOST):
            if self.ending.is_set():
                return
            try:
                self.ask(number, connection)
            except (OSError, http.client.HTTPException) as error:
                self.failures.append(repr(error))
                connection = http.client.HTTPConnection("127.0.0.1", self.depot.port, timeout=PATIENCE)

    def ask(self, number, connection):
        attribute, mark = f"mark{self.attribute}", f"{self.name_}-{number}"
        if self.writes:
            status, body = self.depot.request(
                "POST", "/odata/parcels", {attribute: mark}, self.headers, connection)
        else:
            status, body = self.depot.request(
                "GET", f"/odata/parcels?$select={attribute}&$top=20&$orderby={attribute}", None, self.headers,
                connection)
        if status in (200, 201):
            self.answered += 1
            if self.writes:
                self.acknowledged[json.loads(body)["id"]] = mark
        elif status == 400 and attribute.encode() in body:
            self.refused += 1
            self.attribute += 1
        else:
            self.failures.append((status, body[:300]))


@pytest.fixture
def depot():
    folder = tempfile.mkdtemp()
    depot = Depot(folder)
    depot.define(0)
    depot.kontor("apply")
    depot.kontor("user", "add", "auditor", "--roles", "admin", text="a long enough password\n")
    token = depot.kontor("token", "add", "auditor").strip()
    depot.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    yield depot
    depot.stop()
    shutil.rmtree(folder)


def marks(depot, attribute):
    found, path = {}, f"/odata/parcels?$select=id,{attribute}&$top=100000"
    while path:
        status, body = depot.request("GET", path, headers=depot.headers)
        assert status == 200, body
        page = json.loads(body)
        found |= {record["id"]: record[attribute] for record in page["value"]}
        path = page.get("@odata.nextLink")
        if path and path.startswith("http"):
            path = "/" + path.split("/", 3)[3]
    return found


def test_applying_while_people_work(depot):
    depot.start()
    clients = [Client(depot, depot.headers, f"w{n}", True) for n in range(WRITERS)]
    clients += [Client(depot, depot.headers, f"r{n}", False) for n in range(READERS)]
    for client in clients:
        client.start()
    try:
        for number in range(1, ROUNDS + 1):
            depot.define(number)
            assert f"mark{number - 1} → mark{number}" in depot.kontor("plan")
            depot.kontor("apply")
            # Other commands work beside server and clients as well.
            depot.kontor("query", "parcels?$top=1")
            depot.kontor("user", "roles", "auditor", "admin")
            threading.Event().wait(0.3)
            (depot.pack / "parcel.xml").write_text("<entity broken")
            refused = subprocess.run(
                depot.command("apply"), cwd=ROOT, env=depot.environment, capture_output=True, timeout=PATIENCE)
            assert refused.returncode == 1
    finally:
        for client in clients:
            client.ending.set()
        for client in clients:
            client.join()
    assert [failure for client in clients for failure in client.failures] == []
    assert all(client.answered for client in clients)
    # Nobody had to be told twice.
    assert all(client.refused <= ROUNDS for client in clients)
    assert sum(client.refused for client in clients) > 0
    acknowledged = {key: mark for client in clients for key, mark in client.acknowledged.items()}
    stored = marks(depot, f"mark{ROUNDS}")
    assert {key: stored.get(key) for key in acknowledged} == acknowledged
    assert len(stored) == len(acknowledged), "a request was done twice"
    print(len(acknowledged), "writes and", sum(c.answered for c in clients if not c.writes), "reads in", ROUNDS, "applies")
    assert "The chain is whole and the database is sound." in depot.kontor("verify")


def test_killing_an_apply_or_its_server(depot):
    depot.start()
    moments, number = random.Random(11), 0
    for count in range(200):
        status, body = depot.request("POST", "/odata/parcels", {"mark0": f"first-{count}"}, depot.headers)
        assert status == 201, body
    for round_ in range(2 * KILLS):
        depot.define(number + 1)
        apply = subprocess.Popen(
            depot.command("apply"), cwd=ROOT, env=depot.environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        threading.Event().wait(moments.uniform(0.02, 0.5))
        if round_ % 2:
            apply.send_signal(signal.SIGKILL)
            apply.wait(PATIENCE)
        else:
            depot.process.send_signal(signal.SIGKILL)
            depot.process.wait(PATIENCE)
            assert apply.wait(PATIENCE) == 0
            depot.start()
        status, body = depot.request("GET", f"/odata/parcels?$select=mark{number + 1}&$top=1", headers=depot.headers)
        assert status in (200, 400), body
        is_new = status == 200
        assert is_new or round_ % 2, "an apply that ended well is there"
        number += is_new
        status, body = depot.request("POST", "/odata/parcels", {f"mark{number}": f"round-{round_}"}, depot.headers)
        assert status == 201, body
        # The folder may be ahead of the database; whatever is there is whole.
        assert len(marks(depot, f"mark{number}")) == 201 + round_
    depot.stop()
    assert "The chain is whole and the database is sound." in depot.kontor("verify")
