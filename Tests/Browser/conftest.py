"""Starts the built server on a free port with demonstration data, and a browser that complains about everything."""

import os
import pathlib
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("KONTOR_BINARY", ROOT / ".build/debug/kontor"))
CHROMIUM = os.environ.get("KONTOR_CHROMIUM") or shutil.which("chromium")
PATIENCE = 60


class Office:
    """A running server and who may sign in."""

    def __init__(self, address, users):
        self.address = address
        self.users = users

    def password(self, name):
        return self.users[name]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_it_answers(address, process):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"{address}/sign-in", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    pytest.fail("the server did not answer in time")


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """The address of a server: one of our own, or the one that KONTOR_BROWSER_ADDRESS names."""
    if address := os.environ.get("KONTOR_BROWSER_ADDRESS"):
        pairs = (pair.split("=", 1) for pair in os.environ["KONTOR_BROWSER_USERS"].split(";"))
        yield Office(address, dict(pairs))
        return
    if not BINARY.exists():
        pytest.skip(f"{BINARY} is not built")
    port = free_port()
    folder = tmp_path_factory.mktemp("data")
    # The server refuses settings that it does not know, such as those of this test.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KONTOR_")} | {
        "KONTOR_DATABASE": f"sqlite:{folder}/kontor.sqlite",
        "KONTOR_HOST": "127.0.0.1",
        "KONTOR_PORT": str(port),
    }

    def run(*arguments):
        done = subprocess.run(
            [BINARY, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("apply")
    users = dict(re.findall(r"sign in as (\S+) with password (\S+)", run("demo"), re.IGNORECASE))
    with open(folder / "serve.log", "w") as log:
        process = subprocess.Popen([BINARY, "serve"], cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_it_answers(address, process)
            yield Office(address, users)
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=[(1280, 800), (360, 740)], ids=["desktop", "phone"])
def window(request):
    width, height = request.param
    return {"width": width, "height": height}


@pytest.fixture
def visit(browser, office, window):
    """Makes a page of somebody who is signed in; at the end nothing may have gone wrong in it unnoticed."""
    contexts, complaints = [], []

    def open_page(name, language="en", **options):
        context = browser.new_context(viewport=window, locale="de-DE", **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()

        def note(message):
            # A refused form answers with 4xx on purpose, which the browser mentions.
            if message.type in ("error", "warning") and "the server responded with a status of 4" not in message.text:
                complaints.append(message.text)

        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(f"{office.address}/language/{language}?to=/sign-in")
        page.fill("#user", name)
        page.fill("#password", office.password(name))
        page.click("main button[type=submit]")
        page.wait_for_url(f"{office.address}/")
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            assert_fits(page)
        context.close()
    assert complaints == []


def assert_fits(page):
    """Nothing is wider than the window."""
    width, shown = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= shown, f"{page.url} is {width} wide in a window of {shown}"
