"""Photos that say something about place and time, made here."""

from __future__ import annotations

import io

import pillow_heif
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

pillow_heif.register_heif_opener()


def photo(kind: str = "JPEG", *, gps: bool = True, make: str = "samsung", text: str = "", size: int = 64) -> bytes:
    image = Image.linear_gradient("L").resize((size, size // 2)).convert("RGB")
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = make
    exif[ExifTags.Base.Model] = "SM-A546B"
    exif[ExifTags.Base.Software] = "GIMP 2.10"
    exif[ExifTags.Base.Orientation] = 6
    if text:
        exif[ExifTags.Base.ImageDescription] = text
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.DateTimeOriginal] = "2026:07:11 14:02:33"
    inner[ExifTags.Base.OffsetTimeOriginal] = "+02:00"
    if gps:
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        place[ExifTags.GPS.GPSLatitudeRef] = "N"
        place[ExifTags.GPS.GPSLatitude] = (IFDRational(52), IFDRational(31), IFDRational(12))
        place[ExifTags.GPS.GPSLongitudeRef] = "W"
        place[ExifTags.GPS.GPSLongitude] = (IFDRational(13), IFDRational(24), IFDRational(18))
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def bare(kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (32, 16), "navy").save(out, kind)
    return out.getvalue()


def with_xmp(image: bytes, entries: str) -> bytes:
    """Add an XMP block to a JPEG."""
    packet = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description {entries}/></x:xmpmeta>'.encode()
    body = b"http://ns.adobe.com/xap/1.0/\0" + packet
    return image[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + image[2:]
