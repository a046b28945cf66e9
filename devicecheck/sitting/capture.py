"""Exhibits besides the phone's answers: notes, pictures, photos, files, apps. Each asks the rules first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from devicecheck.exhibits import describe, files, folder, note, screenshot
from devicecheck.exhibits.describe import Told
from devicecheck.exhibits.rules import Circumstances, Refusal, Whose, refusals
from devicecheck.sitting.consent import Scope
from devicecheck.sitting.trouble import told
from evidence.exhibit import Class
from evidence.exif import PhotoClaims, read, redraw

if TYPE_CHECKING:
    from devicecheck.sitting.sitting import Sitting
    from evidence.custody import Custody

Stop = Callable[[], bool]
BOUGHT, AGE = "O1", "P5"
"""Questions of the catalogue: who bought the phone, and whether she may be under 18."""


def circumstances(sitting: Sitting) -> Circumstances:
    """Return what was answered so far that bears on copies."""
    flags = sitting.suggestions.flags
    answers = sitting.state.answers
    bought = answers.get(BOUGHT)
    hers = Whose.HERS if bought and "self" in bought.codes else Whose.UNKNOWN
    minor = "minor" in flags if AGE in answers else None
    consents = sitting.state.consents
    return Circumstances(
        keep=consents.given(Scope.KEEP) or consents.given(Scope.HAND_OVER),
        minor=minor,
        whose=Whose.NOT_HERS if "phone_not_hers" in flags else hers,
        legal_advice=sitting.state.legal_advice,
    )


class Capturing:
    """What a sitting can capture by hand. Raises ``RefusedError`` where the rules say no; *slow* ones are marked."""

    def __init__(self, sitting: Sitting, custody: Custody) -> None:
        """Use ``Sitting.capturing``."""
        self._sitting, self._custody = sitting, custody

    @property
    def refused(self) -> dict[Class, Refusal]:
        """Return what is not open now, and why."""
        return refusals(circumstances(self._sitting))

    def note(self, text: str, *, why: str) -> str:
        """Keep a note; its number is returned."""
        description = describe.note(self._here, self._told(why, ""))
        with told(), self._custody.exhibit(description) as sink:
            note.take(text, sink.write).into(sink.result)
            return sink.number

    def screen(self, stop: Stop, *, why: str, shows: str) -> str:
        """Keep a picture of the phone's screen, taken over the cable (*slow*)."""
        description = describe.screen(self._here, self._told(why, shows))
        phone = self._sitting.phone()
        with told(), self._custody.exhibit(description) as sink:
            screenshot.take(phone, sink.write, stop).into(sink.result)
            return sink.number

    def photo(self, path: Path, *, why: str, shows: str) -> str:
        """Keep a photo from a folder of this computer; the file there is only read."""
        description = describe.photo(self._here, path, self._told(why, shows))
        with told(), self._custody.exhibit(description) as sink:
            folder.take(path, sink.write).into(sink.result)
            return sink.number

    def file(self, path: bytes, stop: Stop, *, why: str, shows: str) -> str:
        """Keep a file that the client chose on her phone, compared with the phone's own SHA-256 (*slow*)."""
        description = describe.file(self._here, path, self._told(why, shows))
        phone = self._sitting.phone()
        with told(), self._custody.exhibit(description) as sink:
            files.take(phone, path, sink.write, stop).into(sink.result)
            return sink.number

    def app(self, package: str, user: int, stop: Stop, *, why: str) -> tuple[str, ...]:
        """Keep the installation files of an app (*slow*); their numbers are returned."""
        phone = self._sitting.phone()
        numbers = []
        for path in files.app_files(phone, package, user, stop):
            description = describe.app(self._here, package, path, self._told(why, ""))
            with told(), self._custody.exhibit(description) as sink:
                files.take(phone, path, sink.write, stop).into(sink.result)
                numbers.append(sink.number)
        return tuple(numbers)

    def choose_from(self, stop: Stop) -> files.Listing:
        """Return the files of the phone that she can choose from (*slow*)."""
        return files.look(self._sitting.phone(), stop)

    def claims(self, number: str) -> PhotoClaims:
        """Return what a photo says of itself: place, time, device (*slow*). Never raises for a bad image."""
        with told():
            return read(self._sitting.case.read(number))

    def redacted(self, number: str, *, why: str) -> str:
        """Keep a copy that holds pixels only; the original stays as it is (*slow*). Raises ``CannotRedrawError``."""
        description = describe.redacted(self._here, number, self._told(why, ""))
        with told():
            picture = redraw(self._sitting.case.read(number))
            with self._custody.exhibit(description) as sink:
                sink.write(picture.jpeg)
                return sink.number

    @property
    def _here(self) -> Circumstances:
        return circumstances(self._sitting)

    def _told(self, why: str, shows: str) -> Told:
        return Told(why=why, shows=shows, started=self._sitting.desk.now())
