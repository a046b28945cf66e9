"""Write an acquisition the way AndroidQF lays one out, so that tools made for it can read it.

Dumps that were filtered on the phone stay filtered; ``dumpsys.txt`` joins the single dumps with the heads and ends
that ``dumpsys`` prints when it dumps everything. ``bugreport.zip`` holds the same text again, because MVT reads dumps
only from there.
"""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from typing import TYPE_CHECKING, Any

from checks.facts import ApkHash, AppOrigin, InstalledApp, PhoneClock, RootSign, SigningCertificate
from devicecheck.acquire.recipe import Privacy
from devicecheck.acquire.recipes import RECIPES
from devicecheck.parse.parts import parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checks.facts import Facts
    from devicecheck.acquisition import Acquisition
    from devicecheck.parse import Artifact

_PERSONAL = {recipe.gives for recipe in RECIPES if recipe.privacy is Privacy.PERSONAL}
_SERVICES = {"dumpsys_telephony_registry": "telephony.registry", "package_dumps": "package"}
_UNKNOWN_TIME = "1970-01-01 00:00:00"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def files(acquisition: Acquisition, *, personal: bool = False) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every file; ``personal``: also answers that show accounts or other people."""
    facts = acquisition.facts()
    chosen = [one for one in acquisition.artifacts if personal or one.kind not in _PERSONAL]
    yield "acquisition.json", _json({"uuid": str(uuid.UUID(acquisition.sha256[:32])), "written_by": "devicecheck"})
    by_kind = {artifact.kind: artifact for artifact in reversed(chosen) if not artifact.user}
    for kind, name in (("getprop", "getprop.txt"), ("ps", "ps.txt")):
        if kind in by_kind:
            yield name, bytes(by_kind[kind].data)
    if "settings" in by_kind:
        for namespace, part in parts(by_kind["settings"])[0]:
            yield f"settings_{namespace}.txt", bytes(part.data)
    for namespace in ("global", "secure", "system"):
        if f"settings_{namespace}" in by_kind:
            yield f"settings_{namespace}.txt", bytes(by_kind[f"settings_{namespace}"].data)
    if facts.has(InstalledApp):
        yield "packages.json", _json(_packages(facts))
    if facts.has(RootSign):
        yield "root_binaries.json", _json([sign.path for sign in facts.of(RootSign) if sign.path])
    text = _dump(by_kind, facts)
    if text:
        yield "dumpsys.txt", text
        yield "bugreport.zip", _zipped("devicecheck/dumpsys.txt", text)


def _dump(by_kind: Mapping[str, Artifact], facts: Facts) -> bytes:
    ended = next((f"{clock.now:%Y-%m-%d %H:%M:%S}" for clock in facts.known(PhoneClock)), _UNKNOWN_TIME)
    text = bytearray()
    for kind, artifact in sorted(by_kind.items()):
        if not kind.startswith("dumpsys_") and kind not in _SERVICES:
            continue
        service = _SERVICES.get(kind, kind.removeprefix("dumpsys_"))
        data = b"".join(bytes(part.data) for name, part in parts(artifact)[0] if name) if kind in _SERVICES else b""
        data = data or bytes(artifact.data)
        text += f"{'-' * 79}\nDUMP OF SERVICE {service}:\n".encode()
        text += data + (b"" if data.endswith(b"\n") else b"\n")
        text += f"--------- 0.001s was the duration of dumpsys {service}, ending at: {ended}\n".encode()
    return bytes(text)


def _packages(facts: Facts) -> list[dict[str, Any]]:
    """Return the apps of the first user, as ``packages.json`` has them."""
    origins = {fact.package: fact.installer for fact in facts.known(AppOrigin)}
    hashes = _grouped(facts.known(ApkHash))
    certificates = {fact.package: fact for fact in facts.known(SigningCertificate)}
    return [
        {
            "name": app.package,
            "files": [_file(fact, certificates.get(app.package)) for fact in hashes.get(app.package, [])],
            "installer": origins.get(app.package) or "null",
            "uid": app.uid,
            "disabled": app.enabled is False,
            "system": app.system is True,
            "third_party": app.system is False,
        }
        for app in facts.of(InstalledApp)
        if app.user == 0 and app.installed
    ]


def _grouped(found: tuple[ApkHash, ...]) -> dict[str, list[ApkHash]]:
    groups: dict[str, list[ApkHash]] = {}
    for fact in found:
        groups.setdefault(fact.package, []).append(fact)
    return groups


def _file(fact: ApkHash, certificate: SigningCertificate | None) -> dict[str, Any]:
    """Return one file; digests that were not taken are empty, and nothing here was verified."""
    signed = {"Sha1": certificate.sha1, "Sha256": certificate.sha256} if certificate else {}
    return {
        "path": fact.path,
        "local_name": "",
        "md5": "",
        "sha1": "",
        "sha256": fact.sha256,
        "sha512": "",
        "error": "",
        "verified_certificate": False,
        "certificate": {"Md5": "", "ValidFrom": "", "ValidTo": "", "Issuer": "", "Subject": "", **signed},
        "certificate_error": "",
        "trusted_certificate": False,
    }


def _json(told: object) -> bytes:
    return (json.dumps(told, indent=4, ensure_ascii=False) + "\n").encode()


def _zipped(name: str, data: bytes) -> bytes:
    """Return a zip that is the same for the same data."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()
