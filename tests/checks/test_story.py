"""The rules by which findings about one app become one story."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from checks.apps import Origin
from checks.facts import Facts, Gap, InstalledApp, NotificationListener, Source
from checks.finding import PHONE, Concern, Confidence, Finding, Trait
from checks.registry import all_checks
from devicecheck.assess import Broke, Looked, NotAssessed, assess
from devicecheck.story import Rule, Story, phone_findings, stories
from tests.checks.casefile import facts_of

HERE = InstalledApp(source=Source(artifact="a", place="line 1"), package="com.example.app", user=0, system=False)
CHECK = "android/accessibility_service"
OTHER = "android/notification_access"


def finding(
    *traits: Trait,
    user: int | None = 0,
    concern: Concern = Concern.NOTE,
    subject: str = "com.example.app",
    details: dict[str, str] | None = None,
) -> Finding:
    return Finding(
        subject=subject,
        user=user,
        concern=concern,
        confidence=Confidence.POSSIBLE,
        type="F.spy_suspect",
        because=(HERE,),
        traits=frozenset(traits),
        details=details or {},
    )


def told(*findings: Finding) -> tuple[Looked, ...]:
    return (Looked(check=CHECK, findings=findings),)


def story_of(*findings: Finding) -> Story:
    [story] = stories(told(*findings), Facts({InstalledApp: (HERE,)}))
    return story


def test_identified_is_act_and_confirmed() -> None:
    story = story_of(finding(Trait.IDENTIFIED, concern=Concern.ACT, details={"family": "ExampleSpy"}))
    assert (story.concern, story.confidence, story.rule) == (Concern.ACT, Confidence.CONFIRMED, Rule.IDENTIFIED)
    assert story.known_as == ("ExampleSpy",)


def test_a_listed_id_alone_asks() -> None:
    assert story_of(finding(Trait.LISTED, concern=Concern.ASK)).concern is Concern.ASK


def test_a_listed_id_from_outside_with_a_power_is_act_and_each_part_is_needed() -> None:
    parts = [Trait.LISTED, Trait.OUTSIDE_STORE, Trait.MONITORING]
    assert story_of(*(finding(part) for part in parts)).concern is Concern.ACT
    for missing in parts:
        rest = [part for part in parts if part is not missing]
        assert story_of(*(finding(part, concern=Concern.ASK) for part in rest)).concern is Concern.ASK


def test_concealed_and_capable_is_act_and_each_part_is_needed() -> None:
    assert story_of(finding(Trait.CONCEALED), finding(Trait.CAPABLE)).rule is Rule.CONCEALED_AND_CAPABLE
    assert story_of(finding(Trait.CONCEALED)).rule is Rule.STRONGEST_FINDING
    assert story_of(finding(Trait.CAPABLE)).rule is Rule.STRONGEST_FINDING


def test_watchware_that_is_capable_and_outside_is_never_act() -> None:
    traits = (Trait.WATCHWARE, Trait.CAPABLE, Trait.MONITORING, Trait.OUTSIDE_STORE, Trait.ACTIVE, Trait.PERSISTENT)
    assert story_of(*(finding(trait, concern=Concern.ASK) for trait in traits)).concern is Concern.ASK


@given(st.lists(st.sampled_from([t for t in Trait if t not in {Trait.IDENTIFIED, Trait.CONCEALED, Trait.LISTED}])))
def test_no_number_of_weak_findings_adds_up_to_act(traits: list[Trait]) -> None:
    if traits:
        assert story_of(*(finding(trait, concern=Concern.ASK) for trait in traits)).concern is Concern.ASK


def test_each_user_has_a_story_of_their_own() -> None:
    hidden, capable = finding(Trait.CONCEALED, user=0), finding(Trait.CAPABLE, user=10)
    both = stories(told(hidden, capable), Facts({InstalledApp: (HERE,)}))
    assert [(story.user, story.concern) for story in both] == [(0, Concern.NOTE), (10, Concern.NOTE)]


def test_what_is_said_of_no_user_belongs_to_each() -> None:
    general = finding(Trait.IDENTIFIED, user=None, concern=Concern.ACT)
    both = stories(told(general, finding(user=0), finding(user=10)), Facts({InstalledApp: (HERE,)}))
    assert [(story.user, story.concern) for story in both] == [(0, Concern.ACT), (10, Concern.ACT)]


def test_order_does_not_depend_on_the_order_of_findings() -> None:
    made = [
        finding(Trait.CONCEALED, subject="b"),
        finding(Trait.CAPABLE, subject="b"),
        finding(subject="a"),
        finding(subject="c", concern=Concern.ASK),
    ]
    orders = {tuple(story.subject for story in stories(told(*order), Facts({}))) for order in permutations(made)}
    assert orders == {("b", "c", "a")}


def test_what_could_not_be_seen_of_this_user_is_named() -> None:
    facts = Facts(
        {InstalledApp: (HERE,), NotificationListener: ()}, [Gap(kind=NotificationListener, why="locked", user=10)]
    )
    blind = NotAssessed(check=OTHER, missing=("NotificationListener of user 10: locked",))
    here, there = stories((*told(finding(user=0), finding(user=10)), blind), facts)
    assert (here.unseen, there.unseen) == ((), (OTHER,))


def test_a_check_that_broke_is_unseen_and_not_silent() -> None:
    [story] = stories((*told(finding()), Broke(check=OTHER, error="x")), Facts({}))
    assert story.unseen == (OTHER,)


def test_the_phone_itself_is_no_app() -> None:
    outcome = told(finding(subject=PHONE, user=None, concern=Concern.ASK), finding(subject=PHONE, user=None))
    assert stories(outcome, Facts({})) == ()
    assert [one.finding.concern for one in phone_findings(outcome)] == [Concern.ASK, Concern.NOTE]


def test_a_renamed_app_that_hides_and_reads_the_screen() -> None:
    """The whole way from facts: no list knows it."""
    facts = facts_of(
        {
            "InstalledApp": [{"package": "com.android.helper", "user": 0, "system": False}],
            "AppOrigin": [{"package": "com.android.helper", "installer": "com.android.chrome"}],
            "AppLabel": [{"package": "com.android.helper", "label": "System Service"}],
            "Launcher": [{"package": "com.android.helper", "user": 0, "declared": ["a"], "disabled": ["a"]}],
            "AccessibilityService": [
                {"package": "com.android.helper", "user": 0, "component": "a/b", "enabled": True},
            ],
        }
    )
    [story] = stories(assess(facts, all_checks()), facts)
    assert (story.name, story.concern, story.rule) == ("System Service", Concern.ACT, Rule.CONCEALED_AND_CAPABLE)
    assert story.origin is Origin.OUTSIDE
    assert "android/icon_switched_off" in story.checks
    assert "android/known_package" in story.unseen
