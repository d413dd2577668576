"""What both sides find: the same numbers of people, milestones and courses."""

PEOPLE = 10_000
MILESTONES = 2_200
# The first of the keys of people that hold nothing yet.
FRESH = PEOPLE // 2
REQUIRED = 50
FULFILLED = (1, 50)
CROWD = 1_000
CROWD_REQUIRED = 10
REMOVED_FROM = 1_000
