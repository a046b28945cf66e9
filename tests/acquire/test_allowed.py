"""What may be sent to a phone: only what certainly reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.acquire.allowed import only_reads, refusal

READS = (
    "getprop",
    "settings get global adb_enabled",
    "settings list --user 10 secure",
    "for p in $(pm list packages -3 | cut -d: -f2); do dumpsys package $p; done",
    'pm path org.x | cut -d: -f2 | while read -r f; do sha256sum "$f"; stat -c "%s %Y" "$f"; done',
    "dd if=/data/app/x/base.apk bs=4096 skip=3 count=2 2>/dev/null",
    "sha256sum /data/app/*/base.apk",
    "date +%s; date -u '+%Y-%m-%d'",
    "toybox od -An -tx1 /dev/null | head -c 20",
    "if [ -e /system/bin/su ]; then echo yes; else echo no; fi",
    "dumpsys -t 30 activity services",
    "find /sdcard/Download -maxdepth 1 -type f -name '*.apk'",
    "logcat -d -b all -t 1000 '*:S'",
    "cmd package list packages -f -U --user 0",
    "content query --uri content://settings/secure --where \"name='x'\"",
    "! test -e /data/local/tmp/x || ls -l /system/app | grep -v x >/dev/null",
    "find /sdcard -name '*.apk' -print0 | xargs -0 sha256sum",
)
CHANGES = (
    "settings put global x 1",
    "settings delete global x",
    "settings $verb global x",
    "settings {put,get} a b",
    "pm uninstall x",
    "pm grant x y",
    "am start x",
    "am force-stop x",
    "input tap 1 2",
    "svc wifi disable",
    "cmd appops set x y z",
    "cmd package compile x",
    "content insert --uri x",
    "content delete --uri x",
    "content call --uri x",
    "rm -rf /sdcard",
    "mv a b",
    "touch x",
    "chmod 777 x",
    "setprop a b",
    "reboot",
    "tee x",
    "cat x | tee y",
    "dd if=/dev/zero of=/x",
    "echo x > /sdcard/f",
    "echo x >> /sdcard/f",
    "echo x >| f",
    "cat >/dev/nullx",
    "ls 2>&1x",
    "sort -o x y",
    "sort $x",
    "uniq a b",
    "sed -i s/a/b/ x",
    "sed 's/a/b/w out' x",
    "sed -n 'w out' f",
    "sed 's/a/b/e' x",
    "find / -delete",
    "find / -exec rm {} ;",
    "find $x -name y",
    "find / -fprint x",
    "date 010101",
    "date -s x",
    "xxd -r a b",
    "xxd a b",
    "PATH=/sdcard ls",
    "IFS=x; ls",
    "read PATH",
    "for PATH in /sdcard; do ls; done",
    "eval ls",
    ". x",
    "exec rm",
    "f() { rm x; }",
    "function f { rm; }",
    "ls &",
    "ls |& tee x",
    "dumpsys battery set level 5",
    "dumpsys battery unplug",
    "dumpsys deviceidle force-idle",
    "dumpsys deviceidle whitelist +x",
    "dumpsys batterystats --reset",
    "dumpsys procstats --clear",
    "dumpsys package write",
    "dumpsys $service",
    "sh -c 'rm x'",
    "su -c ls",
    "run-as x ls",
    "awk 'BEGIN{system(1)}'",
    "xargs rm",
    "toybox rm x",
    "timeout 5 rm x",
    "nice rm x",
    "echo <(rm x)",
    "echo `rm x`",
    'echo "$(rm x)"',
    "echo $((a[$(rm x)]))",
    "echo ${x:=$(rm x)}",
    "$tool x",
    "wm size 1x1",
    "service call x 1",
    "logcat",
    "logcat -c",
    "logcat -d -f /x",
    "bugreportz",
    "screencap /sdcard/x.png",
    "a=$(rm x)",
    "for i in $(rm x); do ls; done",
    "while rm x; do ls; done",
    "if rm x; then ls; fi",
    "case a in a) rm;; esac",
    "ls #\nrm x",
    "cat <<x\nx",
    "ls\x00; rm x",
    "!",
    "for x in a; do !",
    "",
)


@pytest.mark.parametrize("command", READS)
def test_reading_is_allowed(command: str) -> None:
    assert refusal(command) == ""


@pytest.mark.parametrize("command", CHANGES)
def test_what_could_change_the_phone_is_refused(command: str) -> None:
    assert refusal(command)


@given(reads=st.sampled_from(READS), changes=st.sampled_from([c for c in CHANGES if c]), how=st.integers(0, 8))
def test_no_company_makes_a_change_allowed(reads: str, changes: str, how: int) -> None:
    shapes = (
        f"{reads}; {changes}",
        f"{changes}; {reads}",
        f"{reads} | {changes}",
        f"{reads} && {changes}",
        f"echo $({changes})",
        f'echo "x$({changes})"',
        f"for x in a; do {changes}; done",
        f"if {reads}; then {changes}; fi",
        f"while {changes}; do {reads}; done",
    )
    assert not only_reads(shapes[how])


_SIGNS = [
    "!",
    "(",
    ")",
    "for",
    "x",
    "in",
    "do",
    "done",
    "while",
    "if",
    "then",
    "fi",
    "else",
    "elif",
    "$(",
    "'",
    '"',
    "\\",
]


@given(st.lists(st.sampled_from([*_SIGNS, "$", "ls", ";", "\n", "|", "&&", ">", "<", "{", "}", "*", "[", "#", " "])))
def test_any_grammar_gets_an_answer(pieces: list[str]) -> None:
    assert isinstance(refusal(" ".join(pieces)), str)
    assert isinstance(refusal("".join(pieces)), str)


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    assert isinstance(refusal(text), str)
