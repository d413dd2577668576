"""Measure one thing in an installation that is empty, and print what was found as JSON.

    python -m benchmarks.grade_book <module of this package> [number]

The module has `measure(number)`; the environment names the installation.
"""

import json
import sys
from importlib import import_module

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    what, *numbers = sys.argv[1:]
    found = import_module(f"benchmarks.grade_book.{what}").measure(*map(int, numbers))
    print(json.dumps(found))
