"""Where the boxes of a map stand, and that no arrow crosses one."""

from lti_exams.journeys.see_requirement_map import RequirementMap
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from lti_exams.web.requirement_map import ACROSS, BOX, TALL, Drawing, draw

Side = milestones.Side


def value(key: int, title: str = "") -> milestones.MilestoneValue:
    return milestones.MilestoneValue(
        key=key,
        namespace="course:1",
        name=f"m{key}",
        display_name=title or f"Milestone {key}",
        description="",
        is_given_by_hand=False,
        is_active=True,
    )


def tie(
    key: int, side: Side, subject: str, milestone: int | None, **told: object
) -> milestones.Tie:
    return milestones.Tie(
        key=key,
        side=side,
        kind="requires",
        subject=milestones.Subject.named(subject, "1"),
        milestone=value(milestone) if milestone else None,
        condition=milestones.ALWAYS,
        version=1,
        **told,  # type: ignore[arg-type]
    )


def gives(subject: str, milestone: int) -> milestones.Tie:
    return tie(100 + milestone, Side.FULFILS, subject, milestone)


def asks(key: int, subject: str, milestone: int | None, **told: object) -> milestones.Tie:
    return tie(key, Side.REQUIRES, subject, milestone, **told)


def drawn(*ties: milestones.Tie, troubles: tuple[milestones.Trouble, ...] = ()) -> Drawing:
    seen = RequirementMap(
        course=launches.Course(pk=1, title="Course 101"),
        gives=[one for one in ties if one.side is Side.FULFILS],
        asks=[one for one in ties if one.side is Side.REQUIRES],
        names={str(one.subject): str(one.subject) for one in ties},
        troubles=troubles,
        is_cut=False,
    )
    return draw(seen)


def columns(drawing: Drawing) -> dict[str, int]:
    return {one.key: one.x // ACROSS for one in drawing.boxes}


def test_what_comes_first_stands_at_the_left() -> None:
    found = columns(drawn(gives("exam:1", 7), asks(1, "course:1", 7)))

    assert found == {"exam:1": 0, "milestone:7": 1, "course:1": 2}


def test_a_group_stands_between_its_parts_and_what_asks() -> None:
    group = asks(1, "course:1", None, mode=milestones.Mode.ANY)
    found = columns(
        drawn(group, asks(2, "course:1", 7, parent=1), asks(3, "course:1", 8, parent=1))
    )

    assert found == {"milestone:7": 0, "milestone:8": 0, "tie:1": 1, "course:1": 2}


def test_no_two_boxes_overlap() -> None:
    ties = [gives(f"exam:{key}", key) for key in range(1, 9)]
    boxes = drawn(*ties, *(asks(key, "course:1", key) for key in range(1, 9))).boxes

    places = {(one.x, one.y) for one in boxes}
    assert len(places) == len(boxes) == 17
    assert all(one.y % 84 == 8 for one in boxes)


def test_a_line_that_passes_a_column_has_a_place_of_its_own_there() -> None:
    drawing = drawn(
        gives("exam:1", 7),
        asks(1, "exam:2", 7),
        gives("exam:2", 8),
        asks(2, "course:1", 8),
        asks(3, "course:1", 7),
    )
    [long] = [one.path for one in drawing.arrows if one.path.count("H") > 0]

    middles = {one.y + TALL // 2 for one in drawing.boxes if one.x // ACROSS in (2, 3)}
    passed = int(long.split(",")[1].split()[1].rstrip(","))
    assert passed not in middles


def test_what_waits_for_itself_is_drawn_all_the_same() -> None:
    drawing = drawn(gives("exam:1", 7), asks(1, "exam:1", 7))

    assert len(drawing.boxes) == 2
    assert drawing.width < 100 * ACROSS


def test_what_nobody_can_reach_is_marked() -> None:
    lost = asks(1, "course:1", 7)
    trouble = milestones.Trouble("unreachable", lost.subject, 1, lost.milestone)

    shut = [one.key for one in drawn(lost, troubles=(trouble,)).boxes if one.is_shut]

    assert shut == ["milestone:7"]


def test_long_titles_break_and_end_with_dots() -> None:
    one = milestones.Tie(
        key=1,
        side=Side.REQUIRES,
        kind="requires",
        subject=milestones.Subject.named("course:1"),
        milestone=value(7, "Knows every single rule of the laboratory by heart"),
        condition=milestones.ALWAYS,
        version=1,
    )
    [box] = [box for box in drawn(one).boxes if box.kind == "milestone"]

    assert [line for _, line in box.lines] == ["Knows every single", "rule of the…"]


def test_nothing_is_a_picture_of_nothing() -> None:
    drawing = drawn()

    assert (drawing.boxes, drawing.arrows, drawing.rows) == ((), (), ())
    assert drawing.width < BOX * 2
