"""Print what makes a shell complete devicecheck's commands and options."""

from __future__ import annotations

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"), help='eval "$(devicecheck completion bash)"')


def run(options: argparse.Namespace) -> int:
    """Print the script."""
    import shtab

    from devicecheck.cli import whole_parser

    print(shtab.complete(whole_parser(), shell=options.shell))
    return 0
