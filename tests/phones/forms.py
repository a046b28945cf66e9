"""A described phone as an AndroidQF folder and as a bugreport zip, for programs that read these."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography import x509

from devicecheck.practice.android import apk, packages, properties, services, settings, signer, text, tools
from devicecheck.practice.android.phone import AndroidPhone, Installed

RULE = "-" * 79
_SECTIONS = (
    "accessibility",
    "account",
    "adb",
    "appops",
    "bluetooth_manager",
    "companiondevice",
    "connectivity",
    "device_policy",
    "deviceidle",
    "face",
    "fingerprint",
    "location",
    "lock_settings",
    "media_projection",
    "notification",
    "package",
    "role",
    "telephony.registry",
    "trust",
    "user",
    "vpn_management",
)


def androidqf(phone: AndroidPhone, folder: Path) -> Path:
    """Write ``phone`` as AndroidQF acquires it, into a new folder below ``folder``; return that."""
    target = folder / f"acquisition-{phone.described.name}"
    target.mkdir(parents=True)
    (target / "getprop.txt").write_text(properties.getprop(phone))
    (target / "dumpsys.txt").write_text("".join(_dumpsys(phone)))
    (target / "ps.txt").write_text(_ps(phone))
    (target / "selinux.txt").write_text(tools.selinux(phone))
    for namespace in ("global", "secure", "system"):
        (target / f"settings_{namespace}.txt").write_text(settings.listed(phone, namespace, 0))
    (target / "packages.json").write_text(json.dumps([_package(phone, one) for one in phone.of(0)], indent=4))
    (target / "root_binaries.json").write_text(json.dumps(list(phone.described.root), indent=4))
    (target / "files.json").write_text("[]")
    (target / "mounts.json").write_text(json.dumps(["/dev/block/dm-0 on / type ext4 (ro,seclabel,nodev,relatime)"]))
    (target / "acquisition.json").write_text(json.dumps({"uuid": phone.described.name, "started": _iso(phone)}))
    return target


def bugreport(phone: AndroidPhone, target: Path) -> Path:
    """Write ``phone`` as a zip of ``bugreportz``; return ``target``."""
    name = f"bugreport-{phone.maker.device}-{phone.now:%Y-%m-%d-%H-%M-%S}.txt"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("version.txt", "2.0")
        archive.writestr("main_entry.txt", name)
        archive.writestr(name, "".join(_dumpstate(phone)))
    return target


def _dumpstate(phone: AndroidPhone) -> Iterator[str]:
    values = properties.values(phone)
    yield f"{'=' * 56}\n== dumpstate: {text.when(phone.now)}\n{'=' * 56}\n\n"
    yield f"Build: {values['ro.build.id']}\nBuild fingerprint: '{values['ro.build.fingerprint']}'\n"
    yield f"Android SDK version: {phone.sdk}\nBugreport format version: 2.0\n\n"
    yield f"------ PROCESSES AND THREADS (ps -A -T -Z -O pri,nice,rtprio,sched,pcy,time) ------\n{_ps(phone)}"
    yield "------ 0.240s was the duration of 'PROCESSES AND THREADS' ------\n\n"
    yield f"------ SYSTEM PROPERTIES (getprop) ------\n{properties.getprop(phone)}"
    yield "------ 0.015s was the duration of 'SYSTEM PROPERTIES' ------\n\n"
    yield "------ DUMPSYS (/system/bin/dumpsys) ------\n"
    yield from _dumpsys(phone)
    yield f"{RULE}\nDUMP OF SERVICE settings:\n{''.join(_settings(phone))}{_end(phone, 'settings')}"
    yield "------ 31.204s was the duration of 'DUMPSYS' ------\n\n"
    yield f"{'=' * 56}\n== dumpstate: done (id 1)\n{'=' * 56}\n"


def _dumpsys(phone: AndroidPhone) -> Iterator[str]:
    for service in _SECTIONS:
        said = tools.dumpsys(phone, service)
        if not said.error:
            yield f"{RULE}\nDUMP OF SERVICE {service}:\n{said.out}{_end(phone, service)}"


def _end(phone: AndroidPhone, service: str) -> str:
    return f"--------- 0.012s was the duration of dumpsys {service}, ending at: {text.when(phone.now)}\n"


def _settings(phone: AndroidPhone) -> Iterator[str]:
    for user in phone.users:
        for namespace in ("global", "secure", "system"):
            if namespace == "global" and user.id:
                continue
            yield f"{namespace.upper()} SETTINGS (user {user.id})\nversion: 211\n"
            for number, line in enumerate(settings.listed(phone, namespace, user.id).splitlines(), 1):
                key, _, value = line.partition("=")
                yield f"_id:{number} name:{key} pkg:android value:{value}\n"
            yield "\n"


def _ps(phone: AndroidPhone) -> str:
    lines = ["USER           PID  PPID     VSZ    RSS WCHAN            ADDR S NAME"]
    for row in services.processes(phone).splitlines()[1:]:
        user, pid, parent, name = row.split(maxsplit=3)
        lines.append(f"{user:<14}{pid:>5}{parent:>6} 5171096  98212 0                   0 S {name}")
    return "\n".join([*lines, ""])


def _package(phone: AndroidPhone, one: Installed) -> dict[str, Any]:
    return {
        "name": one.package,
        "files": [] if one.app.system else [_file(one)],
        "installer": one.origin.installer or "null",
        "uid": text.uid(one.app_id, 0),
        "disabled": f"package:{one.package}\n" in packages.listed(phone, ["-d"], 0),
        "system": one.app.system,
        "third_party": not one.app.system,
    }


def _file(one: Installed) -> dict[str, Any]:
    data = apk.apk(one.package, one.signer)
    digests = {name: hashlib.new(name, data).hexdigest() for name in ("md5", "sha1", "sha256", "sha512")}
    return {
        "path": one.apk_path,
        "local_name": "",
        **digests,
        "error": "",
        "verified_certificate": True,
        "certificate": _certificate(one.signer),
        "certificate_error": "",
        "trusted_certificate": one.signer == "google",
    }


def _certificate(name: str) -> dict[str, Any]:
    der = signer.certificate(name)
    read = x509.load_der_x509_certificate(der)
    return {
        "Md5": hashlib.md5(der).hexdigest(),
        "Sha1": hashlib.sha1(der).hexdigest(),
        "Sha256": hashlib.sha256(der).hexdigest(),
        "ValidFrom": read.not_valid_before_utc.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "ValidTo": read.not_valid_after_utc.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Issuer": read.issuer.rfc4514_string(),
        "Subject": read.subject.rfc4514_string(),
        "SignatureAlgorithm": "Ed25519",
        "SerialNumber": read.serial_number,
    }


def _iso(phone: AndroidPhone) -> str:
    return phone.now.strftime("%Y-%m-%dT%H:%M:%S+01:00")
