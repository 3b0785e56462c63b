"""Every command and flag that a message or a document names exists.

The built program says itself which there are (`--experimental-dump-help`). Texts are those of the documents and the string literals of
the sources.
"""

import json
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("KONTOR_BINARY", ROOT / ".build/debug/kontor"))
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
SOURCES = [p for p in sorted((ROOT / "Sources").rglob("*.swift"))]

# Lines of the documents that call another program have its flags.
FOREIGN = re.compile(r"\b(curl|make bench|BENCH|git clone|swift|apt-get)\b|--data-")
# "kontor" before a word of a sentence.
PROSE = {"in", "is", "and", "or", "of", "for", "as", "the", "has"}


def tree(command, path=()):
    """Commands by their words, each with the flags that it takes."""
    path = path + (command["commandName"],)
    flags = {"--" + name["name"] for argument in command.get("arguments", []) for name in argument.get("names", [])
             if name["kind"] == "long"}
    found = {path[1:]: flags}
    for child in command.get("subcommands", []):
        found |= tree(child, path)
    return found


def commands():
    dump = subprocess.run([BINARY, "--experimental-dump-help"], capture_output=True, text=True, check=True).stdout
    return tree(json.loads(dump)["command"])


def literals(text):
    """The string literals of a Swift file; what is interpolated stands as its expression."""
    text = re.sub(r"^\s*///?.*$", "", text, flags=re.M)
    return re.findall(r'"""(.*?)"""', text, re.S) + re.findall(r'"((?:[^"\\\n]|\\.)*)"', re.sub(r'""".*?"""', "", text, flags=re.S))


def texts():
    for path in DOCUMENTS:
        for line in path.read_text().splitlines():
            yield path.name, line
    for path in SOURCES:
        if "WebUI/Assets" in str(path):
            continue
        for literal in literals(path.read_text()):
            yield path.name, literal


def unknown(known, text):
    """What a text names and the program does not have."""
    first = {words[0] for words in known if words}
    every = set().union(*known.values())
    wrong = []
    calls = list(re.finditer(r"(?<![\w./-])kontor ([a-z][a-z-]*)(?: ([a-z][a-z-]*)\b(?![./]))?", text))
    for match, following in zip(calls, calls[1:] + [None]):
        word, second = match.groups()
        if word in PROSE:
            continue
        if word not in first:
            wrong.append(f"kontor {word}")
            continue
        below = {words[1] for words in known if len(words) > 1 and words[0] == word}
        begins = text[:match.start()].endswith(("`", "$ ", "'")) or text[:match.start()].strip() == ""
        if second and below and second not in below and begins:
            wrong.append(f"kontor {word} {second}")
        # The flags of a call, as far as it goes: it ends with its quotation marks, or where the next one begins.
        call = re.split(r"[`';,]|&&| and | und ", text[match.end():following.start() if following else None])[0]
        own = set().union(*(flags for words, flags in known.items() if words[:1] == (word,)))
        wrong += [f"kontor {word} {flag}" for flag in flags(call) if flag not in own]
    if not FOREIGN.search(text):
        wrong += [flag for flag in flags(text) if flag not in every]
    return wrong


def flags(text):
    return re.findall(r"(?<![\w-])--[a-z][a-z-]+(?![\w-]*[:(])", text)


def test_every_command_and_flag_in_texts_exists():
    known = commands()
    assert ("verify",) in known and "--database" in known[("serve",)], "the program tells its commands"
    assert unknown(known, "`kontor destroy` with --everything") == ["kontor destroy", "--everything"]
    assert unknown(known, "`kontor user forget`") == ["kontor user forget"]
    assert unknown(known, "run kontor plan --undo") == ["kontor plan --undo"]
    wrong = [f"{name}: {word} (in: {text.strip()[:100]})" for name, text in texts() for word in unknown(known, text)]
    assert not wrong, "\n".join(wrong)


def test_every_command_is_documented():
    told = "\n".join(path.read_text() for path in DOCUMENTS)
    missing = [" ".join(words) for words in commands() if words and words[0] != "help" and "kontor " + words[0] not in told]
    assert not missing, missing
