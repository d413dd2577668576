import pytest

from tests.factories.university import at


@pytest.fixture
def link(tool):
    return tool.add_link()


class TestPlainScores:
    def test_a_final_score_reaches_the_gradebook_the_results_and_the_ledger(self, lms, tool, link):
        answer = tool.send_score(link, "ada-alder", 81.5, comment="Well done.")

        (result,) = tool.results(link)
        assert answer.status_code == 200
        assert result["resultScore"] == 81.5
        assert result["comment"] == "Well done."
        assert lms.grade(link["line_items"][0], "ada-alder")["given"] == 81.5
        assert lms.times("score.recorded") == 1

    def test_a_score_that_is_not_younger_is_refused(self, lms, tool, link):
        tool.send_score(link, "ada-alder", 50)

        assert tool.send_score(link, "ada-alder", 60).status_code == 409
        assert tool.send_score(link, "ada-alder", 60, timestamp=at(0.001)).status_code == 200
        assert lms.grade(link["line_items"][0], "ada-alder")["given"] == 60

    def test_a_score_without_points_clears_the_cell(self, tool, link):
        tool.send_score(link, "ada-alder", 50)

        tool.send_score(link, "ada-alder", None, timestamp=at(1))

        assert "resultScore" not in tool.results(link)[0]

    def test_a_score_in_waiting_changes_no_points(self, lms, tool, link):
        tool.send_score(link, "ada-alder", 50)

        tool.send_score(link, "ada-alder", 90, timestamp=at(1), gradingProgress="PendingManual")

        grade = lms.grade(link["line_items"][0], "ada-alder")
        assert (grade["given"], grade["grading_progress"]) == (50, "PendingManual")

    @pytest.mark.parametrize(
        "wrong",
        [
            {"userId": ""},
            {"activityProgress": "Sleeping"},
            {"gradingProgress": None},
            {"timestamp": "yesterday"},
            {"timestamp": "2026-03-02T09:00:00"},
            {"scoreMaximum": None},
            {"scoreGiven": -1},
            {"scoreGiven": "10"},
            {"submission": "now"},
            {"comment": ["x"]},
        ],
    )
    def test_a_malformed_score_is_refused_and_remembered(self, lms, tool, link, wrong):
        answer = tool.send_score(link, "ada-alder", 10, **wrong)

        (seen,) = lms.get("scores")
        assert answer.status_code == 400
        assert (seen["status"], seen["effect"]) == (400, "refused")

    def test_a_number_that_json_does_not_know_is_refused(self, tool, link):
        assert tool.send_score(link, "ada-alder", float("nan")).status_code == 400

    @pytest.mark.parametrize(
        ("person", "status"), [("mira-maple", 403), ("nils-nutmeg", 404), ("quinn-quince", 404)]
    )
    def test_only_students_of_the_course_are_graded(self, lms, tool, link, person, status):
        assert tool.send_score(link, person, 10).status_code == status
        assert lms.times("score.recorded") == 0

    def test_a_teacher_may_set_points_over_those_of_the_tool(self, lms, tool, link):
        tool.send_score(link, "ada-alder", 50)

        lms.post(f"line-items/{link['line_items'][0]}/grades", person="ada-alder", given=70)

        assert tool.results(link)[0]["resultScore"] == 70
        assert lms.times("grade.overridden") == 1

    def test_results_of_one_person_can_be_asked_for(self, lms, tool, link):
        tool.send_score(link, "ada-alder", 50)
        tool.send_score(link, "ben-birch", 60)

        (result,) = tool.results(link, user_id=lms.user_id("ben-birch"))

        assert result["resultScore"] == 60
