"""Whatever clients send, the server answers: no crash, no 5xx, no frozen `/health`, and what a filter finds is what the rows say.

Three roles send random filters, orders, page marks, bodies, ids and addresses, and walk pages, while somebody else asks for `/health`.
`KONTOR_RANDOM_SECONDS` says how long (15 unless set), `KONTOR_RANDOM_SEED` which requests (they are printed when something fails).
"""

import base64
import datetime
import http.client
import json
import os
import random
import threading
import time
import urllib.parse
import uuid

import pytest

from installation import NAMESPACE, PASSWORD, Installation

SECONDS = float(os.environ.get("KONTOR_RANDOM_SECONDS", "15"))
SEED = int(os.environ.get("KONTOR_RANDOM_SEED", "2026"))
CLIENTS = 3
HEALTH_WITHIN = 3
# What a server may say of itself under this load: too slow a query is ended, too many at once are refused, with a reason.
BUSY = {503, 501}

DEFINITIONS = f"""<definitions {NAMESPACE}>
<options name="kind"><option name="small"/><option name="large"/><option name="odd"/></options>
<entity name="unit" set="units" title="{{name}}">
  <text name="name" required="true" search="true"/><integer name="size"/><tree name="parent" inverse="parts"/>
</entity>
<entity name="thing" set="things" title="{{code}} {{name}}">
  <autonumber name="code" pattern="T-{{yyyy}}-{{#####}}"/>
  <text name="name" search="true"/><longtext name="story" max="5000"/><integer name="number"/>
  <decimal name="ratio" scale="4"/><money name="price" currencies="EUR JPY"/><boolean name="open"/><date name="day"/>
  <instant name="moment"/><time name="hour"/><duration name="span"/><choice name="kind" options="kind"/>
  <multichoice name="kinds" options="kind"/><email name="mail"/><phone name="phone"/><url name="address"/><point name="place"/>
  <json name="more"/><text name="secret"/>
  <lookup name="unit" to="unit" inverse="things"/><lookup name="regarding" to="unit thing" inverse="remarks"/>
  <state name="status" chart="thing"/>
  <formula name="twice" type="integer" value="number mul 2"/>
  <view name="all" columns="code name number day kind unit status" order="number desc"/>
</entity>
<role name="chief"><grant entity="*" privileges="create read update delete" events="*"/></role>
<role name="clerk">
  <grant entity="unit" privileges="read"/>
  <grant entity="thing" privileges="create read update" hide="secret" where="number ne 13" events="begin"/>
</role>
<role name="guest"><grant entity="thing" privileges="create"/></role>
</definitions>"""

CHART = """<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0" datamodel="lua" name="thing"
  initial="new" k:entity="thing" k:attribute="status">
<datamodel><data id="seen"/></datamodel>
<state id="new"><transition event="begin" target="work" cond="record.number == nil or record.number &lt; 900"/></state>
<state id="work" initial="first">
  <onentry><assign location="seen" expr="_event.data"/><send event="late" delay="2s"/></onentry>
  <state id="first"><transition event="next" target="second"/><transition event="late" target="second"/></state>
  <state id="second"><transition event="again" target="first"/></state>
  <transition event="stop" target="over"/>
</state>
<state id="over"><transition event="begin" target="work"/></state>
</scxml>"""

TEXTS = [
    "", "a", "Ä", "ß", "e\u0301", "\u200b", "\u202e", "\U0001f600", "o'Neil", "100%", "_", "\\", '"', "<b>&amp;", "\u0000", "\ud7ff", "NULL",
    "x" * 300, "=1+1", "İ", "\r\n", "{{name}}", "ﬁ", "\ufeff", "null", "0", "-",
]
NUMBERS = [0, 1, -1, 13, 2**31, 2**53 + 1, 2**63 - 1, -(2**63), 2**64, 10**30, 1e308, 0.1, 1.005, -0.0, 12345678901234.5678]
ATTRIBUTES = ["name", "number", "ratio", "price", "open", "day", "moment", "hour", "span", "kind", "kinds", "mail", "place", "more",
              "secret", "unit", "unit/name", "unit/parent/size", "regarding", "status", "twice", "code", "id", "revision", "created_at", "nothing", "unit/things"]


class Row:
    """One record as the test knows it: the oracle for filters."""

    def __init__(self, number, name, open_, day):
        self.number, self.name, self.open, self.day = number, name, open_, day


def condition(r, depth=0):
    """A random filter over things, and the same as a function of a row that is True, False or None (unknown)."""
    if depth < 3 and r.random() < 0.5:
        word = r.choice(["and", "or", "not"])
        left, left_holds = condition(r, depth + 1)
        if word == "not":
            return f"not ({left})", lambda row: None if left_holds(row) is None else not left_holds(row)
        right, right_holds = condition(r, depth + 1)
        decides = word == "or"

        def holds(row):
            sides = [left_holds(row), right_holds(row)]
            return decides if decides in sides else None if None in sides else not decides

        return f"({left}) {word} ({right})", holds
    attribute = r.choice(["number", "name", "open", "day"])
    operator = r.choice(["eq", "ne", "lt", "le", "gt", "ge"] if attribute in ("number", "day") else ["eq", "ne"])
    if attribute == "number":
        value = r.choice([None, r.randint(-5, 30)])
        shift = r.choice([0, 0, 1, -3])
        written = f"number {'add' if shift >= 0 else 'sub'} {abs(shift)}" if shift else "number"
        return f"{written} {operator} {'null' if value is None else value}", lambda row: compare(
            operator, None if row.number is None else row.number + shift, value)
    if attribute == "name":
        value = r.choice([None, "alpha", "beta", "o'Neil", "Ä"])
        text = "null" if value is None else "'" + value.replace("'", "''") + "'"
        return f"name {operator} {text}", lambda row: compare(operator, row.name, value)
    if attribute == "open":
        value = r.choice([None, True, False])
        return f"open {operator} {json.dumps(value)}", lambda row: compare(operator, row.open, value)
    value = datetime.date(2026, 1, r.randint(1, 28))
    return f"day {operator} {value}", lambda row: compare(operator, row.day, value)


def compare(operator, left, right):
    # OData 4.01 part 2, 5.1.1.1: null equals null, so that `null le null` holds; less and greater with one null do not.
    if operator == "eq":
        return left == right
    if operator == "ne":
        return left != right
    if left is None or right is None:
        return left is right and operator in ("le", "ge")
    return {"lt": left < right, "le": left <= right, "gt": left > right, "ge": left >= right}[operator]


def literal(r):
    return r.choice([
        lambda: str(r.choice(NUMBERS)), lambda: "'" + r.choice(TEXTS).replace("'", "''") + "'", lambda: r.choice(["true", "false", "null"]),
        lambda: "2026-02-30" if r.random() < 0.2 else "2026-02-28", lambda: "9999-12-31T23:59:59.999Z", lambda: "0001-01-01T00:00:00Z",
        lambda: "duration'P99999999D'", lambda: "duration'PT0.000001S'", lambda: str(uuid.UUID(int=r.getrandbits(128))), lambda: "25:00:00",
        lambda: "-9223372036854775808", lambda: "1e400", lambda: "INF", lambda: "@p"])()


def noise(r, depth=0):
    """A filter that need not make sense."""
    if depth > 6 or r.random() < 0.2:
        return r.choice([literal(r), r.choice(ATTRIBUTES)])
    inner = lambda: noise(r, depth + 1)
    return r.choice([
        lambda: f"{inner()} {r.choice(['eq', 'ne', 'lt', 'add', 'sub', 'mul', 'div', 'divby', 'mod', 'and', 'or', 'in', 'has'])} {inner()}",
        lambda: f"not ({inner()})", lambda: f"({inner()})", lambda: f"-{inner()}",
        lambda: f"{r.choice(['contains', 'startswith', 'concat', 'indexof', 'min', 'max', 'adddays', 'days', 'in_state'])}({inner()},{inner()})",
        lambda: f"{r.choice(['length', 'tolower', 'trim', 'year', 'date', 'abs', 'round', 'floor', 'now', 'today', 'me', 'substring'])}({inner()})",
        lambda: f"things/any(x{depth}: x{depth}/number eq {inner()})", lambda: f"unit/things/all(y: {inner()})",
        lambda: f"substring({inner()},{literal(r)},{literal(r)})", lambda: f"if({inner()},{inner()},{inner()})",
    ])()


def data(r, depth=0):
    """Any JSON; deep sometimes."""
    if r.random() < 0.02 and depth == 0:
        levels = r.choice([31, 32, 33, 64, 65, 500, 20000])
        return "[" * levels + "]" * levels
    kind = r.random()
    if depth > 4 or kind < 0.6:
        return json.dumps(r.choice([r.choice(NUMBERS), r.choice(TEXTS), None, True, False, str(uuid.UUID(int=r.getrandbits(128))), "2026-02-28",
                                    "2026-10-25T02:30:00+02:00", "small", ["small", "odd"], {"type": "Point", "coordinates": [200, 95]}]))
    if kind < 0.8:
        return "[" + ",".join(data(r, depth + 1) for _ in range(r.randint(0, 4))) + "]"
    names = [r.choice(ATTRIBUTES + ["@odata.type", "unit@odata.bind", "unit_record@odata.bind", "@id", "x"]) for _ in range(r.randint(0, 4))]
    return "{" + ",".join(json.dumps(name) + ":" + data(r, depth + 1) for name in names) + "}"


def fitting(r, name, ids):
    """A value that the attribute can take, mostly."""
    values = {
        "name": r.choice(TEXTS) + "n", "number": r.randint(-2**40, 2**40), "ratio": round(r.uniform(-1e6, 1e6), 4), "price": r.randint(0, 10**9),
        "open": r.random() < 0.5, "day": f"2026-{r.randint(1, 12):02}-{r.randint(1, 28):02}", "moment": f"2026-10-25T0{r.randint(0, 9)}:30:00.250Z",
        "hour": f"{r.randint(0, 23):02}:15:00", "span": f"PT{r.randint(0, 10**6)}S", "kind": r.choice(["small", "odd"]), "kinds": ["odd", "small"][:r.randint(0, 2)],
        "mail": f"Max{r.randint(0, 99)}@Example.com", "place": {"type": "Point", "coordinates": [r.uniform(-180, 180), r.uniform(-90, 90)]},
        "more": {"a": [1, None, {"b": "c"}]}, "secret": "s" * r.randint(1, 255), "unit": r.choice(ids)}
    return json.dumps(values.get(name, r.choice(TEXTS)))


def body(r, ids):
    if r.random() < 0.1:
        return data(r)
    members = {}
    for name in r.sample(ATTRIBUTES[:16], r.randint(1, 6)):
        members[name] = data(r) if r.random() < 0.15 else fitting(r, name, ids)
    if r.random() < 0.3:
        members["name"] = json.dumps(r.choice(TEXTS))
    if r.random() < 0.1:
        members["id"] = json.dumps(r.choice(ids))
    return "{" + ",".join(json.dumps(name) + ":" + value for name, value in members.items()) + "}"


def damaged(r, mark):
    """A page mark that somebody changed."""
    raw = bytearray(base64.urlsafe_b64decode(urllib.parse.unquote(mark) + "=="))
    for _ in range(r.randint(1, 8)):
        if raw:
            raw[r.randrange(len(raw))] = r.choice([0, 0x7F, 0x80, 0xFF, r.randrange(256)])
    if r.random() < 0.3:
        raw = raw[:r.randrange(len(raw) + 1)]
    return base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("=")


class Client(threading.Thread):
    """Sends one random request after the other, and keeps those that went wrong."""

    def __init__(self, site, token, seed, ids, ends, session):
        super().__init__()
        self.site, self.token, self.r, self.ids, self.ends, self.session = site, token, random.Random(seed), ids, ends, session
        self.sent, self.answered, self.wrong, self.marks = 0, {}, [], []

    def run(self):
        while time.monotonic() < self.ends and len(self.wrong) < 5:
            method, path, text, headers = self.request()
            self.sent += 1
            try:
                status, raw = self.site.request(method, path, text, headers)
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append(f"{method} {path[:600]} {text!r:.300}: {error!r}")
                continue
            self.answered[status] = self.answered.get(status, 0) + 1
            if status >= 500 and not (status in BUSY and b"KTR-" in raw):
                self.wrong.append(f"{method} {path[:600]} {text!r:.300}: {status} {raw[:300]!r}")
            try:
                link = json.loads(raw).get("@odata.nextLink", "") if raw[:1] == b"{" else ""
            except (ValueError, AttributeError):
                link = ""
            if "skiptoken=" in link:
                self.marks.append((link.split("?")[0], link.split("skiptoken=")[1].split("&")[0]))

    def request(self):
        r = self.r
        headers = {"Authorization": "Bearer " + self.token}
        entity = r.choice(["things"] * 6 + ["units"] * 2 + ["nothing"])
        known = self.ids[:8] if entity == "units" else self.ids[8:]
        identity = r.choice(known if r.random() < 0.8 else self.ids + [str(uuid.UUID(int=r.getrandbits(128))), "x", "0"])
        kind = r.random()
        if kind < 0.45:
            options = {}
            for name, make in [("$filter", lambda: noise(r) if r.random() < 0.7 else condition(r)[0]), ("$top", lambda: r.choice(["1", "0", "-1", "99999999999999999999", "x", "7"])),
                               ("$orderby", lambda: ",".join(r.choice(ATTRIBUTES) + r.choice(["", " desc", " up"]) for _ in range(r.randint(1, 3)))),
                               ("$select", lambda: ",".join(r.choices(ATTRIBUTES, k=2))), ("$search", lambda: r.choice(TEXTS) + " " + r.choice(["AND", "NOT x", '"', "*"])),
                               ("$count", lambda: r.choice(["true", "false", "TRUE"])), ("$skip", lambda: str(r.choice(NUMBERS))), ("$expand", lambda: "unit_record"),
                               ("$apply", lambda: "aggregate(number with sum as n)"), ("$format", lambda: r.choice(["json", "xml", "x"]))]:
                if r.random() < 0.25:
                    options[name] = make()
            if r.random() < 0.1 and self.marks:
                options["$skiptoken"] = damaged(r, r.choice(self.marks)[1])
            suffix = r.choice(["", "", "", "/$count", f"({identity})", f"({identity})/things", f"({identity})/history", f"({identity})/Kontor.events()"])
            return "GET", f"/odata/{entity}{suffix}?" + urllib.parse.urlencode(options, quote_via=urllib.parse.quote, errors="surrogatepass"), None, headers
        if kind < 0.55 and self.marks:
            path, mark = r.choice(self.marks)
            path = "/" + path.split("://")[-1].split("/", 1)[-1] if "://" in path else path
            return "GET", path + "?$skiptoken=" + (mark if r.random() < 0.2 else damaged(r, mark)), None, headers
        if kind < 0.7:
            path = r.choice(["/", "/records/things", "/records/things?view=all", f"/records/things/{identity}", f"/records/things/{identity}/edit",
                             "/records/things?sort=" + r.choice(ATTRIBUTES), "/records/things?f.name=" + urllib.parse.quote(r.choice(TEXTS), errors="surrogatepass"),
                             "/records/things?f.number.from=" + str(r.choice(NUMBERS)), "/records/things?after=" + urllib.parse.quote(r.choice(TEXTS)),
                             "/suggestions/units?q=" + urllib.parse.quote(r.choice(TEXTS)), "/search?q=" + urllib.parse.quote(r.choice(TEXTS)), "/no/such/page"])
            return "GET", path, None, {"Cookie": self.session} if self.session else {}
        if r.random() < 0.5:
            headers["Prefer"] = r.choice(["return=minimal", "odata.maxpagesize=3", "return=representation", "x=y"])
        if r.random() < 0.2:
            headers["If-Match"] = r.choice(['W/"1"', "*", '"', 'W/"1", W/"2"', 'W/"99999999999999999999"'])
        if r.random() < 0.2:
            headers["Idempotency-Key"] = str(r.randint(0, 40))
        headers["Content-Type"] = r.choice(["application/json"] * 8 + ["text/plain", "application/json;IEEE754Compatible=true"])
        if kind < 0.85:
            return "POST", f"/odata/{entity}", body(r, self.ids[:8]), headers
        if kind < 0.93:
            return "PATCH", f"/odata/{entity}({identity})", body(r, self.ids[:8]), headers
        if kind < 0.97:
            return "POST", f"/odata/{entity}({identity})/Kontor.{r.choice(['begin', 'next', 'stop', 'late', 'done.state.work', 'error.execution', 'x'])}", data(r), headers
        return r.choice(["DELETE", "PUT", "OPTIONS", "HEAD", "PATCH"]), f"/odata/{entity}({identity})", None, headers


class Pulse(threading.Thread):
    """Asks for `/health` all the time: nothing that others do may keep it waiting."""

    def __init__(self, site, ends):
        super().__init__()
        self.site, self.ends, self.slowest, self.wrong = site, ends, 0.0, []

    def run(self):
        while time.monotonic() < self.ends:
            began = time.monotonic()
            try:
                status, raw = self.site.request("GET", "/health", timeout=HEALTH_WITHIN)
                if status != 200:
                    self.wrong.append(f"{status} {raw[:200]!r}")
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append(repr(error))
            self.slowest = max(self.slowest, time.monotonic() - began)
            threading.Event().wait(0.2)


class Oracle(threading.Thread):
    """Asks for what the test can compute itself, in a set that nobody else changes."""

    def __init__(self, site, token, rows, ends):
        super().__init__()
        self.site, self.token, self.rows, self.ends, self.wrong, self.compared = site, token, rows, ends, [], 0
        self.r = random.Random(SEED)

    def run(self):
        while time.monotonic() < self.ends and len(self.wrong) < 5:
            text, holds = condition(self.r)
            expected = sum(holds(row) is True for row in self.rows)
            path = "/odata/facts/$count?" + urllib.parse.urlencode({"$filter": text}, quote_via=urllib.parse.quote)
            try:
                status, raw = self.site.request("GET", path, headers={"Authorization": "Bearer " + self.token})
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append(f"{text}: {error!r}")
                continue
            self.compared += 1
            if status in BUSY:
                continue
            if status != 200 or int(raw) != expected:
                self.wrong.append(f"{text}: {status} {raw[:200]!r}, {expected} rows are so")


@pytest.fixture
def site(tmp_path):
    facts = f"""<entity {NAMESPACE} name="fact" set="facts" title="{{name}}">
      <text name="name"/><integer name="number"/><boolean name="open"/><date name="day"/></entity>"""
    site = Installation(tmp_path, {"all.xml": DEFINITIONS, "fact.xml": facts}, charts={"thing": CHART})
    site.kontor("apply")
    yield site
    site.stop()


def test_answers_whatever_is_sent_and_finds_what_the_rows_say(site):
    tokens = {role: site.user(role, role) for role in ("chief", "clerk", "guest")}
    site.start()
    r = random.Random(SEED)
    rows = []
    for _ in range(120):
        row = Row(r.choice([None, *range(-5, 30)]), r.choice([None, "alpha", "beta", "o'Neil", "Ä"]), r.choice([None, True, False]),
                  datetime.date(2026, 1, r.randint(1, 28)))
        site.create("facts", tokens["chief"], name=row.name, number=row.number, open=row.open, day=str(row.day))
        rows.append(row)
    ids = [site.create("units", tokens["chief"], name=f"u{n}", size=n) for n in range(8)]
    ids += [site.create("things", tokens["chief"], name=f"t{n}", number=n, unit=r.choice(ids)) for n in range(30)]

    sessions = {role: site.sign_in(role) for role in tokens}
    ends = time.monotonic() + SECONDS
    pulse, oracle = Pulse(site, ends), Oracle(site, tokens["chief"], rows, ends)
    clients = [Client(site, tokens[role], SEED * 10 + n, ids, ends, sessions[role]) for n, role in enumerate(tokens)]
    threads = [pulse, oracle, *clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS + 120)

    answered = {}
    for client in clients:
        for status, count in client.answered.items():
            answered[status] = answered.get(status, 0) + count
    print(f"{sum(c.sent for c in clients)} requests, answered {dict(sorted(answered.items()))}; {oracle.compared} filters compared; "
          f"slowest /health {pulse.slowest:.2f} s")
    assert site.process.poll() is None, "the server ended by itself"
    wrong = [w for c in clients for w in c.wrong] + oracle.wrong + pulse.wrong
    assert not wrong, "\n".join(wrong)
    assert sum(c.sent for c in clients) > 100 and oracle.compared > 10
    site.stop()
    assert "whole" in site.kontor("verify")
