"""Start a counterpart: `python -m lti_exams.sandbox lms --host localhost --port 1 --data DIR`."""

import sys

from lti_exams.sandbox.common.server import serve

COUNTERPARTS = ("lms", "vendor", "assessment")


def main(arguments: list[str]) -> int:
    """Serve the counterpart that the first argument names."""
    name = arguments[0] if arguments else ""
    if name not in COUNTERPARTS:
        print(f"Name one of {', '.join(COUNTERPARTS)}.", file=sys.stderr)
        return 2
    return serve(name, f"lti_exams.sandbox.{name}.settings", arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
