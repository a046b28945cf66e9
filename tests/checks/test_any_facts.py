"""Whatever a phone says: no check breaks, every finding can be told, and the same facts tell the same."""

from __future__ import annotations

import dataclasses
import json
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks import facts as kinds
from checks.facts import Fact, Facts, Gap
from checks.finding import Concern
from checks.registry import all_checks
from devicecheck.assess import Broke
from devicecheck.assessment import Assessment, make, to_json
from devicecheck.telling import lines

KINDS = sorted(
    (kind for kind in vars(kinds).values() if isinstance(kind, type) and issubclass(kind, Fact) and kind is not Fact),
    key=lambda kind: kind.__name__,
)
PACKAGES = st.sampled_from(
    ["com.example.a", "com.android.helper", "org.fdroid.fdroid", "{subject} {0}", "", "\\u{202e}x"]
)
USERS = st.sampled_from([0, 10, 999])
POOLS = {
    "package": PACKAGES,
    "installer": PACKAGES | st.none(),
    "initiating": PACKAGES | st.none(),
    "user": USERS,
    "op": st.sampled_from(["CAMERA", "GET_USAGE_STATS", "ACCESS_RESTRICTED_SETTINGS", "REQUEST_INSTALL_PACKAGES"]),
    "mode": st.sampled_from(["allow", "deny"]),
    "active_seconds": st.floats(0, 1e9),
    "foreground_seconds": st.floats(0, 1e9),
    "key": st.sampled_from(
        ["ro.build.version.security_patch", "ro.boot.verifiedbootstate", "http_proxy", "adb_enabled"]
    ),
}


def rows(kind: type[Fact]) -> st.SearchStrategy[list[Fact]]:
    names = {field.name for field in dataclasses.fields(kind)}
    return st.lists(st.builds(kind, **{name: pool for name, pool in POOLS.items() if name in names}), max_size=2)


def gaps() -> st.SearchStrategy[list[Gap]]:
    one = st.builds(
        Gap, kind=st.sampled_from(KINDS), why=st.text(max_size=20), user=USERS | st.none(), where=st.text(max_size=9)
    )
    return st.lists(one, max_size=3)


read = st.fixed_dictionaries({}, optional={kind: rows(kind) for kind in KINDS})


def looked(facts: Facts) -> Assessment:
    return make(facts, kind="test", sha256="0" * 64)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(read, gaps())
def test_no_check_breaks_and_everything_can_be_told(found: dict[type[Fact], list[Fact]], missing: list[Gap]) -> None:
    facts = Facts(found, missing)
    first, second = looked(facts), looked(facts)
    assert [one for one in first.outcomes if isinstance(one, Broke)] == []
    assert first == second
    assert json.loads(json.dumps(to_json(first))) == to_json(second)
    for language in ("de", "en"):
        assert list(lines(first, language, date(2026, 1, 1)))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(read, gaps())
def test_a_gap_is_never_an_all_clear(found: dict[type[Fact], list[Fact]], missing: list[Gap]) -> None:
    """Whatever is missing of what a check needs, its outcome is not "looked"."""
    facts = Facts(found, missing)
    told = {outcome.check: type(outcome).__name__ for outcome in looked(facts).outcomes}
    for check in all_checks():
        lacks = any(not facts.has(kind) or facts.gaps(kind) for kind in check.reads)
        if check.id in told:
            assert (told[check.id] == "Looked") is not lacks


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(read)
def test_without_lists_act_needs_something_that_hides(found: dict[type[Fact], list[Fact]]) -> None:
    for kind in (kinds.Indicator, kinds.IndicatorList):
        found.pop(kind, None)
    for story in looked(Facts(found)).stories:
        if story.concern is Concern.ACT:
            assert {"concealed", "capable"} <= {trait.value for trait in story.traits}
