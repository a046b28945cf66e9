"""Give the client's texts to translators as gettext PO, and take translations back.

``devicecheck words export LANG`` writes PO to standard output (or ``--out FILE``);
``devicecheck words import FILE`` checks a translated file and keeps it. Placeholders such as {date} must stay.
Nothing that comes back prints before it is released: set its status in the file of translations.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    kinds = parser.add_subparsers(dest="what", required=True)
    out = kinds.add_parser("export", help="write the client's texts as PO")
    out.add_argument("language", metavar="LANG")
    out.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")
    back = kinds.add_parser("import", help="check a translated PO file and keep it")
    back.add_argument("file", type=Path, metavar="FILE")
    back.add_argument("--language", metavar="LANG", help="default: the language that the file names")
    back.add_argument("--into", type=Path, metavar="DIR", help="folder of translations; default: the program's own")


def run(options: argparse.Namespace) -> int:
    """Export or import; 0 when done."""
    return _export(options) if options.what == "export" else _import(options)


def _export(options: argparse.Namespace) -> int:
    from devicecheck.words import inventory, po

    pending = [one for one in inventory.entries() if one.client]
    content = po.export(options.language, pending)
    if options.out:
        options.out.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
    missing = sum(1 for _ in po.open_texts(options.language, pending))
    print(f"{len(pending)} texts, {missing} of them without a translation", file=sys.stderr)
    return 0


def _import(options: argparse.Namespace) -> int:
    import tomllib
    from importlib.resources import files

    import tomli_w

    from devicecheck.plan import catalogue
    from devicecheck.words import inventory, po

    content = options.file.read_bytes()
    language = options.language or po.language(content)
    taken = po.translations(content, language, [one for one in inventory.entries() if one.client])
    if language not in catalogue().directions:
        raise po.TranslationError(f"{language}: first write its name and direction into catalogue/languages.toml")
    folder = options.into or Path(str(files("devicecheck.plan").joinpath("catalogue", "translations")))
    path = folder / f"{language}.toml"
    before = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    path.write_text(tomli_w.dumps(po.merged(taken, before)), "utf-8")
    drafts = sum(1 for one in taken.values() if one["status"] == "draft")
    print(f"{len(taken)} texts taken, {drafts} of them drafts; none is released by this")
    return 0
