"""``python -m opinionclf``: the command line."""

import sys

from opinionclf.cli import main

sys.exit(main())
