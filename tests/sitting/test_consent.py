from datetime import UTC, datetime

from devicecheck.sitting.consent import Consents, Decision, Scope

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def said(scope: Scope, *, given: bool) -> Decision:
    return Decision(scope=scope, given=given, when=NOON)


def test_not_asked_is_no() -> None:
    assert not any(Consents().given(scope) for scope in Scope)


def test_each_scope_stands_alone() -> None:
    consents = Consents().plus(said(Scope.LOOK, given=True))
    assert [scope for scope in Scope if consents.given(scope)] == [Scope.LOOK]


def test_the_last_word_counts_and_the_history_stays() -> None:
    consents = Consents().plus(said(Scope.KEEP, given=True)).plus(said(Scope.KEEP, given=False))
    assert not consents.given(Scope.KEEP)
    assert consents.withdrawn(Scope.KEEP)
    assert len(consents.decisions) == 2


def test_a_no_from_the_start_is_not_a_withdrawal() -> None:
    assert not Consents().plus(said(Scope.LOOK, given=False)).withdrawn(Scope.LOOK)
