"""``python -m evidence verify BUNDLE``: check a bundle with nothing but this package."""

from __future__ import annotations

import gc
import sys

from evidence.command import main

gc.disable()  # a short run that makes many small objects and no circles: looking for circles is a third of its time
sys.exit(main(sys.argv[1:]))
