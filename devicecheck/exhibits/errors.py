"""What can go wrong with an exhibit; words under the same keys in ``errors.toml``."""

from __future__ import annotations

from devicecheck.errors import DeviceCheckError


class ExhibitError(DeviceCheckError):
    """Parent of all of them; never raised itself."""

    key = "exhibit_failed"


class ScreenshotError(ExhibitError):
    """The phone gave no picture of its screen, or only a part of one."""

    key = "screenshot_failed"


class ListingError(ExhibitError):
    """The phone did not say which files there are."""

    key = "listing_failed"


class FolderError(ExhibitError):
    """The folder with the pictures cannot be read."""

    key = "folder_failed"


class TooLargeError(ExhibitError):
    """A file or text is larger than an exhibit may be."""

    key = "exhibit_too_large"


class RefusedError(ExhibitError):
    """It may not be captured now (``rules.Refusal``)."""

    key = "exhibit_refused"
