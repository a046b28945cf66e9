"""``python -m evidence verify BUNDLE``: check a bundle with nothing but this package."""

from __future__ import annotations

import sys

from evidence.command import main

sys.exit(main(sys.argv[1:]))
