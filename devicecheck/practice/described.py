"""A practice phone as data: what somebody wrote down about it, before it is rendered into what Android prints."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

SDK = {8: 26, 9: 28, 10: 29, 11: 30, 12: 31, 13: 33, 14: 34, 15: 35, 16: 36}
"""Android version to API level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One recorded use of an app operation."""

    op: str
    state: str = "bg"
    minutes_ago: float = 60.0
    seconds: float = 0.0
    rejected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How long an app asked for the place since the phone was started."""

    provider: str = "fused"
    minutes: float
    foreground_minutes: float = 0.0
    interval_seconds: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """An installed app and everything that was allowed to it."""

    package: str
    label: str = ""
    system: bool = False
    shared: str = ""
    """Name of a shared user: ``system``, ``phone``, ``bluetooth``, ``nfc`` or ``shell``."""
    signer: str = ""
    """Who signed it; empty: a developer of its own. ``testkey``: Android's public test key."""
    came: str = "play"
    """How it came on the phone: a key of ``origins.WAYS``."""
    installed: datetime | None = None
    updated: datetime | None = None
    users: tuple[int, ...] = (0,)
    enabled: int = 0
    """Android's COMPONENT_ENABLED_STATE: 0 default, 1 enabled, 2 disabled, 3 disabled by the user."""
    disabled_by: str = ""
    version: str = ""
    target_sdk: int = 0
    granted: tuple[str, ...] = ()
    """Runtime permissions that are granted; without a dot they are Android's own."""
    denied: tuple[str, ...] = ()
    launcher: tuple[str, ...] = (".MainActivity",)
    """Activities that it declares for the app drawer."""
    launcher_off: bool = False
    """They were all switched off at run time."""
    accessibility: str = ""
    """Class of a service of that kind, as are the next four; empty: it declares none."""
    notifications: str = ""
    admin: str = ""
    keyboard: str = ""
    vpn: str = ""
    boot: bool = False
    on: tuple[str, ...] = ()
    """Powers that are switched on: ``accessibility``, ``notifications``, ``admin``, ``keyboard``,
    ``default_keyboard``, ``vpn``, ``always_on_vpn``, ``battery``, ``projection``, ``trust`` or ``companion``."""
    policies: tuple[str, ...] = ("force-lock", "wipe-data")
    """Of its device administrator."""
    modes: dict[str, str] = field(default_factory=dict)
    """App operation to mode: ``{GET_USAGE_STATS = "allow"}``."""
    roles: tuple[str, ...] = ()
    """``sms``, ``dialer``, ``assistant``, ``autofill``, ``credentials``, ``home`` or ``browser``."""
    uses: tuple[Use, ...] = ()
    places: tuple[Place, ...] = ()
    running: bool = False
    harmful: str = ""
    """Warning that the system recorded for it."""
    test_only: bool = False
    debuggable: bool = False
    uid: int = 0
    """App id; 0: the next free one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An Android user or profile."""

    id: int = 0
    name: str = "Owner"
    kind: str = "owner"
    """``owner``, ``user``, ``guest``, ``work``, ``clone``, ``private`` or ``secure_folder``."""
    running: bool = True
    locked: bool = False
    """Its lists are refused until somebody unlocks it."""
    lock: str = "pin"
    """``none``, ``pattern``, ``pin`` or ``password``."""
    lock_changed: datetime | None = None
    fingers: int = 1
    faces: int = 0
    owner_app: str = ""
    """Component of the app that owns this user or profile: ``package/.Class``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Computer:
    """A computer whose adb key the phone keeps."""

    name: str
    """``user@host``."""
    last_connected: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A question this phone does not answer."""

    recipe: str
    """Id of the recipe, or ``*`` at its end for all that begin so."""
    how: str = "refused"
    """``refused`` (an error and a status), ``hangs`` (until the limit), ``slow`` (answers late), ``cut`` (the cable
    comes out in the middle)."""
    text: str = ""
    status: int = 255
    seconds: float = 0.0
    user: int | None = None
    """Only when asked about this Android user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A phone as somebody described it."""

    name: str
    android: int
    maker: str
    """A file of ``base/``: ``google``, ``samsung``, ``xiaomi``, ``grapheneos`` or ``motorola``."""
    model: str
    patch: date
    now: datetime
    """What its clock says, without a zone."""
    up_hours: float = 70.0
    ordinary: int | tuple[str, ...] = 34
    """How many ordinary apps it has, or which."""
    filler: int = 0
    """How many more apps nobody knows, for phones that are large on purpose."""
    users: tuple[User, ...] = (User(),)
    apps: tuple[App, ...] = ()
    without: tuple[str, ...] = ()
    """System apps of this maker that were removed."""
    properties: dict[str, str] = field(default_factory=dict)
    global_settings: dict[str, str] = field(default_factory=dict)
    secure_settings: dict[str, str] = field(default_factory=dict)
    system_settings: dict[str, str] = field(default_factory=dict)
    computers: tuple[Computer, ...] = ()
    accounts: tuple[str, ...] = ()
    """``type=name`` of the owner: ``com.google=anna@example.org``."""
    bonded: tuple[str, ...] = ()
    forwarding: tuple[bool, ...] = (False,)
    """Unconditional call forwarding, one for each SIM."""
    monitored: bool = False
    """The system shows its notice that the network may be monitored."""
    root: tuple[str, ...] = ()
    """Paths of a phone that was opened: ``/system/bin/su``."""
    enforcing: bool = True
    failures: tuple[Failure, ...] = ()

    @property
    def sdk(self) -> int:
        """API level of its Android."""
        return SDK[self.android]
