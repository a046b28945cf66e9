"""From bytes to facts. Pure.

``read(artifacts)`` is the way in. One file per kind of artifact under ``android/``, found by ``registry.py``.
"""

from devicecheck.parse.artifact import Artifact, Parsed
from devicecheck.parse.read import read

__all__ = ["Artifact", "Parsed", "read"]
