"""What somebody could do to a bundle, and at what level of knowledge a verifier has to notice.

``python -m tests.evidence.attacks`` tries them all and writes the table into docs/threat-model.md.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import bagit

from evidence import anchor, bag, canonical, keys, log, sources
from evidence.hashing import digest
from evidence.receipt import Receipt
from evidence.verdict import VerifyError
from evidence.verify import Expected, judge
from tests.evidence.kit import FakeClock
from tests.evidence.tsa import Authority
from tests.evidence.world import CAPTURED, Made, make

LEVELS = ("nothing known", "+ key", "+ authority", "+ receipt")
NEVER = "never"


class World:
    """What an attacker has: the honest bundle, others, and an authority that stamps anything."""

    def __init__(self, place: Path, captured: tuple[bytes, ...] = CAPTURED) -> None:
        self.place, self.captured = place, captured
        self.authority = Authority(place / "tsa")
        self.stamp = anchor.stamper(self.authority.fetch)
        self._made: dict[str, Made] = {}
        self.honest = self.variant("honest")

    def variant(self, name: str, **how: object) -> Made:
        if name not in self._made:
            self._made[name] = make(self.place / name, **{"stamp": self.stamp, "captured": self.captured, **how})  # type: ignore[arg-type]
        return self._made[name]

    def expected(self, receipt: Receipt) -> tuple[Expected, ...]:
        key = self.honest.fingerprint
        check = anchor.checker(self.authority.certificate)
        return (
            Expected(),
            Expected(key=key),
            Expected(key=key, check_anchor=check),
            Expected(key=key, check_anchor=check, receipt=receipt),
        )


@dataclass(frozen=True, kw_only=True)
class Attack:
    """One thing done to a bundle's folder."""

    number: str
    what: str
    kind: str
    """What the verifier has to say."""
    level: int
    """Index in LEVELS from which on it has to say so."""
    also: str = ""
    """What the receipt makes it say, where that is something else."""
    do: Callable[[World, Path], object]
    """Returns the receipt that the verifier holds, where it is not the honest bundle's."""

    @property
    def due(self) -> tuple[str, ...]:
        said = [""] * self.level + [self.kind] * (len(LEVELS) - self.level)
        return (*said[:-1], self.also or said[-1])


ATTACKS: list[Attack] = []


def attack(
    number: str, what: str, kind: str, level: int = 0, *, also: str = ""
) -> Callable[[Callable[[World, Path], object]], object]:
    def add(do: Callable[[World, Path], object]) -> object:
        ATTACKS.append(Attack(number=number, what=what, kind=kind, level=level, also=also, do=do))
        return do

    return add


def replaced(bag_folder: Path, made: Made) -> None:
    shutil.rmtree(bag_folder)
    shutil.copytree(made.folder, bag_folder)


def change(path: Path, how: Callable[[bytes], bytes]) -> None:
    path.write_bytes(how(path.read_bytes()))


def flip(data: bytes, at: int = 7) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def recompute(folder: Path) -> None:
    """Make every hash that is not signed fit again."""
    data = sorted(path.relative_to(folder).as_posix() for path in (folder / "data").iterdir())
    digests = {name: digest((folder / name).read_bytes()) for name in data}
    (folder / bag.SHA256).write_bytes(bag.manifest({name: digests[name].sha256 for name in data}))
    (folder / bag.BLAKE3).write_bytes(bag.manifest({name: digests[name].blake3 for name in data}))
    refresh_tags(folder)


def refresh_tags(folder: Path) -> None:
    """Make the tag manifest fit again: nobody signs it."""
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    others = [name for name in names if not name.startswith("data/") and name != bag.TAG_MANIFEST]
    (folder / bag.TAG_MANIFEST).write_bytes(
        bag.manifest({name: digest((folder / name).read_bytes()).sha256 for name in others})
    )


def edit_log(folder: Path, how: Callable[[list[bytes]], list[bytes]]) -> None:
    lines = (folder / bag.LOG).read_bytes().split(b"\n")[:-1]
    (folder / bag.LOG).write_bytes(b"".join(line + b"\n" for line in how(lines)))
    refresh_tags(folder)


def rewritten(line: bytes, **members: object) -> bytes:
    return canonical.dumps({**json.loads(line), **members})


def chained(lines: list[bytes], secret: bytes | None = None) -> list[bytes]:
    """Make every line name the one before it again; sign anew where the attacker has a key."""
    head, done = log.NOTHING, list[bytes]()
    for line in lines:
        fresh = rewritten(line, prev=head)
        if secret is not None:
            message, _ = log.signed_part(fresh)
            fresh = rewritten(fresh, sig=keys.SigningKey(secret).sign(keys.LINE, message).hex())
        head = log.head_of(fresh)
        done.append(fresh)
    return done


first = Path("data/E-0001.txt")
second = Path("data/E-0002.txt")


attack("1", "flip one bit of an exhibit", "tampered")(lambda _, b: change(b / first, flip))
attack("2", "cut the end of an exhibit", "tampered")(lambda _, b: change(b / first, lambda data: data[:-1]))
attack("3", "append to an exhibit", "tampered")(lambda _, b: change(b / first, lambda data: data + b"x"))
attack("4", "delete an exhibit", "incomplete")(lambda _, b: (b / first).unlink())
attack("5", "add an exhibit", "tampered")(lambda _, b: (b / "data/E-0009.txt").write_bytes(b"fake"))
attack("6", "rename an exhibit", "incomplete")(lambda _, b: (b / first).rename(b / "data/E-0009.txt"))


@attack("7", "swap two exhibits", "tampered")
def swap(_: World, b: Path) -> None:
    one, two = (b / first).read_bytes(), (b / second).read_bytes()
    (b / first).write_bytes(two)
    (b / second).write_bytes(one)


attack("8", "edit bag-info.txt", "tampered")(
    lambda _, b: change(b / bag.INFO, lambda data: data + b"Contact-Name: X\n")
)
attack("9", "add a file beside data/", "tampered")(lambda _, b: (b / "note.txt").write_bytes(b"x"))


@attack("10", "replace an exhibit by a link to the same bytes in the bag", "tampered")
def link(_: World, b: Path) -> None:
    (b / first).rename(b / "custody/hidden")
    (b / first).symlink_to("../custody/hidden")


attack("11", "flip and recompute all hashes that nobody signed", "tampered")(
    lambda _, b: (change(b / first, flip), recompute(b))
)
attack("12", "delete an exhibit and recompute these hashes", "tampered")(
    lambda _, b: ((b / first).unlink(), recompute(b))
)
attack("13", "edit a line of the log", "tampered")(
    lambda _, b: edit_log(b, lambda lines: [*lines[:2], rewritten(lines[2], op="other"), *lines[3:]])
)
attack("14", "edit a line and chain all later ones anew", "tampered")(
    lambda _, b: edit_log(b, lambda lines: chained([*lines[:2], rewritten(lines[2], op="other"), *lines[3:]]))
)
attack("15", "delete a line from the middle", "tampered")(lambda _, b: edit_log(b, lambda lines: lines[:3] + lines[4:]))
attack("16", "exchange two lines", "tampered")(
    lambda _, b: edit_log(b, lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]])
)
attack("17", "repeat a line", "tampered")(lambda _, b: edit_log(b, lambda lines: [*lines[:4], lines[3], *lines[4:]]))
attack("18", "tear the last line", "incomplete")(
    lambda _, b: (change(b / bag.LOG, lambda data: data[:-40]), refresh_tags(b))
)
attack("19", "cut off the seal", "incomplete")(lambda _, b: edit_log(b, lambda lines: lines[:-1]))
attack("20", "write a line in another form (a member twice)", "malformed")(
    lambda _, b: edit_log(b, lambda lines: [lines[0].replace(b'{"body"', b'{"body":null,"body"', 1), *lines[1:]])
)


@attack("21", "put in the log of another case", "tampered")
def splice(world: World, b: Path) -> None:
    other = world.variant("other", case_id="C-9999-9999", captured=world.captured[:1])
    for name in (bag.LOG, "custody/anchors/0001.tsr"):
        shutil.copy(other.folder / name, b / name)
    refresh_tags(b)


@attack("22", "make it all anew with another key", "untrusted key", 1)
def stranger(world: World, b: Path) -> None:
    replaced(b, world.variant("stranger", seed="evil", captured=(flip(world.captured[0], 3), *world.captured[1:])))


@attack("23", "hand over an older sealed copy of the case", "receipt mismatch", 3)
def older(world: World, b: Path) -> None:
    replaced(b, world.variant("older", captured=world.captured[:1]))


@attack("24", "take the time-stamp away", "anchor missing")
def strip(_: World, b: Path) -> None:
    shutil.rmtree(b / "custody/anchors")
    refresh_tags(b)


@attack("25", "put in the time-stamp of another bundle", "tampered")
def other_stamp(world: World, b: Path) -> None:
    other = world.variant("other", case_id="C-9999-9999", captured=world.captured[:1])
    shutil.copy(other.folder / "custody/anchors/0001.tsr", b / "custody/anchors/0001.tsr")
    refresh_tags(b)


@attack("26", "flip a byte in the time-stamp's signature", "tampered", 2)
def flip_stamp(_: World, b: Path) -> None:
    change(b / "custody/anchors/0001.tsr", lambda data: flip(data, len(data) - 20))
    refresh_tags(b)


@attack("27", "insider with the key rewrites, keeps the old time-stamp", "tampered")
def insider_old_stamp(world: World, b: Path) -> None:
    token = (b / "custody/anchors/0001.tsr").read_bytes()
    replaced(b, world.variant("insider", captured=(flip(world.captured[0], 3), *world.captured[1:])))
    (b / "custody/anchors/0001.tsr").write_bytes(token)
    refresh_tags(b)


@attack("28", "insider rewrites and has it stamped the same day", "receipt mismatch", 3)
def insider(world: World, b: Path) -> None:
    replaced(b, world.variant("insider", captured=(flip(world.captured[0], 3), *world.captured[1:])))


LONG_AGO = timedelta(days=-200)


@attack("29", "insider rewrites, back-dates by 200 days, has it stamped", "note: clock", also="receipt mismatch")
def insider_back(world: World, b: Path) -> None:
    replaced(b, world.variant("back", captured=(flip(world.captured[0], 3), *world.captured[1:]), moved=LONG_AGO))


@attack("30", "clock set back by 200 days while capturing", "note: clock")
def clock_back(world: World, b: Path) -> Receipt:
    made = world.variant("clock", moved=LONG_AGO)
    replaced(b, made)
    return made.receipt


@attack("31", "a lie in the input: made up before it was captured", NEVER, len(LEVELS))
def lie(_: World, __: Path) -> None:
    """The phone, or the person at it, said what is not true; every byte of that is faithfully kept."""


@attack("32", "make up a certificate for an own session key", "untrusted key")
def forged_certificate(_: World, b: Path) -> None:
    secret = FakeClock(seed="forger").random(32)
    public = keys.SigningKey(secret).public.hex()

    def forge(lines: list[bytes]) -> list[bytes]:
        body = json.loads(lines[0])["body"]
        return chained([rewritten(lines[0], body={**body, "key": public}), *lines[1:]], secret)

    edit_log(b, forge)


@attack("33", "put a time-stamp's place full of garbage", "malformed")
def garbage_stamp(_: World, b: Path) -> None:
    (b / "custody/anchors/0001.tsr").write_bytes(b"garbage" * 200)
    refresh_tags(b)


@attack("34", "append to the time-stamp", "malformed")
def longer_stamp(_: World, b: Path) -> None:
    change(b / "custody/anchors/0001.tsr", lambda data: data + b"\0")
    refresh_tags(b)


@attack("35", "a time-stamp by an authority that nobody trusts", "tampered", 2)
def own_authority(world: World, b: Path) -> None:
    evil = anchor.stamper(Authority(world.place / "evil-tsa").fetch)
    line = (b / bag.LOG).read_bytes().split(b"\n")[-2]
    (b / "custody/anchors/0001.tsr").write_bytes(evil(log.head_message(line)))
    refresh_tags(b)


@attack("36", "a second time-stamp that is about something else", "tampered")
def second_stamp(world: World, b: Path) -> None:
    (b / "custody/anchors/0002.tsr").write_bytes(world.stamp(b"something else"))
    refresh_tags(b)


@attack("37", "a name that differs from another only in case", "tampered")
def case_collision(_: World, b: Path) -> None:
    (b / "data/e-0001.txt").write_bytes(b"fake")


@attack("38", "a name that differs from another only in its Unicode form", "tampered")
def normal_form(_: World, b: Path) -> None:
    (b / "VERIFY/README\u0301.txt").write_bytes(b"fake")


@attack("39", "a disclosed body edited", "tampered")
def edited_body(_: World, b: Path) -> None:
    change(b / bag.BODIES, lambda data: data.replace(b"dumpsys", b"dumpsyz", 1))
    refresh_tags(b)


@attack("40", "a disclosed body taken away", "tampered")
def removed_body(_: World, b: Path) -> None:
    change(b / bag.BODIES, lambda data: data.split(b"\n", 1)[1])
    refresh_tags(b)


@attack("41", "keys.json names another key", "tampered")
def other_key(_: World, b: Path) -> None:
    change(b / bag.KEYS, lambda data: data.replace(data[11:20], b"000000000", 1))
    refresh_tags(b)


@attack("42", "a line after the seal, signed with an own key", "tampered")
def after_seal(_: World, b: Path) -> None:
    def add(lines: list[bytes]) -> list[bytes]:
        last = json.loads(lines[-1])
        return [*lines, rewritten(lines[3], seq=last["seq"] + 1, prev=log.head_of(lines[-1]))]

    edit_log(b, add)


@attack("43", "an honest-looking “no answer from the authority” after the seal", "tampered")
def forged_failure(_: World, b: Path) -> None:
    def add(lines: list[bytes]) -> list[bytes]:
        last = json.loads(lines[-1])
        failed = {"op": "anchor-failed", "body": {"why": "no network"}, "seq": last["seq"] + 1}
        return [*lines, rewritten(lines[-1], **failed, prev=log.head_of(lines[-1]))]

    edit_log(b, add)
    shutil.rmtree(b / "custody/anchors")
    refresh_tags(b)


@attack("44", "the bundle of another case, whole, with its own receipt's case", "receipt mismatch", 3)
def other_case(world: World, b: Path) -> None:
    replaced(b, world.variant("other", case_id="C-9999-9999", captured=world.captured[:1]))


@attack("45", "an empty folder added", "tampered")
def empty_folder(_: World, b: Path) -> None:
    (b / "data/more").mkdir()


@attack("46", "the log of a version that does not exist yet", "malformed")
def next_version(_: World, b: Path) -> None:
    edit_log(b, lambda lines: [rewritten(lines[0], v=2), *lines[1:]])


@attack("47", "an exhibit withheld and its manifest lines with it", "tampered")
def withheld(_: World, b: Path) -> None:
    (b / first).unlink()
    for name in (bag.SHA256, bag.BLAKE3):
        change(b / name, lambda data: data.split(b"\n", 1)[1])
    refresh_tags(b)


def _newline(name: str) -> Callable[[World, Path], object]:
    return lambda _, b: change(b / name, lambda data: data + b"\n")


def _unlisted(folder: str) -> Callable[[World, Path], object]:
    return lambda _, b: (b / folder / "unlisted.txt").write_bytes(b"x")


EVERY_FILE = (
    *bag.OWN,
    bag.LOG,
    bag.TAG_MANIFEST,
    "custody/anchors/0001.tsr",
    "report.pdf",
    "VERIFY/README.txt",
    str(first),
)
EVERY_FOLDER = (".", "data", "custody", "custody/anchors", "VERIFY")
_OTHER_KINDS = {bag.LOG: "malformed", "bagit.txt": "malformed", "custody/anchors/0001.tsr": "tampered"}
for _index, _name in enumerate(EVERY_FILE, 1):
    attack(f"n{_index}", f"a newline after {_name}", _OTHER_KINDS.get(_name, "tampered"))(_newline(_name))
for _index, _name in enumerate(EVERY_FOLDER, 1):
    attack(f"u{_index}", f"an unlisted file in {_name}/", "tampered")(_unlisted(_name))


def outcome(folder: Path, expected: Expected) -> str:
    """Return the kind, ``note: clock``, or nothing where the bundle verifies without more."""
    try:
        verified = judge(sources.read_folder(folder), expected)
    except VerifyError as error:
        return str(error.kind)
    return "note: clock" if any(note.about == "clock" for note in verified.notes) else ""


def run(world: World, each: Attack) -> tuple[str, ...]:
    """Do one attack and return what every level says."""
    folder = world.place / "attacked"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(world.honest.folder, folder)
    receipt = each.do(world, folder)
    held = receipt if isinstance(receipt, Receipt) else world.honest.receipt
    return tuple(outcome(folder, expected) for expected in world.expected(held))


def bagit_says(folder: Path) -> str:
    """Ask another program, which knows nothing of log and seal."""
    logging.disable(logging.CRITICAL)
    try:
        bagit.Bag(str(folder)).validate()
    except (bagit.BagError, OSError, UnicodeError):
        return "refused"
    return ""


def table(world: World) -> Iterator[str]:
    """Yield the table for the documentation."""
    yield f"| # | attack | a plain bag | {' | '.join(LEVELS)} |"
    yield "|---|---|---|" + "---|" * len(LEVELS)
    for each in ATTACKS:
        said = run(world, each)
        cells = (bagit_says(world.place / "attacked"), *said)
        yield f"| {each.number} | {each.what} | {' | '.join(word or '·' for word in cells)} |"


def main() -> None:
    """Write the table into the documentation."""
    with TemporaryDirectory() as place:
        lines = [BEGIN, *table(World(Path(place))), END]
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    PAGE.write_text(before + "\n".join(lines) + after, encoding="utf-8")


PAGE = Path(__file__).parents[2] / "docs" / "threat-model.md"
BEGIN, END = "<!-- attacks: begin (python -m tests.evidence.attacks) -->", "<!-- attacks: end -->"

if __name__ == "__main__":
    main()
