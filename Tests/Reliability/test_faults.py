"""What the built program says and does when files, disk or power fail it: it tells the truth and goes on with what it can."""

import json
import os
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time

import pytest
from test_kill import BINARY, PATIENCE, ROOT, Office


class Site(Office):
    """An office whose server's words are kept."""

    def __init__(self, folder):
        super().__init__(folder)
        self.database = f"{folder}/kontor.sqlite"
        self.log = f"{folder}/log"

    def run(self, *arguments, text=""):
        return subprocess.run([BINARY, *arguments], cwd=ROOT, env=self.environment, input=text, capture_output=True, text=True,
                              timeout=PATIENCE)

    def serve(self, *flags, largest_file=None, ready=(200,)):
        def confine():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [BINARY, "serve", "--port", str(self.port), *flags], cwd=ROOT, env=self.environment, stdout=log, stderr=log,
                preexec_fn=confine if largest_file else None, restore_signals=largest_file is None)
        self.wait_for(lambda: self.health()[0] in ready, "the server did not answer in time")

    def wait_for(self, done, otherwise, seconds=PATIENCE):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if done():
                    return
            except OSError:
                assert self.process.poll() is None, "the server ended by itself: " + self.logged()[-500:]
            time.sleep(0.05)
        pytest.fail(otherwise)

    def health(self):
        status, body = self.request("GET", "/health")
        return status, json.loads(body)

    def logged(self):
        with open(self.log, encoding="utf-8") as log:
            return log.read()

    def create(self, name):
        return self.request("POST", "/odata/accounts", {"name": name}, self.headers)

    def names(self):
        return [row[0] for row in sqlite3.connect(f"file:{self.database}?mode=ro", uri=True).execute("SELECT name FROM account")]


@pytest.fixture
def site():
    folder = tempfile.mkdtemp()
    site = Site(folder)
    site.kontor("apply")
    site.kontor("user", "add", "auditor", "--roles", "admin", text="a long enough password\n")
    token = site.kontor("token", "add", "auditor").strip()
    site.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    yield site
    if site.process and site.process.poll() is None:
        site.process.kill()
        site.process.wait(PATIENCE)
    shutil.rmtree(folder)


def test_a_full_disk_stops_writing_alone_and_is_logged_once(site):
    site.serve(largest_file=1_500_000)
    answers = [site.create("x" * 90 + str(i))[0] for i in range(1500)]
    assert answers[0] == 201 and answers[-1] == 503
    site.wait_for(lambda: site.health()[0] == 503, "health did not notice", 5)
    health = site.health()[1]
    assert health["writing"]["status"] == "failing" and health["database"] == "ok"
    assert "/" not in json.dumps(health["writing"])
    assert site.request("GET", "/odata/accounts?$top=1", headers=site.headers)[0] == 200
    lines = [line for line in site.logged().splitlines() if "writing:" in line]
    assert 1 <= len(lines) <= 3 and "SQLite" in lines[0], lines


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm"])
def test_a_database_that_was_removed_is_noticed_without_a_write(site, suffix):
    site.serve()
    assert site.create("before")[0] == 201
    os.remove(site.database + suffix)
    site.wait_for(lambda: site.health()[0] == 503, "health did not notice", 2)
    status, body = site.create("after")
    assert status == 503 and b"KTR-S521" in body
    assert site.health()[1]["writing"]["code"] == "KTR-S521"
    site.stop()
    assert site.process.returncode == 0


def test_a_database_that_was_replaced_or_cut_is_noticed(site):
    site.serve()
    site.create("before")
    site.kontor("backup", f"{site.folder}/backup.sqlite")
    os.replace(f"{site.folder}/backup.sqlite", site.database)
    site.wait_for(lambda: site.health()[0] == 503, "health did not notice", 2)
    assert site.create("after")[0] == 503
    site.stop()
    for suffix in ("-wal", "-shm"):
        if os.path.exists(site.database + suffix):
            os.remove(site.database + suffix)
    site.serve()
    os.truncate(site.database, 8192)
    site.wait_for(lambda: site.health()[0] == 503, "health did not notice", 2)


def test_a_lost_log_is_recognised_at_the_next_start(site):
    site.serve()
    for i in range(20):
        assert site.create(f"n{i}")[0] == 201
    site.wait_for(lambda: os.path.exists(site.database + ".head"), "no head was noted")
    head = open(site.database + ".head").read()
    site.create("later")
    site.wait_for(lambda: open(site.database + ".head").read() != head, "the head was not noted again")
    site.kill()
    os.remove(site.database + "-wal")
    verified = site.run("verify")
    assert verified.returncode == 1 and "KTR-S124" in verified.stderr
    started = site.run("serve", "--port", str(site.port))
    assert started.returncode == 3 and "KTR-S523" in started.stderr
    site.serve("--accept-loss")
    assert site.create("on")[0] == 201
    site.stop()
    site.serve()
    site.stop()


def test_a_backup_is_restored_as_a_whole_and_only_where_nobody_serves(site):
    site.serve()
    site.create("kept")
    backup = f"{site.folder}/backup.sqlite"
    site.kontor("backup", backup)
    again = site.run("backup", backup)
    assert again.returncode == 3 and "KTR-S524" in again.stderr
    site.create("later")
    refused = site.run("restore", backup)
    assert refused.returncode == 3 and "KTR-S112" in refused.stderr
    site.kill()
    # By hand, beside the log of the killed server: recognised, and nothing is changed.
    shutil.copy(site.database, f"{site.folder}/aside")
    shutil.copy(backup, site.database)
    for command in ("serve", "verify"):
        result = site.run(command)
        assert result.returncode == 3 and "KTR-S522" in result.stderr, result.stderr
    shutil.copy(f"{site.folder}/aside", site.database)
    restored = site.run("restore", backup)
    assert restored.returncode == 0, restored.stderr
    assert site.names() == ["kept"]
    kept = re.search(r"kept as (\S+),", restored.stdout).group(1)
    assert sorted(row[0] for row in sqlite3.connect(kept).execute("SELECT name FROM account")) == ["kept", "later"]
    site.serve()
    assert site.create("on")[0] == 201
    site.stop()
    assert site.run("verify").returncode == 0
    with open(backup, "r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 4096 * 20)
    damaged = site.run("restore", backup)
    assert damaged.returncode == 3 and "KTR-S527" in damaged.stderr
    assert sorted(site.names()) == ["kept", "on"]


def test_a_noted_head_and_the_records_are_held_against_the_log(site):
    site.serve()
    site.create("first")
    site.create("second")
    site.stop()
    head = re.search(r"head: (\S+)", site.kontor("verify")).group(1)
    for noted in (head, head.split(":")[1]):
        assert site.run("verify", "--head", noted, "--sample", "5").returncode == 0
    assert site.run("verify", "--head", "1:nonsense").returncode == 2
    connection = sqlite3.connect(site.database)
    # The order of texts is Kontor's own; for these two names it is that of their letters.
    connection.create_collation("kontor_din1", lambda one, other: (one > other) - (one < other))
    connection.execute("UPDATE account SET name = 'forged' WHERE name = 'first'")
    connection.commit()
    connection.close()
    edited = site.run("verify")
    assert edited.returncode == 1 and "KTR-S530" in edited.stderr and "'name'" in edited.stderr
    connection = sqlite3.connect(site.database)
    connection.execute("DELETE FROM kontor_change_log WHERE sequence = (SELECT max(sequence) FROM kontor_change_log)")
    connection.commit()
    connection.close()
    assert "KTR-S124" in site.run("verify", "--head", head).stderr


def test_a_second_server_is_refused_without_the_lock_file_too(site):
    site.serve()
    os.remove(site.database + ".lock")
    second = site.run("serve", "--port", "0")
    assert second.returncode == 3 and "KTR-S112" in second.stderr
    site.kontor("user", "list")
    assert site.create("still")[0] == 201


def test_an_answer_is_taken_as_a_whole_though_the_server_ends(site):
    rows = "".join(f"n{i} {'x' * 80}\n" for i in range(3000))
    with open(f"{site.folder}/rows.csv", "w") as file:
        file.write("name\n" + rows)
    site.kontor("import", "account", f"{site.folder}/rows.csv")
    site.serve()
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        client.settimeout(10)
        client.connect(("127.0.0.1", site.port))
        client.sendall(f"GET /odata/accounts?$top=3000 HTTP/1.1\r\nHost: x\r\nAuthorization: {site.headers['Authorization']}\r\n"
                       "Prefer: odata.maxpagesize=3000\r\n\r\n".encode())
        got = client.recv(4096)
        site.process.terminate()
        time.sleep(0.5)
        while piece := client.recv(65536):
            got += piece
    head, _, body = got.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    assert len(body) == int(length.group(1)) if length else body.endswith(b"0\r\n\r\n")
    site.process.wait(5)
    assert site.process.returncode == 0


def test_a_request_that_never_comes_does_not_hold_the_end_up(site):
    site.serve()
    with socket.create_connection(("127.0.0.1", site.port)) as client:
        client.sendall(f"POST /odata/accounts HTTP/1.1\r\nHost: x\r\nAuthorization: {site.headers['Authorization']}\r\n"
                       "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{".encode())
        time.sleep(0.3)
        site.process.terminate()
        site.process.wait(15)


def test_commands_that_look_at_a_database_make_none(site):
    for path in ("absent.sqlite", "empty.sqlite"):
        site.environment["KONTOR_DATABASE"] = f"sqlite:{site.folder}/{path}"
        open(f"{site.folder}/empty.sqlite", "w").close()
        for command in (["verify"], ["backup", f"{site.folder}/b"], ["query", "accounts"]):
            result = site.run(*command)
            assert result.returncode == 3 and "KTR-S525" in result.stderr, result.stderr
    assert not os.path.exists(f"{site.folder}/absent.sqlite")
