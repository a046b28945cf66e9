"""A process, property, path or server that a list names is on this phone.

Lists about state spyware name processes and files more often than apps. A server counts where the phone was told to
send its questions or its traffic there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.check import Check, Platform
from checks.facts import Indicator, Match, Property, RootSign, RunningProcess, Setting
from checks.finding import PHONE, Concern, Confidence, Finding
from checks.listed import settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Fact, Facts

MATCHES = (Match.PROCESS, Match.PROPERTY, Match.PATH, Match.DOMAIN)
SERVERS = frozenset({"private_dns_specifier", "http_proxy", "global_http_proxy_host", "global_proxy_pac_url"})


def look(facts: Facts) -> Iterator[Finding]:
    """Compare what runs and what is set with the lists."""
    indicators = facts.of(Indicator)
    listed = {match: settled(indicators, match) for match in MATCHES}
    for match, value, fact in _traces(facts):
        indicator = listed[match].get(value)
        if indicator is not None:
            yield Finding(
                subject=PHONE,
                concern=Concern.ASK,
                confidence=Confidence.LIKELY,
                type="F.spy_suspect",
                because=(fact, indicator),
                details={"family": indicator.family, "list": indicator.list_name, "value": value},
            )


def _traces(facts: Facts) -> Iterator[tuple[Match, str, Fact]]:
    yield from ((Match.PROCESS, process.name, process) for process in facts.of(RunningProcess))
    yield from ((Match.PROPERTY, one.key, one) for one in facts.of(Property))
    yield from ((Match.PATH, sign.path, sign) for sign in facts.known(RootSign))
    for setting in facts.of(Setting):
        if setting.key in SERVERS:
            yield Match.DOMAIN, _host(setting.value), setting


def _host(text: str) -> str:
    return text.rsplit("://", maxsplit=1)[-1].split("/", maxsplit=1)[0].split(":", maxsplit=1)[0].lower()


CHECK = Check(
    id="android/known_trace",
    platform=Platform.ANDROID,
    reads=(Indicator, Property, RunningProcess, Setting),
    uses=(RootSign,),
    references=("https://docs.oasis-open.org/cti/stix/v2.1/stix-v2.1.html",),
    look=look,
)
