"""Give texts to translators as gettext PO, and take translations back.

``devicecheck words export LANG`` writes the client's texts, with ``--all`` every text of the program, to standard
output or ``--out FILE``. ``devicecheck words import FILE`` checks a translated file and keeps it. Placeholders such as
{date} must stay. What comes back for clients does not print before somebody releases it.
Exit status: 0 done, 2 bad arguments, 1 anything else.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    kinds = parser.add_subparsers(dest="what", required=True)
    out = kinds.add_parser("export", help="write texts as PO")
    out.add_argument("language", metavar="LANG")
    out.add_argument("--all", action="store_true", help="every text of the program, not only the client's")
    out.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")
    back = kinds.add_parser("import", help="check a translated PO file and keep it")
    back.add_argument("file", type=Path, metavar="FILE")
    back.add_argument("--language", metavar="LANG", help="default: the language that the file names")
    back.add_argument("--into", type=Path, metavar="DIR", help="folder that the program lies in; default: its own")


def run(options: argparse.Namespace) -> int:
    """Export or import; 0 when done."""
    return _export(options) if options.what == "export" else _import(options)


def _export(options: argparse.Namespace) -> int:
    from devicecheck.words import inventory, po

    pending = [one for one in inventory.entries() if one.client or options.all]
    content = po.export(options.language, pending)
    if options.out:
        options.out.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
    missing = sum(1 for _ in po.open_texts(options.language, pending))
    print(f"{len(pending)} texts, {missing} of them without a translation", file=sys.stderr)
    return 0


def _import(options: argparse.Namespace) -> int:
    from collections import defaultdict
    from importlib.resources import files

    from devicecheck.plan import catalogue
    from devicecheck.words import inventory, po

    content = options.file.read_bytes()
    language = options.language or po.language(content)
    taken = po.translations(content, language, inventory.entries())
    if language not in catalogue().directions:
        raise po.TranslationError(f"{language}: first write its name and direction into catalogue/languages.toml")
    homes: dict[str, dict[tuple[str, ...], dict[str, str]]] = defaultdict(dict)
    for key, one in taken.items():
        file, place = po.destination(key, language)
        homes[file][place] = one
    for file, places in homes.items():
        status = catalogue().statuses[language].value if "/plan/" in file else None
        _keep((options.into or Path(str(files("devicecheck"))).parent) / file, places, status)
    drafts = sum(1 for one in taken.values() if one["status"] == "draft")
    print(f"{len(taken)} texts taken, {drafts} of them drafts; none is released by this")
    return 0


def _keep(path: Path, places: Mapping[tuple[str, ...], Mapping[str, str]], status: str | None) -> None:
    import tomllib

    import tomli_w

    from devicecheck.words import po

    before = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    after = po.merged(places, before, status)
    if after != before:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(tomli_w.dumps(after), "utf-8")
