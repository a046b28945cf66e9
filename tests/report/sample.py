"""A report with everything in it, for tests and for looking at."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

from PIL import Image, ImageDraw

from devicecheck.report import (
    Capture,
    Device,
    Event,
    Exhibit,
    NotChecked,
    Picture,
    Receipt,
    ReportInput,
    Sitting,
    Story,
)

ZONE = timezone(timedelta(hours=1))
START = datetime(2026, 11, 22, 10, 3, 11, tzinfo=ZONE)
HEAD = sha256(b"head").hexdigest()


def picture(text: str, size: tuple[int, int] = (540, 1170)) -> Picture:
    image = Image.new("RGB", size, "#223344")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 120, size[0], 260), fill="#eeeeee")
    draw.text((60, 150), text, fill="black", font_size=32)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return Picture(jpeg=out.getvalue(), width=size[0], height=size[1])


def exhibit(number: int, **changes: object) -> Exhibit:
    digest = sha256(str(number).encode()).hexdigest()
    values: dict[str, object] = {
        "number": f"E-{number:04}",
        "group": "answers",
        "title": "Bedienungshilfen",
        "file": f"data/E-{number:04}.txt",
        "size": 48213,
        "sha256": digest,
        "blake3": digest[::-1],
        "capture": Capture(
            by="K2",
            at=START + timedelta(minutes=number),
            how="über das Kabel gelesen",
            why="zeigt, welche Apps den Bildschirm mitlesen dürfen",
            command="dumpsys accessibility",
            status=0,
        ),
    }
    return Exhibit(**{**values, **changes})  # type: ignore[arg-type]


def full(**changes: object) -> ReportInput:
    values: dict[str, object] = {
        "language": "de",
        "case": "M-17",
        "bundle": "M-17-b1",
        "made": datetime(2026, 11, 22, 11, 0, tzinfo=UTC),
        "sitting": Sitting(
            started=START,
            ended=START + timedelta(hours=1),
            operators=("K2",),
            tool="devicecheck 0.1.0",
            place="Beratungsstelle",
        ),
        "device": Device(
            lines=(
                ("Hersteller", "samsung"),
                ("Modell", "SM-A546B"),
                ("Android", "14 (Stand 2026-08-01)"),
                ("Sprache", "ro-RO"),
            ),
            clock_ahead=-2.4,
        ),
        "exhibits": (
            exhibit(1),
            exhibit(
                2,
                group="apps",
                title="App „Sync Services“",
                file="data/E-0002.apk",
                size=7_340_211,
                name_on_phone="/data/app/~~Zx9==/com.sync.service-1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f/base.apk",
                on_phone="same",
                on_phone_sha256=sha256(b"2").hexdigest(),
            ),
            exhibit(
                3,
                group="screenshots",
                title="Bildschirmfoto",
                file="data/E-0003.png",
                picture=picture("Sync Services: Ein"),
                says="Diese App war da, seit er mein Telefon „repariert“ hat.",
                capture=Capture(
                    by="K2",
                    at=START + timedelta(minutes=20),
                    how="über das Kabel aufgenommen",
                    why="die Klientin möchte es zeigen",
                    command="screencap -p",
                    status=0,
                ),
            ),
            exhibit(
                4,
                group="files",
                title="Foto vom Telefon",
                file="data/E-0004.jpg",
                picture=picture("IMG 0042", (800, 600)),
                name_on_phone="/sdcard/DCIM/Camera/20260711_140233.jpg",
                on_phone="not_possible",
                sensitive=True,
                machine=(("Ort laut Datei", "52,52000° N, 13,40500° O"), ("Zeit laut Datei", "2026-07-11 14:02:33")),
            ),
            exhibit(
                5,
                group="notes",
                title="Notiz",
                file="data/E-0005.txt",
                text="Die Klientin berichtet:\nEr wusste immer, wo sie war.",
                capture=Capture(by="K2", at=START + timedelta(minutes=30), how="eingetippt"),
            ),
        ),
        "stories": (
            Story(
                title="Eine App, die mitlesen darf und ihr Symbol versteckt",
                subject="com.sync.service, Nutzer 0",
                seen=(
                    "Die App darf alles mitlesen, was auf dem Bildschirm steht.",
                    "Sie hat kein Symbol in der App-Übersicht.",
                ),
                could_also_be=("Eine Hilfe für Menschen mit Sehbehinderung. Diese zeigt ihr Symbol meistens.",),
                exhibits=("E-0001, Zeile 14", "E-0002"),
            ),
        ),
        "not_checked": (
            NotChecked(what="Arbeitsprofil", why="Das Telefon hat die Antwort verweigert."),
            NotChecked(what="Gespeicherte WLAN-Netze", why="Die Klientin wollte das nicht."),
        ),
        "events": tuple(
            Event(
                seq=number, at=START + timedelta(minutes=number), what=f"Beweisstück E-{number:04} gesichert", by="K2"
            )
            for number in range(1, 6)
        ),
        "receipt": Receipt(
            text=f"DC1:M-17:9:{HEAD}:ab12cd34:5",
            lines=(("Fall", "M-17"), ("Einträge", "9"), ("Kopf der Kette", HEAD), ("Beweisstücke", "5")),
        ),
        "origin": "ab12 cd34 ef56 7890 ab12 cd34 ef56 7890",
        "anchor": "Kein Zeitstempel: Die Sitzung fand ohne Netz statt.",
    }
    return ReportInput(**{**values, **changes})  # type: ignore[arg-type]
