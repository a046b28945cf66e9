"""The app with a practice phone; needs no phone, and its vault is thrown away."""

from __future__ import annotations

import argparse

DEFAULT = "renamed-spy"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("name", nargs="?", default="", metavar="NAME", help="which practice phone; see --list")
    parser.add_argument("--list", action="store_true", help="name the practice phones and what each is about")
    parser.add_argument("--language", default="de", choices=("de", "en"))


def run(options: argparse.Namespace) -> int:
    """Show the screens with a practice phone until the trainee quits."""
    from devicecheck import practice

    if options.list:
        for name in practice.names():
            print(f"{name}: {practice.story(name, options.language).title}")
        return 0
    return exercise(options.name, options.language)


def exercise(name: str, language: str) -> int:
    """Run one exercise; ``NoSuchPracticePhoneError``."""
    from devicecheck import practice
    from devicecheck.app import DeviceCheck
    from devicecheck.sitting.desk import practice_desk
    from devicecheck.way import Place

    chosen = name or DEFAULT
    practice.story(chosen, language)
    with practice_desk(chosen) as desk:
        app = DeviceCheck(Place.HOME, desk=desk, language=language)
        app.run()
        return app.return_code or 0
