from pathlib import Path

import pytest

from devicecheck.sitting.consent import Scope
from devicecheck.sitting.script import BadScriptError, read_script

WHOLE = """
[case]
pseudonym = "M-17"
counsellor = "K2"
language = "de"
[consent]
look = true
keep = true
hand_over = true
plan = true
[phone]
address = "practice:renamed-spy"
[answers]
D1 = "yes"
D6 = ["control", "follow"]
O2 = "skip"
[gates]
plan_agreed = true
[plan]
agreed = ["S05-safe-device"]
paper = "card"
receipt = true
[bundle]
recipients = ["age1example"]
out = "there"
"""
HOME = Path("home")


def test_a_whole_script_is_understood() -> None:
    script = read_script(WHOLE, HOME)
    assert script.pseudonym == "M-17"
    assert all(script.consents.values())
    assert script.answers == {"D1": ("yes",), "D6": ("control", "follow"), "O2": None}
    assert [gate for gate, is_open in script.gates.items() if is_open] == ["plan_agreed"]
    assert script.agreed == ("S05-safe-device",)
    assert script.out == HOME / "there"


def test_what_is_not_said_is_no() -> None:
    script = read_script('[case]\npseudonym = "M"\ncounsellor = "K"\n', HOME)
    assert not any(script.consents[scope] for scope in Scope)
    assert not any(script.gates.values())
    assert (script.paper, script.receipt, script.agreed, script.address) == ("nothing", False, None, None)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("keep = true", "keep = 1", "consent.keep"),
        ("keep = true", "kept = true", "consent.kept"),
        ("[gates]", "[gate]", "[gate]"),
        ('paper = "card"', 'paper = "poster"', "plan.paper"),
        ('language = "de"', 'language = "tlh"', "case.language"),
        ('pseudonym = "M-17"', 'pseudonym = " "', "case.pseudonym"),
        ('D1 = "yes"', "D1 = true", "answers.D1"),
        ('agreed = ["S05-safe-device"]', 'agreed = "all"', "plan.agreed"),
        ('recipients = ["age1example"]', "recipients = []", "recipients"),
        ('address = "practice:renamed-spy"', "", "phone.address"),
        ("[case]", "[case", "TOML"),
    ],
)
def test_one_fault_is_named(old: str, new: str, named: str) -> None:
    assert WHOLE.count(old) == 1
    with pytest.raises(BadScriptError, match=r".*") as caught:
        read_script(WHOLE.replace(old, new), HOME)
    assert named in str(caught.value)
