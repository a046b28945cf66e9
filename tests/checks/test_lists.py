"""Lists are kept with their date and SHA-256, and only fetched when asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from checks.facts import Indicator, KnownStore
from devicecheck.cli import main
from devicecheck.fetch import FetchError, UnknownListError, fetch, published
from devicecheck.lists import (
    AlteredListError,
    ListStore,
    UnreadableListFileError,
    facts_of,
    given,
    in_use,
    is_old,
    shipped,
)

LIST = b"- name: One\n  type: stalkerware\n  packages: [com.example.one]\n"
NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> ListStore:
    return ListStore(tmp_path)


def test_a_list_comes_back_as_it_was_imported(store: ListStore) -> None:
    added = store.add(LIST, name="one.yaml", origin="one.yaml", imported=NOW, dated=date(2026, 1, 1))
    assert store.all() == (added,)
    assert added.read.licence.startswith("CC BY 4.0")


def test_a_newer_list_of_the_same_name_takes_its_place(store: ListStore, tmp_path: Path) -> None:
    for data in (LIST, LIST.replace(b"one", b"two")):
        store.add(data, name="one.yaml", origin="one.yaml", imported=NOW, dated=None)
    [kept] = store.all()
    assert [entry.value for entry in kept.read.entries] == ["com.example.two"]
    assert len(list((tmp_path / "lists").iterdir())) == 2


def test_a_changed_list_is_refused(store: ListStore, tmp_path: Path) -> None:
    added = store.add(LIST, name="one.yaml", origin="one.yaml", imported=NOW, dated=None)
    (tmp_path / "lists" / added.read.sha256).write_bytes(LIST.replace(b"one", b"six"))
    with pytest.raises(AlteredListError):
        store.all()


def test_what_is_no_list_changes_nothing(store: ListStore) -> None:
    store.add(LIST, name="one.yaml", origin="one.yaml", imported=NOW, dated=None)
    with pytest.raises(UnreadableListFileError):
        store.add(b"junk", name="one.yaml", origin="one.yaml", imported=NOW, dated=None)
    assert len(store.all()) == 1


def test_which_lists_are_used(store: ListStore, tmp_path: Path) -> None:
    store.add(LIST, name="one.yaml", origin="one.yaml", imported=NOW, dated=None)
    file = tmp_path / "given.yaml"
    file.write_bytes(LIST)
    assert [one.read.name for one in in_use(store)] == ["one.yaml", "starter"]
    assert [one.read.name for one in in_use(store, [file])] == ["given.yaml"]
    assert in_use(store, none=True) == ()


def test_without_lists_there_are_no_indicators_but_stores_are_still_known() -> None:
    assert Indicator not in facts_of(())
    assert facts_of(())[KnownStore]
    assert facts_of([shipped()])[Indicator]


def test_a_list_is_old_after_ninety_days_or_without_a_date(tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    file.write_bytes(LIST)
    read = given(file).read
    assert read.dated is not None
    day = read.dated.toordinal()
    assert not is_old(read, date.fromordinal(day + 90))
    assert is_old(read, date.fromordinal(day + 91))


class _Serve(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://192.0.2.1/list.yaml")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Last-Modified", "Wed, 07 Jan 2026 10:00:00 GMT")
        self.end_headers()
        self.wfile.write(LIST)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Serve)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_list_is_fetched_when_asked(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DEVICECHECK_DATA", str(tmp_path))
    assert main(["indicators", "update", "--url", f"{address}/ioc.yaml"]) == 0
    [stored] = ListStore(tmp_path).all()
    assert (stored.read.name, stored.read.dated) == ("ioc.yaml", date(2026, 1, 7))
    assert f"{address}/ioc.yaml" in capsys.readouterr().out


@pytest.mark.parametrize("where", ["http://192.0.2.1/x", "file:///etc/hostname", "ftp://127.0.0.1/x"])
def test_only_https_is_fetched(where: str) -> None:
    with pytest.raises(FetchError):
        fetch(where)


def test_a_redirect_to_plain_http_is_not_followed(address: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(f"{address}/away")
    assert caught.value.detail == "only https"


def test_published_lists_are_known_by_name() -> None:
    assert list(published(["ioc.yaml"])) == ["ioc.yaml"]
    assert all(url.startswith("https://") for url in published().values())
    with pytest.raises(UnknownListError):
        published(["else.yaml"])


def test_import_reports_what_was_not_usable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DEVICECHECK_DATA", str(tmp_path / "data"))
    file = tmp_path / "list.yaml"
    file.write_bytes(LIST + b"  websites: [a.example]\n- junk\n" + LIST)
    assert main(["indicators", "import", str(file)]) == 0
    said = capsys.readouterr().out
    assert "1 entries could not be read" in said
    assert "1 values stand in the list more than once" in said
    assert "websites, 1" in said
    assert main(["indicators", "list"]) == 0
    assert "starter" in capsys.readouterr().out
    assert main(["indicators", "import", str(tmp_path / "missing")]) == 1
