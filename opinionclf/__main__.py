"""``python -m opinionclf``: the command line."""

import sys

from opinionclf.cli import program

sys.exit(program())
