"""Which tools of a phone only read, and with which arguments. Whatever is not here is refused.

A rule takes the arguments and says whether every value of those that the phone fills in leaves it unchanged.
Sources: AOSP's help texts of ``cmd package``, ``cmd appops``, ``settings``, ``content``, ``dumpsys`` and toybox.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from devicecheck.acquire.shell import NAME, Word

Rule = Callable[[Sequence[Word]], bool]

_SED = re.compile(r"(?:\d+|\$)?(?:,(?:\d+|\$))?[pq]|s([/|,#])(?:(?!\1)[^\n\\;]|\\.)*\1(?:(?!\1)[^\n\\;]|\\.)*\1g?p?")


def _no_option(word: Word) -> bool:
    """Whether this is certainly one argument and no option."""
    return not word.splits and bool(word.prefix) and not word.prefix.startswith("-")


def _anything(_words: Sequence[Word]) -> bool:
    return True


def _nothing(words: Sequence[Word]) -> bool:
    return not words


def _options(pattern: str, *, most: int | None = None) -> Rule:
    """Known options that match ``pattern``, and up to ``most`` operands that cannot be taken for options."""
    known = re.compile(pattern)

    def rule(words: Sequence[Word]) -> bool:
        operands = 0
        ended = False
        for word in words:
            if not ended and word.text is not None and word.text.startswith("-") and word.text != "-":
                ended = word.text == "--"
                if not ended and not known.fullmatch(word.text):
                    return False
            elif (ended and not word.splits) or _no_option(word) or word.text in {"-", ""}:
                operands += 1
            else:
                return False
        return most is None or operands <= most

    return rule


def _exactly(*lines: str) -> Rule:
    """Literal arguments, one of ``lines``; ``…`` at the end stands for anything, ``N`` for a number."""
    table = [line.split() for line in lines]

    def fits(pattern: list[str], words: Sequence[Word]) -> bool:
        rest = pattern[-1:] == ["…"]
        known = pattern[:-1] if rest else pattern
        if len(words) < len(known) or (len(words) > len(known) and not rest):
            return False
        return all(
            bool(word.text and word.text.isdecimal()) if piece == "N" else word.text == piece
            for piece, word in zip(known, words, strict=False)
        )

    def rule(words: Sequence[Word]) -> bool:
        return any(fits(pattern, words) for pattern in table)

    return rule


def _dumpsys(words: Sequence[Word]) -> bool:
    """Let a service print; arguments could change it, so those that are used are named."""
    at = 0
    while at < len(words) and words[at].text in {"-t", "-T"}:
        if at + 1 >= len(words) or not (words[at + 1].text or "").isdecimal():
            return False
        at += 2
    if at >= len(words) or words[at].text is None:
        return False
    service, arguments = words[at].text or "", list(words[at + 1 :])
    if service == "-l":
        return not arguments
    if service.startswith("-"):
        return False
    if service == "package":
        return _dump_package(arguments)
    return not arguments or _DUMPS(words[at:])


def _dump_package(arguments: Sequence[Word]) -> bool:
    """``write`` makes the phone write its settings; everything else prints one package or one part."""
    return all(word.text != "write" for word in arguments) and (
        not arguments or (arguments[0].text or "x") not in {"--checkin", "snapshot", "compiler-stats"}
    )


_DUMPS = _exactly(
    "accessibility -a",
    "activity -a …",
    "activity services …",
    "activity s …",
    "activity providers …",
    "activity processes …",
    "activity p …",
    "activity permissions …",
    "activity recents …",
    "activity broadcasts …",
    "activity activities …",
    "activity settings",
    "activity exit-info …",
    "appops -a …",
    "appops --op …",
    "appops --package …",
    "appops --history",
    "batterystats --checkin",
    "batterystats --charged",
    "device_policy -a",
    "meminfo -c",
    "netstats detail",
    "netstats --uid …",
    "notification -a",
    "notification --noredact",
    "notification -n",
    "procstats --hours N",
    "role -a",
    "user -a",
    "wifi -a",
)
_PACKAGE = (
    "list …",
    "path …",
    "dump …",
    "query-activities …",
    "query-services …",
    "query-receivers …",
    "resolve-activity …",
    "get-install-location",
    "get-max-users",
    "get-max-running-users",
    "has-feature …",
    "get-app-links …",
    "get-app-link-owners …",
    "get-harmful-app-warning …",
)
_APPOPS = ("get …", "query-op …")
_ACTIVITY = ("get-current-user", "get-config", "get-started-user-state …", "get-standby-bucket …", "stack list")
_SETTINGS = tuple(
    f"{user}{line}"
    for user in ("", "--user N ", "--user current ")
    for line in (
        "get system …",
        "get secure …",
        "get global …",
        "list system",
        "list secure",
        "list global",
        "get --user N system …",
        "get --user N secure …",
        "get --user N global …",
        "list --user N system",
        "list --user N secure",
        "list --user N global",
    )
)
_POLICY = ("list-owners",)
_CMD = _exactly(
    "-l",
    *(f"package {line}" for line in _PACKAGE),
    *(f"appops {line}" for line in _APPOPS),
    *(f"activity {line}" for line in _ACTIVITY),
    *(f"settings {line}" for line in _SETTINGS),
    *(f"device_policy {line}" for line in _POLICY),
    "device_config list …",
    "device_config get …",
    "input_method list …",
    "ime list …",
    "notification list",
    "overlay list …",
    "role get-role-holders …",
    "role holders …",
    "sensor_privacy status",
    "shortcut get-default-launcher …",
    "telecom get-default-dialer …",
    "telecom get-system-dialer",
    "uimode night",
    "user list …",
    "user report-system-user-package-whitelist-problems",
    "user is-user-visible …",
)


def _find(words: Sequence[Word]) -> bool:
    """Let it look, and not run, delete or write."""
    known = re.compile(
        r"-(?:[iw]?name|iwholename|wholename|i?path|type|maxdepth|mindepth|size|[amc]time|[amc]min|newer|perm|user|group"
        r"|uid|gid|nouser|nogroup|print0?|depth|prune|empty|a|o|not|xdev|L|H|true|false|links|inum|readable|executable)"
    )
    return all(
        known.fullmatch(word.text) is not None
        if word.text is not None and word.text.startswith("-") and not re.fullmatch(r"-\d+[A-Za-z]?", word.text)
        else _no_option(word) or word.text in {"", "(", ")", "!", "*"}
        for word in words
    )


def _dd(words: Sequence[Word]) -> bool:
    known = re.compile(r"(if|bs|ibs|skip|count)=")
    flags = {"iflag=skip_bytes", "iflag=count_bytes", "iflag=skip_bytes,count_bytes", "status=none", "status=noxfer"}

    def fits(word: Word) -> bool:
        if word.prefix.startswith(("iflag=", "status=")):
            return word.text in flags
        return not word.splits and known.match(word.prefix) is not None

    return any(word.prefix.startswith("if=") for word in words) and all(map(fits, words))


def _date(words: Sequence[Word]) -> bool:
    """Refuse ``-s`` and bare operands: they would set the clock."""
    takes = False
    for word in words:
        if takes:
            takes = False
        elif word.text in {"-d", "-r", "-D"}:
            takes = True
        elif word.splits or not (word.text == "-u" or word.prefix.startswith("+")):
            return False
    return not takes


def _sed(words: Sequence[Word]) -> bool:
    rest = list(words)
    while rest and rest[0].text in {"-n", "-E", "-r", "-e"}:
        rest.pop(0)
    return bool(rest) and _SED.fullmatch(rest[0].text or "") is not None and all(map(_no_option, rest[1:]))


def _sort(words: Sequence[Word]) -> bool:
    return _options(r"-[bcdfghiMnrRsuxVz]+|-k[0-9.,nr]+|-t.?")([w for w in words if not _field(w)])


def _field(word: Word) -> bool:
    return re.fullmatch(r"[0-9.,nr]+|[^-\w/]", word.text or "") is not None


def _logcat(words: Sequence[Word]) -> bool:
    """Only a dump that ends (``-d`` or ``-t``); never clearing, sizes, or a file."""
    texts = [word.text for word in words]
    known = re.compile(r"-d|-t|-T|-b|-v|-s|\d+|[a-z,]+|[\w.:*]+:[VDIWEFS]|\*:[VDIWEFS]")
    return ("-d" in texts or "-t" in texts) and all(text is not None and known.fullmatch(text) for text in texts)


def _content(words: Sequence[Word]) -> bool:
    texts = [word.text for word in words]
    if texts[:1] != ["query"]:
        return False
    flags = texts[1::2]
    return len(texts) % 2 == 1 and set(flags) <= {"--uri", "--user", "--projection", "--where", "--sort"}


def _ip(words: Sequence[Word]) -> bool:
    texts = [word.text for word in words]
    while texts[:1] and texts[0] in {"-4", "-6", "-o", "-s", "-d"}:
        texts.pop(0)
    about = {"addr", "address", "a", "link", "route", "r", "rule", "neigh", "neighbor"}
    return len(texts) >= 1 and texts[0] in about and (len(texts) == 1 or texts[1] in {"show", "list"})


def _read(words: Sequence[Word]) -> bool:
    """Accept lower-case variables only, as the reader of the command line does."""
    return all(word.text is not None and (word.text == "-r" or NAME.fullmatch(word.text)) for word in words)


RULES: Mapping[str, Rule] = {
    ":": _anything,
    "[": _anything,
    "am": _exactly(*_ACTIVITY),
    "appops": _exactly(*_APPOPS),
    "base64": _options(r"-[di]+|-w"),
    "basename": _anything,
    "break": _nothing,
    "cat": _anything,
    "cmd": _CMD,
    "cmp": _anything,
    "content": _content,
    "continue": _nothing,
    "cut": _anything,
    "date": _date,
    "dd": _dd,
    "device_config": _exactly("list …", "get …"),
    "df": _anything,
    "dirname": _anything,
    "dpm": _exactly(*_POLICY),
    "du": _anything,
    "dumpsys": _dumpsys,
    "echo": _anything,
    "egrep": _anything,
    "env": _nothing,
    "exit": _anything,
    "expr": _anything,
    "false": _anything,
    "fgrep": _anything,
    "file": _options(r"-[bhL]+"),
    "find": _find,
    "free": _anything,
    "getenforce": _nothing,
    "getprop": _anything,
    "grep": _anything,
    "head": _anything,
    "hostname": _nothing,
    "id": _anything,
    "ifconfig": _exactly("", "-a"),
    "ime": _exactly("list …"),
    "ip": _ip,
    "logcat": _logcat,
    "ls": _anything,
    "md5sum": _anything,
    "mount": _nothing,
    "netstat": _options(r"-[pWrwutxneal]+", most=0),
    "od": _options(r"-[vbcdosx]+|-[AjNt][\w]*"),
    "pm": _exactly(*_PACKAGE),
    "printenv": _anything,
    "printf": _anything,
    "ps": _anything,
    "pwd": _anything,
    "read": _read,
    "readlink": _anything,
    "realpath": _anything,
    "screencap": _exactly("-p", "-d N -p", "-p -d N"),
    "sed": _sed,
    "seq": _anything,
    "service": _exactly("list", "check …"),
    "settings": _exactly(*_SETTINGS),
    "sha1sum": _anything,
    "sha224sum": _anything,
    "sha256sum": _anything,
    "sha384sum": _anything,
    "sha512sum": _anything,
    "sleep": _anything,
    "sort": _sort,
    "stat": _anything,
    "strings": _anything,
    "tail": _options(r"-[cn]?[+]?\d*"),
    "test": _anything,
    "tr": _anything,
    "true": _anything,
    "uname": _anything,
    "uniq": _options(r"-[cdiuz]+", most=0),
    "unzip": _options(r"-(?:p|l|v|Z1?|pq|qp|lq)"),
    "uptime": _anything,
    "wc": _anything,
    "whoami": _nothing,
    "wm": _exactly("size", "density"),
    "xxd": _options(r"-[pu]+|-[cgls]\d*", most=1),
    "zcat": _anything,
}
"""Tool → whether these arguments only read."""
