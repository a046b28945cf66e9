"""A practice phone's commands and files for the real adbd: the same phone, this time behind a real shell.

phone = practice.open_practice("renamed-spy").described
with LabPhone(peer(), folder, replies=replies(phone), files=files(phone)) as lab: …
"""

from __future__ import annotations

from devicecheck.practice.android import tools
from devicecheck.practice.android.phone import AndroidPhone
from tests.lab.phone import Answer


def replies(phone: AndroidPhone) -> dict[str, Answer]:
    """Return the answer to every single command that a recipe can give this phone."""
    return {
        call: Answer(stdout=said.out.encode(), stderr=said.error.encode(), status=said.status)
        for call, said in tools.every(phone)
    }


def files(phone: AndroidPhone) -> dict[str, bytes]:
    """Return the files of this phone that recipes read, by path."""
    return dict(tools.files(phone))
