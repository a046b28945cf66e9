"""The page in Chromium, from a local file, against the verifier: two readings of one specification."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyrage
import pytest
from blake3 import blake3

from evidence import page, sources
from evidence.receipt import Receipt
from evidence.verdict import VerifyError
from evidence.verify import Expected, judge
from tests.evidence.attacks import ATTACKS, Attack, World, outcome
from tests.evidence.tsa import needs_openssl
from tests.page.chromium import Chromium, find
from tests.page.forger import FORGERIES, Line, forge
from tests.vectors.evidence.generate import HERE, Vector, read


def for_a_page(vector: Vector) -> bool:
    """Say whether a verifier that neither opens age files nor knows an authority has to agree."""
    return not vector.authority and not (vector.body == "age" and vector.expect == "tampered")


def identity(vector: Vector) -> pyrage.x25519.Identity:
    """Return the key that opens a sealed vector."""
    return pyrage.x25519.Identity.from_str(vector.identity)


pytestmark = [*needs_openssl, pytest.mark.skipif(find() is None, reason="chromium is missing")]
Edit = Callable[[list[Line], list[Line]], object]
VECTORS = [path for path in sorted(HERE.glob("*.vector")) if for_a_page(read(path))]
UNSEEN = {"10": "a link", "45": "an empty folder"}
"""What a browser does not show of a folder; the page says so."""


class Page:
    """The page, opened once."""

    def __init__(self, browser: Chromium) -> None:
        self.browser = browser

    def says(self, selector: str, path: Path, *, key: str = "", receipt: str = "") -> str:
        """Return what the page says about a bundle, in the words of ``outcome``."""
        given = f"here('key').value = {json.dumps(key)}; here('receipt').value = {json.dumps(receipt)}"
        self.browser.value(f"{given}; last = []; here('result').dataset.verdict = 'asked'")
        self.browser.choose(selector, path)
        until = time.monotonic() + 30
        while (verdict := self.browser.value("here('result').dataset.verdict")) in {"asked", "working", "waiting"}:
            assert time.monotonic() < until, "the page says nothing"
            time.sleep(0.01)
        if not verdict.startswith("verified"):
            return str(verdict)
        return "note: clock" if "clock" in self.notes() else ""

    def notes(self) -> set[str]:
        """Return what is said of a bundle that verifies, in the words of the specification."""
        about = self.browser.value("[...document.querySelectorAll('.note')].map((note) => note.dataset.about)")
        return {"clock" if word.startswith("clock") else word for word in about}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("page-attacks"))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("browser")
    html = folder / "verify.html"
    html.write_text(page.html(), "utf-8")
    with Chromium(folder / "profile") as browser:
        browser.open(html)
        yield Page(browser)


def test_the_honest_bundle_verifies_as_folder_and_as_zip(opened: Page, world: World, tmp_path: Path) -> None:
    honest = world.honest
    packed = tmp_path / "bundle.zip"
    packed.write_bytes(honest.zipped)
    known = {"key": honest.fingerprint, "receipt": str(honest.receipt)}
    assert opened.says("#folder", honest.folder, **known) == ""
    assert opened.says("#zip", packed, **known) == ""
    assert opened.browser.value("here('result').dataset.verdict") == "verified, origin: key and receipt"
    assert opened.says("#folder", honest.folder) == ""
    assert opened.browser.value("here('result').dataset.verdict") == "verified, origin: unverified"
    assert "origin: unverified" in opened.browser.value("here('result').textContent")


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda each: f"{each.number}: {each.what}")
def test_it_agrees_with_the_verifier_on_every_attack(attack: Attack, opened: Page, world: World) -> None:
    folder = world.place / "attacked-page"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(world.honest.folder, folder)
    held = attack.do(world, folder)
    receipt = held if isinstance(held, Receipt) else world.honest.receipt
    key = world.honest.fingerprint
    for known in (Expected(), Expected(key=key), Expected(key=key, receipt=receipt)):
        ours = outcome(folder, known)
        theirs = opened.says("#folder", folder, key=known.key, receipt=str(known.receipt or ""))
        if attack.number in UNSEEN:
            assert theirs in {"", ours, "incomplete", "tampered"}
        else:
            assert theirs == ours, opened.browser.value("here('result').innerText")


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_it_agrees_with_every_test_vector(path: Path, opened: Page, tmp_path: Path) -> None:
    vector = read(path)
    packed = tmp_path / "bundle.zip"
    packed.write_bytes(pyrage.decrypt(vector.data, [identity(vector)]) if vector.body == "age" else vector.data)
    said = opened.says("#zip", packed, key=vector.key, receipt=vector.receipt)
    if vector.expect == "verified":
        assert said in {"", "note: clock"}
        assert opened.notes() & {"clock", "withheld", "phone"} == set(vector.notes.split()) - {"recipients"}
    else:
        assert said == vector.expect


@pytest.mark.parametrize("edit", [None, *FORGERIES], ids=lambda edit: edit.__name__ if edit else "sound")
def test_it_agrees_on_what_somebody_with_keys_could_make(edit: Edit | None, opened: Page, world: World) -> None:
    folder = world.place / "forged"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(world.honest.folder, folder)
    forge(folder, *([edit] if edit else []))
    ours = outcome(folder, Expected())
    assert opened.says("#folder", folder) == ours, opened.browser.value("here('result').innerText")
    assert (ours == "") == (edit is None)


@pytest.mark.parametrize("at", [0, 5, 26, 30, 60, 4000, -1, -30, -100])
def test_a_changed_zip_is_refused_as_ours_refuses_it(at: int, opened: Page, world: World, tmp_path: Path) -> None:
    data = bytearray(world.honest.zipped)
    data[at] ^= 0x20
    packed = tmp_path / "bundle.zip"
    packed.write_bytes(data)
    assert opened.says("#zip", packed) == _zip_outcome(packed) != ""


@pytest.mark.parametrize("size", [0, 1, 64, 1023, 1024, 1025, 3000, 70_000])
def test_its_hashes_are_those_of_others(size: int, opened: Page) -> None:
    script = f"new Blake3().update(Uint8Array.from({{length: {size}}}, (_, i) => i % 251)).hex()"
    assert opened.browser.value(script) == blake3(bytes(i % 251 for i in range(size))).hexdigest()


def test_nothing_was_asked_of_any_network(opened: Page) -> None:
    asked = [event for event in opened.browser.events if event.get("method") == "Network.requestWillBeSent"]
    assert all(event["params"]["request"]["url"].startswith("file:") for event in asked)
    with pytest.raises(RuntimeError):
        opened.browser.value("fetch('https://example.org/')")


def test_a_bundle_that_is_still_locked_is_named_as_such(opened: Page, tmp_path: Path) -> None:
    sealed = tmp_path / "bundle.zip.age"
    sealed.write_bytes(read(HERE / "00_honest_sealed.vector").data)
    assert opened.says("#zip", sealed) == "locked"


def test_hostile_text_stays_text(opened: Page) -> None:
    shown = opened.browser.value("element('p', '\\u202e<img src=x>\\u001b').outerHTML")
    assert shown == "<p>\\u{202e}&lt;img src=x&gt;\\u{1b}</p>"


def test_a_typing_error_in_the_receipt_is_said(opened: Page, world: World) -> None:
    wrong = str(world.honest.receipt)[:-1] + "!"
    assert opened.says("#folder", world.honest.folder, receipt=wrong) == "bad receipt"


def _zip_outcome(path: Path) -> str:
    try:
        judge(sources.read(path), Expected())
    except VerifyError as error:
        return str(error.kind)
    return ""
