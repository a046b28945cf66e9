"""Exhibits besides the phone's answers: a note, a picture of the screen, a photo, a file, an app."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.message import Message
from textual.widget import Widget

from devicecheck.errors import DeviceCheckError
from devicecheck.screens.base import Frame
from devicecheck.widgets.dialogs import error_lines
from devicecheck.widgets.pick import Choices
from devicecheck.widgets.spoken import Field, Line, Press, Text, say
from evidence.exhibit import Class

if TYPE_CHECKING:
    from devicecheck.exhibits.rules import Refusal

KINDS = (Class.NOTE, Class.SCREENSHOT, Class.PHOTO, Class.FILE, Class.APP)
_CABLE = frozenset({Class.SCREENSHOT, Class.FILE, Class.APP})
"""Kinds that need the phone on the cable."""


class Capture(Frame):
    """One exhibit after the other; the rules are asked before anybody tries."""

    AREA: ClassVar[str] = "screens_capture"
    STEP: ClassVar[str | None] = "look"

    class Taken(Message):
        """One exhibit was kept, or this is why not."""

        def __init__(self, value: object, error: DeviceCheckError | None) -> None:
            """Keep number or reason."""
            super().__init__()
            self.value, self.error = value, error

    def body(self) -> Iterable[Widget]:
        """Ask what, where from, why, and what she says that it shows."""
        open_now = self._open()
        yield Line(say("screens_capture.intro"), classes="paragraph")
        yield from self._not_now()
        if "advice_first" in {one.value for one in self._refused().values()}:
            advice = say("screens_capture.advice")
            yield Choices([("asked", advice)], name="advice", many=True, classes="aside")
        rows = [(kind.value, say(f"screens_capture.kind.{kind.value}")) for kind in open_now]
        yield Choices(rows, name="kind", chosen=[kind.value for kind in open_now[:1]])
        yield Line(self._what(open_now[0]) if open_now else say("app.nothing"), id="what", classes="strong")
        yield Field(id="source")
        apps = self._apps()
        if Class.APP in open_now and apps:
            yield Choices(apps, name="app")
        yield Line(say("screens_capture.why"), classes="strong")
        yield Field(say("screens_capture.why_hint"), id="why")
        yield Line(say("screens_capture.shows"), classes="strong")
        yield Field(id="shows")
        yield Line(say("app.nothing"), id="told", classes="caution")

    def _not_now(self) -> Iterable[Widget]:
        """Name each reason once, with everything that it stands against."""
        reasons: dict[str, list[Class]] = {}
        for kind, why in self._barred().items():
            reasons.setdefault(why, []).append(kind)
        for key, kinds in reasons.items():
            names = [say(f"exhibits.kind.{kind.value}") for kind in kinds]
            what = _listed(names)
            yield Line(say("screens_capture.barred", kind=what, why=say(key)), classes="quiet paragraph")

    def _refused(self) -> dict[Class, Refusal]:
        return self.sitting.capturing.refused

    def _barred(self) -> dict[Class, str]:
        """Return what cannot be captured now, with the key of the reason."""
        refused: dict[Class, str] = {}
        for kind, why in self._refused().items():
            if kind in KINDS:
                refused[kind] = f"exhibits.refusal.{why.value}"
        if not self.sitting.connected:
            refused |= {kind: "screens_capture.no_cable" for kind in KINDS if kind in _CABLE}
        return refused

    def _open(self) -> list[Class]:
        barred = self._barred()
        return [kind for kind in KINDS if kind not in barred]

    def _apps(self) -> list[tuple[str, Text]]:
        looked = self.sitting.state.looked
        stories = looked.assessment.stories if looked else ()
        return [
            (f"{story.subject} {story.user or 0}", say("screens_capture.app", name=story.name, package=story.subject))
            for story in stories
        ]

    def _what(self, kind: Class) -> Text:
        return say(f"screens_capture.what.{kind.value}")

    def buttons(self) -> Sequence[Press]:
        """Keep it, or go on."""
        return Press(say("screens_capture.keep"), id="keep"), Press(say("app.button.next"), id="next", main=True)

    def on_choices_changed(self, event: Choices.Changed) -> None:
        """Say what is to be typed for this kind."""
        chosen = event.choices.chosen
        if event.choices.name == "kind" and chosen:
            self.query_one("#what", Line).change(self._what(Class(chosen[0])))
            self.query_one("#source").display = chosen[0] not in {"screenshot", "app"}
        elif event.choices.name == "advice":
            self.sitting.set_legal_advice(asked=bool(chosen))
            self.call_later(self.recompose)

    def pressed(self, name: str) -> None:
        """Keep one exhibit away from the screen."""
        if name != "keep":
            self.go(name)
            return
        job = self._job()
        if job is None:
            self.query_one("#told", Line).change(say("screens_capture.incomplete"))
            return
        self.query_one("#told", Line).change(say("screens_capture.working"))
        self._take(job)

    def _job(self) -> Callable[[], object] | None:
        chosen = {one.name: one.chosen for one in self.query(Choices)}
        source, why, shows = (self.query_one(f"#{one}", Field).value.strip() for one in ("source", "why", "shows"))
        kind = chosen["kind"][0] if chosen["kind"] else ""
        take = self.sitting.capturing
        if not why or (kind in {"note", "photo", "file"} and not source):
            return None
        if kind == "app":
            package, _, user = (chosen.get("app") or ("",))[0].partition(" ")
            return (lambda: take.app(package, int(user), _never, why=why)) if package else None
        jobs: dict[str, Callable[[], object]] = {
            "note": lambda: take.note(source, why=why),
            "screenshot": lambda: take.screen(_never, why=why, shows=shows),
            "photo": lambda: take.photo(Path(source).expanduser(), why=why, shows=shows),
            "file": lambda: take.file(source.encode(), _never, why=why, shows=shows),
        }
        return jobs.get(kind)

    @work(thread=True, exclusive=True, group="capture")
    def _take(self, job: Callable[[], object]) -> None:
        error, value = None, None
        try:
            value = job()
        except DeviceCheckError as found:
            error = found
        self.post_message(self.Taken(value, error))

    def on_capture_taken(self, event: Taken) -> None:
        """Name the exhibit and make room for the next, or say why there is none."""
        told = self.query_one("#told", Line)
        if event.error is not None:
            parts = error_lines(event.error)
            told.change(lambda words: " ".join(part(words) for part in parts))
            return
        numbers = event.value if isinstance(event.value, str) else ", ".join(event.value)  # type: ignore[arg-type]
        told.change(say("screens_capture.kept", number=numbers))
        for field in ("source", "why", "shows"):
            self.query_one(f"#{field}", Field).value = ""


def _listed(names: Sequence[Text]) -> Text:
    return lambda words: ", ".join(name(words) for name in names)


def _never() -> bool:
    return False
