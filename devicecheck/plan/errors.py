"""What can be wrong with the catalogue, a plan or a decision."""

from __future__ import annotations

from devicecheck.errors import DeviceCheckError


class CatalogueError(DeviceCheckError):
    """The catalogue contradicts itself; nothing of it is used. ``detail`` names file and line."""

    key = "plan_catalogue"


class PlanError(DeviceCheckError):
    """A stored plan is no plan."""

    key = "plan_unreadable"


class UnknownActionError(DeviceCheckError):
    """An action id that the catalogue does not have."""

    key = "plan_unknown_action"


class UnknownAnswerError(DeviceCheckError):
    """A question or an answer that the catalogue does not have."""

    key = "plan_unknown_answer"


class LockedActionError(DeviceCheckError):
    """A gate is open, or the action is held back."""

    key = "plan_locked_action"


class NotReleasedError(DeviceCheckError):
    """A text in this language may not be printed yet."""

    key = "plan_not_released"


class SettingsError(DeviceCheckError):
    """The centre's settings file cannot be used."""

    key = "settings_unreadable"
