#!/usr/bin/env python3
"""Small mutations of the source, and how many of them the tests notice.

    tests/mutants.py ROOM… [--seed 1] [--count 60] [--jobs 2] [--list]

A room is a folder of src (`document`, `app/reading`). cargo-mutants lists what can be mutated; of each room's
list a sample is drawn by the seed (`--count 0` takes all). Building the tests once for each mutant would take
a day, so all mutants of a run are built into one program: each function that holds some is written out once
for each of them, and IBID_MUTANT says which one runs. One run of the whole suite tells which tests come to
which mutant; each mutant then meets the room's own tests first, and the others only if it is still alive.
A mutant that no program can be built with is not counted; one that can't be built beside others (constant
functions, `impl Trait`) gets a build of its own.

Needs cargo-mutants and cargo-nextest. Results are kept in target/mutants: a run that was stopped goes on, and
mutants that died stay dead as long as their file is the same.
"""

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
FOLDER = TARGET / "mutants"
TREE = FOLDER / "tree"
# Not the project's own: cargo would take what was built of one tree for what is built of the other.
BUILT = FOLDER / "build"
COPIED = ["Cargo.toml", "Cargo.lock", "clippy.toml", "src", "content", "assets", "tests", "benches", "examples", "docs",
          "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "deny.toml", ".ci", ".config"]
# Longest that the tests of one mutant may take, in seconds: a loop without end is noticed as well.
PATIENCE = 120

SWITCH = '''//! Which mutant runs; written by tests/mutants.py, and in no tree but its own.
#![allow(missing_docs, clippy::all)]
use std::io::Write;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
static SEEN: [AtomicBool; 65536] = [const { AtomicBool::new(false) }; 65536];
pub fn on(mutant: u32) -> bool {
    static WHICH: OnceLock<(u32, Option<std::path::PathBuf>)> = OnceLock::new();
    let (which, folder) = WHICH.get_or_init(|| {
        let which = std::env::var("IBID_MUTANT").ok().and_then(|text| text.parse().ok()).unwrap_or(0);
        let name = std::env::var("NEXTEST_TEST_NAME").ok();
        let binary = std::env::var("NEXTEST_BINARY_ID").ok();
        let folder = std::env::var_os("IBID_MUTANTS_SEEN").map(std::path::PathBuf::from);
        let file = folder.zip(name.zip(binary)).map(|(folder, (name, binary))| folder.join(format!("{}##{}", binary.replace("::", "+"), name.replace("::", "+"))));
        (which, file)
    });
    if let Some(file) = folder && !SEEN[mutant as usize].swap(true, Ordering::Relaxed) {
        if let Ok(mut file) = std::fs::OpenOptions::new().append(true).create(true).open(file) {
            let _ = file.write_all(format!("{mutant}\\n").as_bytes());
        }
    }
    *which == mutant
}
'''


def say(*words):
    print(time.strftime("%H:%M:%S"), *words, flush=True)


class Text:
    """A source file by lines and columns, as cargo-mutants counts them: from 1, in characters."""

    def __init__(self, path):
        self.path = path
        self.text = (ROOT / path).read_text(encoding="utf-8")
        self.starts = [0]
        for line in self.text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)

    def at(self, place):
        return self.starts[place["line"] - 1] + place["column"] - 1

    def span(self, span):
        return self.at(span["start"]), self.at(span["end"])


def listed(rooms):
    """Every mutant of the rooms, by cargo-mutants."""
    files = [arg for room in rooms for arg in ("--file", f"src/{room}/**")] + [
        arg for room in rooms for arg in ("--file", f"src/{room}.rs")]
    out = subprocess.run(["cargo", "mutants", "--list", "--json", "--dir", str(ROOT), *files],
                         check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout
    found = json.loads(out)
    return [m for m in found if "/tests/" not in m["file"] and not m["file"].endswith("tests.rs")]


def room_of(mutant, rooms):
    path = mutant["file"].removeprefix("src/")
    return max((room for room in rooms if path == room + ".rs" or path.startswith(room + "/")), key=len)


def key_of(mutant):
    digest = hashlib.sha256((ROOT / mutant["file"]).read_bytes()).hexdigest()[:16]
    return f"{mutant['name']} @{digest}"


def skip_token(text, at):
    """The end of the comment or literal that begins at `at`; `at` itself where none does."""
    if text.startswith("//", at):
        end = text.find("\n", at)
        return len(text) if end < 0 else end
    if text.startswith("/*", at):
        return text.find("*/", at) + 2
    raw = re.compile(r'b?r(#*)"').match(text, at)
    if raw and not (at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_")):
        return text.find('"' + raw.group(1), raw.end()) + 1 + len(raw.group(1))
    if text[at] == '"':
        end = at + 1
        while text[end] != '"':
            end += 2 if text[end] == "\\" else 1
        return end + 1
    if text[at] == "'":
        literal = re.compile(r"'(\\u\{[0-9a-fA-F_]+\}|\\x..|\\.|[^\\'])'", re.S).match(text, at)
        return literal.end() if literal else at
    return at


def body_of(source, span):
    """The inside of the braces of the function at `span`, as offsets."""
    start, end = source.span(span)
    text, at, opened = source.text, start, []
    while at < end:
        past = skip_token(text, at)
        if past > at:
            at = past
            continue
        if text[at] == "{":
            opened.append(at)
        elif text[at] == "}":
            begun = opened.pop()
            if at == end - 1:
                return begun + 1, at
        at += 1
    return None


def grouped(mutants, sources):
    """Mutants by their outermost function; those that stand in none or can't share a build are alone."""
    functions, alone = defaultdict(list), []
    spans = {}
    for mutant in mutants:
        function = mutant.get("function")
        source = sources[mutant["file"]]
        if not function:
            alone.append(mutant)
            continue
        body = body_of(source, function["span"])
        head = source.text[source.span(function["span"])[0]:body[0] if body else None]
        head = re.sub(r"^\s*//.*$", "", head, flags=re.M)
        if body is None or re.search(r"\bconst\s+(unsafe\s+)?fn\b", head) or re.search(r"->\s*impl\b", head):
            alone.append(mutant)
            continue
        mutant["around"] = source.span(function["span"])
        spans.setdefault(mutant["file"], set()).add(mutant["around"])
    for mutant in mutants:
        if "around" not in mutant:
            continue
        mine = mutant["around"]
        outer = min((s for s in spans[mutant["file"]] if s[0] <= mine[0] and mine[1] <= s[1]), key=lambda s: s[0] - s[1])
        functions[(mutant["file"], outer)].append(mutant)
    return functions, alone


def instrument(mutants, numbers):
    """Writes the tree with all mutants in it; tells which lines belong to which, and which stay alone."""
    sources = {m["file"]: Text(m["file"]) for m in mutants}
    functions, alone = grouped(mutants, sources)
    arms = defaultdict(list)
    edits = defaultdict(list)
    for (path, (start, end)), inside in functions.items():
        source = sources[path]
        first = inside[0]["function"]["span"] if source.span(inside[0]["function"]["span"]) == (start, end) else None
        span = first or next(m["function"]["span"] for m in inside if source.span(m["function"]["span"]) == (start, end))
        body = body_of(source, span)
        original = source.text[body[0]:body[1]]
        text = []
        for mutant in inside:
            a, b = source.span(mutant["span"])
            changed = original[:a - body[0]] + mutant["replacement"] + original[b - body[0]:]
            text.append((numbers[mutant["name"]], changed))
        edits[path].append((body, original, text))
    for path, source in sources.items():
        out, at, line = [], 0, 1
        for (a, b), original, text in sorted(edits.get(path, [])):
            out.append(source.text[at:a])
            line += out[-1].count("\n")
            for index, (number, changed) in enumerate(text):
                piece = f"{' else ' if index else ''}if crate::mutated::on({number}) {{\n{changed}\n}}"
                arms[path].append((line, line + piece.count("\n"), number))
                out.append(piece)
                line += piece.count("\n")
            piece = f" else {{\n{original}\n}}"
            arms[path].append((line, line + piece.count("\n"), None))
            out.append(piece)
            line += piece.count("\n")
            at = b
        out.append(source.text[at:])
        write(TREE / path, "".join(out))
    return arms, alone


def write(path, text):
    """Writes a file only where it changes, so that little is built again."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def copy_tree(skip=()):
    """Brings TREE up to date with the project, but for the files in `skip`."""
    TREE.mkdir(parents=True, exist_ok=True)
    present = set()
    for name in COPIED:
        top = ROOT / name
        for path in [top] if top.is_file() else sorted(top.rglob("*")) if top.is_dir() else []:
            if not path.is_file() or path.name.endswith(".snap.new"):
                continue
            relative = path.relative_to(ROOT)
            present.add(relative)
            if str(relative) in skip:
                continue
            to = TREE / relative
            to.parent.mkdir(parents=True, exist_ok=True)
            if relative == Path("src/lib.rs"):
                write(to, path.read_text(encoding="utf-8") + "\n#[doc(hidden)]\npub mod mutated;\n")
            elif not to.exists() or to.read_bytes() != path.read_bytes():
                shutil.copyfile(path, to)
    write(TREE / "src/mutated.rs", SWITCH)
    present.add(Path("src/mutated.rs"))
    for path in TREE.rglob("*"):
        if path.is_file() and path.relative_to(TREE) not in present:
            path.unlink()


ENV = dict(os.environ, CARGO_TARGET_DIR=str(BUILT), CARGO_TERM_COLOR="never", INSTA_UPDATE="no", INSTA_FORCE_PASS="0",
           PROPTEST_MAX_SHRINK_ITERS="50")


def cargo(*args):
    """Runs cargo on TREE; gives its messages."""
    run = subprocess.run(["cargo", *args, "--message-format=json", "--locked"], cwd=TREE, env=ENV,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    messages = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    return run.returncode == 0, messages, run.stderr


def errors_in(messages):
    for message in messages:
        if message.get("reason") == "compiler-message" and message["message"]["level"] == "error":
            yield message["message"]


def without_faulty(mutants, numbers):
    """Instruments until what is left can be built; gives it, the unfit ones and those that stay alone."""
    left, unfit, alone = list(mutants), [], []
    names = {number: name for name, number in numbers.items()}
    while True:
        copy_tree(skip={m["file"] for m in left})
        arms, apart = instrument(left, numbers)
        apart_names = {m["name"] for m in apart}
        alone += [m for m in apart if m["name"] not in {a["name"] for a in alone}]
        fine, messages, stderr = cargo("test", "--no-run", "--lib")
        if fine:
            return [m for m in left if m["name"] not in apart_names], unfit, alone
        guilty = set()
        for error in errors_in(messages):
            for span in error["spans"]:
                hit = [arm for arm in arms.get(span["file_name"], []) if arm[0] <= span["line_start"] <= arm[1]]
                numbered = [arm[2] for arm in hit if arm[2] is not None]
                if numbered:
                    guilty.update(numbered)
                elif hit:
                    # The original does not go with its mutants: all of the function's are alone.
                    place = arms[span["file_name"]].index(hit[0])
                    while place > 0 and arms[span["file_name"]][place - 1][2] is not None:
                        place -= 1
                        guilty.add(arms[span["file_name"]][place][2])
        if not guilty:
            sys.exit(f"the tree can't be built:\n{stderr[-3000:]}\n{[e['rendered'] for e in errors_in(messages)][:3]}")
        wrong = {names[number] for number in guilty}
        for mutant in left:
            if mutant["name"] in wrong:
                (unfit if mutant["genre"] == "FnValue" else alone).append(mutant)
        left = [m for m in left if m["name"] not in wrong]
        say(f"{len(wrong)} mutants can't be built beside others")


def built(only_own=False):
    """Builds the tests; gives the programs by nextest's name for them."""
    fine, messages, stderr = cargo("test", "--no-run", "--lib", *([] if only_own else ["--test", "it", "--bins"]))
    if not fine:
        return None, stderr
    programs = {}
    for message in messages:
        if message.get("reason") == "compiler-artifact" and message.get("executable") and message["profile"]["test"]:
            kind = message["target"]["kind"][0]
            if kind == "lib":
                programs["ibid"] = message["executable"]
            elif kind == "test":
                programs["ibid::it"] = message["executable"]
    return programs, ""


def reached(own_rooms=None):
    """Runs the whole suite once, or the own tests of some rooms; tells which tests come to each mutant, and how long each takes."""
    seen = FOLDER / "seen"
    shutil.rmtree(seen, ignore_errors=True)
    seen.mkdir(parents=True)
    env = dict(ENV, IBID_MUTANTS_SEEN=str(seen), NEXTEST_EXPERIMENTAL_LIBTEST_JSON="1")
    which = ["--lib", "--test", "it"]
    if own_rooms:
        which = ["--lib", "-E", " | ".join(f"test(/^{room.replace('/', '::')}::/)" for room in own_rooms)]
    run = subprocess.run(["cargo", "nextest", "run", *which, "--no-fail-fast", "--locked",
                          "--message-format", "libtest-json-plus", "--failure-output", "never"],
                         cwd=TREE, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    passed, times = set(), {}
    for line in run.stdout.splitlines():
        if not line.startswith("{"):
            continue
        event = json.loads(line)
        if event.get("type") == "test" and event.get("event") == "ok":
            crate, name = event["name"].split("$", 1)
            # nextest names the library's tests by package and crate here, and by the package alone elsewhere.
            crate, name = {"ibid::ibid": "ibid"}.get(crate, crate), name.split("#")[0]
            passed.add((crate, name))
            times[(crate, name)] = event.get("exec_time", 0.1)
    if not passed:
        sys.exit(f"no test ran:\n{run.stderr[-3000:]}")
    tests = defaultdict(set)
    for file in seen.iterdir():
        crate, name = (part.replace("+", "::") for part in file.name.split("##"))
        if (crate, name) in passed:
            for number in file.read_text().split():
                tests[int(number)].add((crate, name))
    return tests, times, passed


def run_tests(program, names, mutant, patience):
    """Whether all tests of `names` pass with the mutant on."""
    env = dict(ENV, IBID_MUTANT=str(mutant), CARGO_MANIFEST_DIR=str(TREE), RUST_BACKTRACE="0")
    for at in range(0, len(names), 400):
        process = subprocess.Popen([program, "--exact", "--test-threads", "2", *names[at:at + 400]], cwd=TREE, env=env,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            if process.wait(patience) != 0:
                return False
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()
            return False
        finally:
            try:
                os.killpg(process.pid, 9)
            except ProcessLookupError:
                pass
    return True


def batches(tests, room, times):
    """The tests of a mutant in the order in which it meets them."""
    own = room.replace("/", "::") + "::"
    first = [t for t in tests if t[0] == "ibid" and t[1].startswith(own)]
    lib = [t for t in tests if t[0] == "ibid" and not t[1].startswith(own)]
    rest = [t for t in tests if t[0] != "ibid"]
    quick = [t for t in rest if "terminal" not in t[1]]
    slow = [t for t in rest if "terminal" in t[1]]
    for batch in (first, lib, quick, slow):
        batch.sort(key=lambda t: times.get(t, 1))
        # The quickest first: most mutants die of those.
        some = [batch[:25], batch[25:]] if len(batch) > 40 else [batch]
        yield from (part for part in some if part)


def meet(mutant, number, room, programs, tests, times):
    """What becomes of one mutant."""
    mine = tests.get(number, set())
    if not mine:
        return "lives", "no test comes to it"
    for batch in batches(mine, room, times):
        crate = batch[0][0]
        expected = sum(times.get(t, 1) for t in batch)
        if not run_tests(programs[crate], [t[1] for t in batch], number, min(PATIENCE * 3, max(PATIENCE / 4, 6 * expected + 20))):
            return "dies", ""
    return "lives", f"{len(mine)} tests come to it"


def apart(mutant, room, passed):
    """A mutant with a build of its own."""
    source = Text(mutant["file"])
    a, b = source.span(mutant["span"])
    copy_tree(skip={mutant["file"]})
    write(TREE / mutant["file"], source.text[:a] + mutant["replacement"] + source.text[b:])
    fine, _, _ = cargo("test", "--no-run", "--lib")
    if not fine:
        return "unfit", ""
    programs, _ = built()
    if programs is None:
        return "unfit", ""
    own = room.replace("/", "::") + "::"
    for crate, keep in (("ibid", lambda n: n.startswith(own)), ("ibid", lambda n: not n.startswith(own)), ("ibid::it", lambda n: True)):
        names = [n for c, n in passed if c == crate and keep(n)]
        if names and not run_tests(programs[crate], names, 0, 400):
            return "dies", ""
    return "lives", "built alone"


def table(results, sampled, rooms):
    print(f"\n| room | mutants | viable | noticed | share |\n|:--|--:|--:|--:|--:|")
    for room in rooms:
        states = [results[key_of(m)]["state"] for m in sampled[room] if key_of(m) in results]
        viable = [s for s in states if s != "unfit"]
        dead = viable.count("dies")
        share = f"{100 * dead / len(viable):.1f} %" if viable else "–"
        print(f"| {room} | {len(states)} | {len(viable)} | {dead} | {share} |")
    print()
    for room in rooms:
        for mutant in sampled[room]:
            result = results.get(key_of(mutant))
            if result and result["state"] == "lives":
                print(f"lives: {mutant['name']}  ({result['why']})")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rooms", nargs="+", metavar="ROOM")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=60, help="mutants of each room; 0 for all")
    parser.add_argument("--list", action="store_true", help="only show the sample")
    parser.add_argument("--skip-alone", action="store_true", help="leave those that need a build of their own")
    parser.add_argument("--only-own", action="store_true", help="meet the room's own tests alone (quicker, while writing them)")
    options = parser.parse_args()
    rooms = [room.strip("/").removeprefix("src/") for room in options.rooms]
    sampled = defaultdict(list)
    for mutant in listed(rooms):
        sampled[room_of(mutant, rooms)].append(mutant)
    for room in rooms:
        ordered = sorted(sampled[room], key=lambda m: m["name"])
        say(f"{room}: {len(ordered)} mutants in all")
        if options.count and options.count < len(ordered):
            ordered = random.Random(f"{options.seed} {room}").sample(ordered, options.count)
        sampled[room] = sorted(ordered, key=lambda m: m["name"])
    everything = [m for room in rooms for m in sampled[room]]
    if options.list:
        for mutant in everything:
            print(mutant["name"])
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = FOLDER / "results.json"
    results = json.loads(kept.read_text()) if kept.exists() else {}
    todo = [m for m in everything if results.get(key_of(m), {}).get("state") not in ("dies", "unfit")]
    say(f"{len(todo)} of {len(everything)} are to be tried")

    def keep(mutant, state, why=""):
        results[key_of(mutant)] = {"state": state, "why": why}
        part = kept.with_suffix(".new")
        part.write_text(json.dumps(results, indent=0))
        part.replace(kept)

    if todo:
        # The same numbers in each run, so that little is built again.
        numbers = {m["name"]: at for at, m in enumerate(everything, 1)}
        together, unfit, alone = without_faulty(todo, numbers)
        for mutant in unfit:
            keep(mutant, "unfit")
        say(f"{len(together)} are built together, {len(alone)} alone, {len(unfit)} can't be built")
        programs, stderr = built(options.only_own)
        if programs is None:
            sys.exit(stderr[-3000:])
        say("built; one run of the tests tells which come to which mutant")
        tests, times, passed = reached(rooms if options.only_own else None)
        say(f"{len(passed)} tests pass")
        for at, mutant in enumerate(together, 1):
            room, number = room_of(mutant, rooms), numbers[mutant["name"]]
            mine = {number: {t for t in tests.get(number, ()) if t[1].startswith(room.replace("/", "::") + "::")}} if options.only_own else tests
            state, why = meet(mutant, number, room, programs, mine, times)
            keep(mutant, state, why)
            say(f"{at}/{len(together)} {state}: {mutant['name']}")
        for mutant in [] if options.skip_alone else alone:
            state, why = apart(mutant, room_of(mutant, rooms), passed)
            keep(mutant, state, why)
            say(f"alone, {state}: {mutant['name']}")
    table(results, sampled, rooms)


if __name__ == "__main__":
    main()
