"""From TOML to a phone that can be rendered: what was described, on top of what its maker ships."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from importlib import resources
from typing import TYPE_CHECKING

from devicecheck.practice.android import text
from devicecheck.practice.android.phone import SHARED, AndroidPhone, Installed, Maker
from devicecheck.practice.described import App, Described
from devicecheck.practice.origins import origin
from devicecheck.practice.table import DescriptionError, build

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_BUILT = datetime(2009, 1, 1, 1)  # noqa: DTZ001 - a phone's clock has no zone
"""Install time of what came with the phone."""
_FIRST_FREE = 10140


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    """A file of ``base/``: what the phones of one maker come with."""

    maker: Maker | None = None
    include: tuple[str, ...] = ()
    system: tuple[str, ...] = ()
    users: dict[str, tuple[str, ...]] = field(default_factory=dict)
    app: tuple[App, ...] = ()


def described(table: Mapping[str, object]) -> Described:
    """Return the phone that ``[phone]``, ``[[user]]``, ``[[app]]``, ``[[failure]]`` … of a TOML file describe."""
    known = {"phone", "user", "app", "computer", "failure", "settings", "story", "expect"}
    for key in table:
        if key not in known:
            raise DescriptionError(f"{key}: unknown")
    settings = _table(table, "settings")
    lists = {"user": "users", "app": "apps", "computer": "computers", "failure": "failures"}
    merged: dict[str, object] = {**_table(table, "phone")}
    merged |= {name: table[key] for key, name in lists.items() if key in table}
    merged |= {f"{namespace}_settings": values for namespace, values in settings.items()}
    return build(Described, merged, "phone.")


def phone(one: Described) -> AndroidPhone:
    """Return ``one`` with its maker's apps and its ordinary apps, every uid, path and date filled in."""
    base = _base(one.maker)
    if not base.maker:
        raise DescriptionError(f"phone.maker: {one.maker!r} is no maker")
    apps = _unique([*_system(base, one), *_ordinary(one), *_filler(one), *one.apps], one.without)
    placed = sorted(_placed(one, base.maker, apps), key=lambda at: at.package)
    return AndroidPhone(described=one, maker=base.maker, apps=tuple(placed))


def read(text_of_toml: str) -> AndroidPhone:
    """Return the phone of a TOML text."""
    return phone(described(tomllib.loads(text_of_toml)))


def _table(table: Mapping[str, object], key: str) -> dict[str, object]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise DescriptionError(f"{key}: a table is expected")
    return value


def _base(name: str) -> _Base:
    """Return a maker's file with those that it includes."""
    try:
        content = resources.files("devicecheck.practice").joinpath(f"base/{name}.toml").read_text("utf-8")
    except FileNotFoundError:
        raise DescriptionError(f"phone.maker: {name!r} is not known") from None
    own = build(_Base, tomllib.loads(content), f"base/{name}: ")
    for other in map(_base, own.include):
        own = replace(
            own, system=(*other.system, *own.system), users=other.users | own.users, app=(*other.app, *own.app)
        )
    return own


def _system(base: _Base, one: Described) -> Iterator[App]:
    everyone = tuple(user.id for user in one.users)
    shared = {package: name for name, packages in base.users.items() for package in packages}
    for package in base.system:
        signer = "google" if package.startswith("com.google.") else f"platform-{one.maker}"
        yield App(
            package=package,
            system=True,
            shared=shared.get(package, ""),
            signer=signer,
            came="preinstalled",
            users=everyone,
            launcher=(),
        )
    for app in base.app:
        yield replace(app, system=True, users=everyone)


def _ordinary(one: Described) -> Iterator[App]:
    content = resources.files("devicecheck.practice").joinpath("base/ordinary.toml").read_text("utf-8")
    tables = tomllib.loads(content)["app"]
    apps = {app.package: app for app in (build(App, table, "ordinary: ") for table in tables)}
    if isinstance(one.ordinary, tuple):
        yield from (apps[package] for package in one.ordinary)
        return
    order = sorted(apps, key=lambda package: text.number(1 << 62, one.name, package))
    yield from (apps[package] for package in order[: one.ordinary])


def _filler(one: Described) -> Iterator[App]:
    for number in range(one.filler):
        granted = ("POST_NOTIFICATIONS", "CAMERA", "READ_CONTACTS", "ACCESS_COARSE_LOCATION")[: number % 5]
        yield App(package=f"com.example.filler{number:03d}", label=f"Filler {number}", granted=granted)


def _unique(apps: Iterable[App], without: Iterable[str]) -> list[App]:
    """Keep the last description of every package: what a phone says overrides what its maker ships."""
    last = {app.package: app for app in apps}
    for package in without:
        last.pop(package, None)
    return list(last.values())


def _placed(one: Described, maker: Maker, apps: Iterable[App]) -> Iterator[Installed]:
    free = _FIRST_FREE
    taken = {app.uid for app in apps}
    for app in apps:
        app_id = SHARED.get(app.shared, app.uid)
        while not app_id or (app_id == free and app_id in taken):
            app_id, free = (0, free + 1) if free in taken else (free, free)
        free += app_id == free
        yield _place(one, maker, app, app_id)


def _place(one: Described, maker: Maker, app: App, app_id: int) -> Installed:
    code_path, apk_path = _paths(one, app)
    installed = app.installed or _installed(one, app)
    seed = (app.package, one.android)
    return Installed(
        app=app,
        app_id=app_id,
        origin=origin(app.came, maker.names),
        signer=app.signer or f"developer of {app.package}",
        code_path=code_path,
        apk_path=apk_path,
        installed=installed,
        updated=app.updated or installed,
        version=app.version or f"{1 + text.number(24, *seed)}.{text.number(40, 'minor', *seed)}",
        version_code=1 + text.number(400_000, "code", *seed),
        target_sdk=app.target_sdk or min(one.sdk, 34),
    )


def _installed(one: Described, app: App) -> datetime:
    if app.system:
        return _BUILT
    days = 20 + text.number(500, one.name, "installed", app.package)
    return one.now - timedelta(days=days, minutes=text.number(900, app.package, "minute"))


def _paths(one: Described, app: App) -> tuple[str, str]:
    if app.system:
        place = "system/priv-app" if app.shared or text.number(3, app.package) == 0 else "product/app"
        name = "".join(part.title() for part in app.package.split(".")[-2:])
        if app.package == "android":
            return "/system/framework/framework-res.apk", "/system/framework/framework-res.apk"
        return f"/{place}/{name}", f"/{place}/{name}/{name}.apk"
    mark = text.path_mark(one.name, app.package)
    folder = f"{app.package}-{mark}"
    if one.sdk >= 30:  # noqa: PLR2004 - Android 11 began to hide the folder below a random one
        folder = f"~~{text.path_mark(one.name, 'outer', app.package)}/{folder}"
    return f"/data/app/{folder}", f"/data/app/{folder}/base.apk"
