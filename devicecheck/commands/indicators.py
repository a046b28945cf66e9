"""Lists of known apps: show, import, or fetch them when asked.

``update`` is the only command that opens a connection to the network, and only to the addresses it prints.
Exit status: 0 done, 2 bad arguments, 1 anything else.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from devicecheck.lists import ListStore, Stored
    from devicecheck.words import Words


def arguments(parser: ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("--language", default="en", choices=("de", "en"))
    kinds = parser.add_subparsers(dest="action", required=True)
    kinds.add_parser("list", help="the lists that are used, and their age")
    put = kinds.add_parser("import", help="take lists from files")
    put.add_argument("files", nargs="+", type=Path, metavar="FILE")
    update = kinds.add_parser("update", help="fetch published lists from the network, now")
    update.add_argument("names", nargs="*", metavar="NAME")
    update.add_argument("--url", help="fetch one list from this address instead")


def run(options: Namespace) -> int:
    """Do what was asked; 0 when it is done."""
    from devicecheck.clock import utc_now
    from devicecheck.lists import ListStore, data_home, in_use
    from devicecheck.words import Words

    store, words, now = ListStore(data_home()), Words(options.language), utc_now()
    if options.action == "import":
        _import(store, options.files, words, now.date())
    elif options.action == "update":
        _update(store, options.names, options.url, words)
    else:
        for stored in in_use(store):
            print(_line(stored, words, now.date()))
    return 0


def _import(store: ListStore, files: list[Path], words: Words, today: date) -> None:
    from devicecheck.clock import utc_now
    from devicecheck.lists import read_file

    for path in files:
        data, day = read_file(path)
        stored = store.add(data, name=path.name, origin=path.name, imported=utc_now(), dated=day)
        print(_line(stored, words, today))
        _report(stored, words)


def _update(store: ListStore, names: list[str], url: str | None, words: Words) -> None:
    from devicecheck.clock import utc_now
    from devicecheck.fetch import fetch, published

    sources = {url.rsplit("/", 1)[-1]: url} if url else published(names)
    for name, address in sources.items():
        print(words.say("lists.fetching", address=address))
        fetched = fetch(address)
        now = utc_now()
        stored = store.add(fetched.data, name=name, origin=address, imported=now, dated=fetched.dated or now.date())
        print(_line(stored, words, now.date()))
        _report(stored, words)


def _line(stored: Stored, words: Words, today: date) -> str:
    from devicecheck.lists import is_old

    read = stored.read
    day = read.dated.isoformat() if read.dated else words.say("lists.no_date")
    parts = words.say(
        "lists.line",
        name=read.name,
        date=day,
        entries=len(read.entries),
        sha256=read.sha256[:16],
        licence=read.licence or words.say("lists.no_licence"),
    )
    return f"{parts} {words.say('lists.old')}" if is_old(read, today) else parts


def _report(stored: Stored, words: Words) -> None:
    read = stored.read
    for key, rows in (
        ("duplicates", read.duplicates),
        ("malformed", read.malformed),
        ("test_keys", read.test_keys),
        ("conflicts", read.conflicts),
    ):
        if rows:
            print(f"  {words.say(f'lists.{key}', count=len(rows))}")
            for row in rows[:10]:
                print(f"    {row}")
    for what, count in sorted(read.unused.items()):
        print(f"  {words.say('lists.unused', count=count, what=what)}")
