"""Measure one size of a course in an installation that is empty, and print what was found as JSON.

    python -m benchmarks.final_list <students> <assignments> <rounds>

The environment names the installation.
"""

import json
import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    from benchmarks.final_list.lists import measure

    students, assignments, rounds = map(int, sys.argv[1:])
    print(json.dumps(measure(students, assignments, rounds)))
