"""Start the app. This is what ``devicecheck`` alone does."""

from __future__ import annotations

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("--vault", metavar="DIR", help="where the vault is (or DEVICECHECK_VAULT)")
    parser.add_argument("--language", default="de", choices=("de", "en"))


def run(options: argparse.Namespace) -> int:
    """Show the screens until the counsellor quits; a wish to practise starts an exercise."""
    from devicecheck.app import start
    from devicecheck.commands.practice import exercise
    from devicecheck.sitting.where import vault_folder

    app = start(vault_folder(options.vault), options.language)
    app.run()
    if app.wants_practice is not None:
        return exercise(app.wants_practice, app.words.language)
    return app.return_code or 0
