"""``python -m kzplan.cli``."""

import sys

from . import main

sys.exit(main())
