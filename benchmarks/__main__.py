"""`python -m benchmarks [--only app | --only app.figure]`: one JSON object a line."""

import argparse
import os
import sys

from benchmarks.runner import run

parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
parser.add_argument("--only", default=os.environ.get("ONLY", ""), help="an app, or one figure")
sys.exit(run(parser.parse_args().only))
