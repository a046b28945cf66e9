"""Nothing but adb opens a socket, in a whole sitting from the first question to the last paper."""

from __future__ import annotations

import pytest

from devicecheck import practice
from tests.lab.fixtures import StartPhone
from tests.lab.practice_replies import files, replies
from tests.lab.sockets import sockets_of

STEPS = "tests.sitting.socket_steps"


def test_a_sitting_with_a_recording_opens_none() -> None:
    told = sockets_of(STEPS, "whole_sitting", "practice:renamed-spy", "sheet")
    assert ".age" in told.result
    assert ".pdf" in told.result
    assert told.reached == frozenset()


@pytest.mark.lab
def test_a_sitting_with_a_phone_reaches_that_phone_alone(lab_phone: StartPhone) -> None:
    described = practice.open_practice("renamed-spy").described
    phone = lab_phone(replies=replies(described), files=files(described))
    told = sockets_of(STEPS, "whole_sitting", phone.address, "card")
    assert ".age" in told.result
    assert told.reached == {("127.0.0.1", phone.port)}
