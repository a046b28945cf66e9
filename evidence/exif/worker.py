"""The worker behind the wall: reads one image from standard input, answers one line of JSON, then perhaps a picture.

Run as a script of its own, never imported: ``python -I worker.py read`` or ``… redraw SIDE QUALITY``. It gives
away its right to write files, most memory and all but a few seconds before the first byte of the image is read.
"""

from __future__ import annotations

import io
import json
import logging
import math
import re
import sys
from typing import Any

import exifread
import pillow_heif
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

MEMORY = 2 * 1024**3
SECONDS = 15
PIXELS = 120_000_000
XMP_BYTES = 512 * 1024
BASE, EXIF, GPS = ExifTags.Base, 0x8769, 0x8825
NAMES = {
    "serial": ("BodySerialNumber", "CameraSerialNumber", "LensSerialNumber"),
    "software": ("Software", "ProcessingSoftware"),
    "changed": ("DateTime",),
    "owner": ("Artist", "CameraOwnerName", "Copyright"),
    "text": ("ImageDescription", "UserComment"),
}


def main() -> None:
    """Do what the arguments say; every failure is an answer."""
    logging.disable(logging.CRITICAL)
    Image.init()
    pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = PIXELS
    give_up_rights()
    data = sys.stdin.buffer.read()
    if sys.argv[1] == "read":
        answer(read(data))
    else:
        try:
            said, picture = redraw(data, int(sys.argv[2]), int(sys.argv[3]))
        except Exception as error:  # noqa: BLE001 - hostile image: any error is the answer
            said, picture = {"failed": type(error).__name__}, b""
        answer(said, picture)


def give_up_rights() -> None:
    """Set limits that cannot be taken back; Windows has none of them, there only the caller's time limit holds."""
    try:
        import resource  # noqa: PLC0415 - missing on Windows
    except ImportError:
        return
    for name, limit in (("AS", MEMORY), ("CPU", SECONDS), ("FSIZE", 0), ("CORE", 0), ("NOFILE", 3), ("NPROC", 0)):
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (limit, limit))


def answer(said: dict[str, Any], picture: bytes = b"") -> None:
    """Write one line of JSON and the picture."""
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + picture)
    sys.stdout.buffer.flush()


def read(data: bytes) -> dict[str, Any]:
    """Ask every reader; one that fails says so and the others still speak."""
    said: dict[str, Any] = {"readings": {}, "failed": {}, "holds": holds(data)}
    for name, reader in (("exifread", by_exifread), ("pillow", by_pillow), ("xmp", by_xmp)):
        try:
            fields, more = reader(data)
        except Exception as error:  # noqa: BLE001 - hostile image: any error is the answer
            said["failed"][name] = reason(error, data)
            continue
        said["readings"][name] = {key: value for key, value in fields.items() if value}
        said.update(more)
    return said


class OtherTypeError(ValueError):
    """The reader does not know this type of image; another one may."""


def reason(error: Exception, data: bytes) -> str:
    """Return ``type`` where the reader does not know such images, else the error's name."""
    unknown = isinstance(error, UnidentifiedImageError) and data[4:8] == b"ftyp"
    if unknown or isinstance(error, OtherTypeError):
        return "type"
    return "memory" if isinstance(error, MemoryError) else type(error).__name__


def by_exifread(data: bytes) -> tuple[dict[str, str], dict[str, Any]]:
    """Read with ExifRead. It is silent on WebP and on brands of HEIF that it does not know, which is no answer."""
    tags = exifread.process_file(io.BytesIO(data), details=False)
    if not tags and (data[8:12] == b"WEBP" or data[4:8] == b"ftyp"):
        raise OtherTypeError
    if not tags and not known_to_exifread(data):
        raise ValueError("no image")

    def get(name: str) -> Any:  # noqa: ANN401 - as the library gives it
        tag = tags.get(f"Image {name}") or tags.get(f"EXIF {name}")
        return tag.printable if tag else None

    place = point(*(tags[key].values if (key := f"GPS {name}") in tags else None for name in GPS_NAMES))
    return fields_of(get, place), {}


def known_to_exifread(data: bytes) -> bool:
    """Tell whether ExifRead knows this container, so that an empty answer means that there is none."""
    return data.startswith((b"\xff\xd8", b"\x89PNG", b"II*\0", b"MM\0*", b"\0\0\0\x0cJXL ", b"FUJIFILM"))


def by_pillow(data: bytes) -> tuple[dict[str, str], dict[str, Any]]:
    """Read with Pillow."""
    with Image.open(io.BytesIO(data)) as image:
        exif = image.getexif()
        inner, gps = exif.get_ifd(EXIF), exif.get_ifd(GPS)
        more = {"format": image.format or "", "width": image.width, "height": image.height}

    def get(name: str) -> Any:  # noqa: ANN401 - as the library gives it
        tag = getattr(BASE, name, None)
        value = exif.get(tag, inner.get(tag)) if tag is not None else None
        return value.decode("utf-8", "replace").strip("\0 ") if isinstance(value, bytes) else value

    codes = (
        ExifTags.GPS.GPSLatitude,
        ExifTags.GPS.GPSLatitudeRef,
        ExifTags.GPS.GPSLongitude,
        ExifTags.GPS.GPSLongitudeRef,
    )
    return fields_of(get, point(*(gps.get(code) for code in codes))), more


GPS_NAMES = ("GPSLatitude", "GPSLatitudeRef", "GPSLongitude", "GPSLongitudeRef")
XMP_NAMES = {
    "software": ("xmp:CreatorTool",),
    "changed": ("xmp:ModifyDate",),
    "taken": ("exif:DateTimeOriginal", "photoshop:DateCreated"),
    "owner": ("photoshop:Credit", "aux:OwnerName"),
    "serial": ("aux:SerialNumber",),
}


def by_xmp(data: bytes) -> tuple[dict[str, str], dict[str, Any]]:
    """Read the few XMP entries that matter, without an XML parser."""
    start = data.find(b"<x:xmpmeta")
    end = data.find(b"</x:xmpmeta>", start)
    if start < 0:
        return {}, {}
    if end < 0 or end - start > XMP_BYTES:
        raise ValueError("XMP without an end")
    text = data[start:end].decode("utf-8", "replace")

    def get(name: str) -> str:
        found = re.search(rf"{name}(?:\s*=\s*[\"']([^\"'<]{{1,500}})[\"']|>([^<]{{1,500}})<)", text)
        return (found[1] or found[2]).strip() if found else ""

    fields = {field: first(get, names) for field, names in XMP_NAMES.items()}
    fields["device"] = " ".join(filter(None, (get("tiff:Make"), get("tiff:Model"))))
    corners = degrees(get("exif:GPSLatitude")), degrees(get("exif:GPSLongitude"))
    named = ", ".join(filter(None, (get("photoshop:City"), get("photoshop:Country"))))
    fields["place"] = named if None in corners else "{:.6f},{:.6f}".format(*corners)
    return fields, {}


def degrees(text: str) -> float | None:
    """Read XMP's ``52,31.2N`` or ``52,31,12N``."""
    found = re.fullmatch(r"(\d{1,3}),(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?([NSEW])", text)
    if not found:
        return None
    value = float(found[1]) + float(found[2]) / 60 + float(found[3] or 0) / 3600
    return -value if found[4] in "SW" else value


def first(get: Any, names: tuple[str, ...]) -> str:  # noqa: ANN401 - any reader's lookup
    """Return the first of the names that has a value."""
    return next((text for name in names if (text := clean(get(name)))), "")


def clean(value: Any) -> str:  # noqa: ANN401 - as the library gives it
    """Return a value as one bounded text; control marks stay, the caller makes them visible."""
    return "" if value is None else str(value).strip("\0 ")[:500]


def fields_of(get: Any, place: str) -> dict[str, str]:  # noqa: ANN401 - any reader's lookup
    """Put one reader's tags under our names."""
    taken = first(get, ("DateTimeOriginal", "DateTimeDigitized"))
    offset = first(get, ("OffsetTimeOriginal", "OffsetTimeDigitized")) if taken else ""
    fields = {field: first(get, names) for field, names in NAMES.items()}
    maker, model = clean(get("Make")), clean(get("Model"))
    fields["device"] = model if model.startswith(maker) else f"{maker} {model}".strip()
    return {**fields, "taken": f"{taken} {offset}".strip(), "place": place}


def point(latitude: Any, north: Any, longitude: Any, east: Any) -> str:  # noqa: ANN401 - as the libraries give it
    """Return ``52.520000,13.405000``, or empty where there is no position."""
    if latitude is None or longitude is None:
        return ""
    corners = []
    for parts, sign, negative in ((latitude, north, "S"), (longitude, east, "W")):
        value = sum(number(part) / 60**power for power, part in enumerate(list(parts)[:3]))
        corners.append(-value if str(sign or "").upper().strip("\0 []'").startswith(negative) else value)
    return "{:.6f},{:.6f}".format(*corners) if all(map(math.isfinite, corners)) else ""


def number(part: Any) -> float:  # noqa: ANN401 - as the libraries give it
    """Read a fraction; cameras without a fix write 0/0."""
    try:
        return float(part)
    except ZeroDivisionError:
        return math.nan


def holds(data: bytes) -> list[str]:
    """Name the blocks that are there and that nobody here reads."""
    exif = data.find(b"Exif\0\0") >= 0
    marks = {
        "thumbnail": exif and data.find(b"\xff\xd8\xff", 20, 200_000) > 0,
        "makernote": any(
            mark in data[:65536] for mark in (b"Apple iOS\0", b"Nikon\0", b"OLYMP", b"SONY DSC", b"HUAWEI\0")
        ),
        "iptc": b"8BIM\x04\x04" in data,
        "comment": data.startswith(b"\xff\xd8") and b"\xff\xfe" in data[:4096],
        "video": data.find(b"ftyp", 16) > 0 or b"MotionPhoto" in data,
        "c2pa": b"jumbc2pa" in data or b"c2pa.claim" in data,
    }
    return sorted(name for name, there in marks.items() if there)


def redraw(data: bytes, side: int, quality: int) -> tuple[dict[str, Any], bytes]:
    """Paint the pixels on a new canvas: turned as the camera meant, at most ``side`` pixels long (0: as it is)."""
    with Image.open(io.BytesIO(data)) as image:
        if image.width * image.height > PIXELS:
            raise Image.DecompressionBombError
        if side:
            image.draft("RGB", (side, side))
        frames = getattr(image, "n_frames", 1)
        turned = ImageOps.exif_transpose(image)
        if side:
            turned.thumbnail((side, side))
        shape = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    canvas = Image.new("RGB", shape.size, "white")
    canvas.paste(shape, mask=shape if shape.mode == "RGBA" else None)
    out = io.BytesIO()
    canvas.save(out, "JPEG", quality=quality)
    low, high = canvas.convert("L").getextrema()
    said = {"width": canvas.width, "height": canvas.height, "frames": frames, "blank": low == high}
    return said, out.getvalue()


if __name__ == "__main__":
    main()
