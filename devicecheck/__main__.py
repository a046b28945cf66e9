"""``python -m devicecheck``."""

import sys

from devicecheck.cli import main

sys.exit(main())
