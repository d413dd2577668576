"""The profile of Canvas does what its file says."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.university import at

from .under_profile import UnderProfile

CANVAS_EXTENSION = "https://canvas.instructure.com/lti/submission"


class TestCanvas(UnderProfile):
    profile = "canvas"

    def test_issuer_and_client_id_are_those_of_the_cloud(self, tool):
        assert tool.sheet["issuer"] == "https://canvas.instructure.com"
        assert tool.sheet["client_id"].isdecimal()

    def test_each_score_is_a_new_submission_unless_told_otherwise(self, lms, tool, link):
        tool.send_score(link, "ada-alder", 50)
        tool.send_score(link, "ada-alder", 50)
        tool.send_score(link, "ada-alder", 50, **{CANVAS_EXTENSION: {"new_submission": False}})

        assert lms.grade(link["line_items"][0], "ada-alder")["submissions"] == 2

    def test_an_older_score_is_400_and_an_equal_time_passes(self, tool, link):
        tool.send_score(link, "ada-alder", 50, timestamp=at(10))

        assert tool.send_score(link, "ada-alder", 60, timestamp=at(10)).status_code == 200
        assert tool.send_score(link, "ada-alder", 60, timestamp=at(9)).status_code == 400

    @pytest.mark.parametrize("progress", ["Pending", "NotReady", "Failed"])
    def test_every_other_progress_empties_the_grade(self, lms, tool, link, progress):
        tool.send_score(link, "ada-alder", 50)

        tool.send_score(link, "ada-alder", 70, timestamp=at(1), gradingProgress=progress)

        assert self.given(lms, link) is None

    def test_preserve_score_keeps_it(self, lms, tool, link):
        tool.send_score(link, "ada-alder", 50)

        tool.send_score(
            link,
            "ada-alder",
            None,
            timestamp=at(1),
            gradingProgress="Pending",
            **{CANVAS_EXTENSION: {"preserve_score": True}},
        )

        assert self.given(lms, link) == 50

    def test_the_attempts_allowed_run_out(self, lms, tool):
        link = tool.add_link(line_item={"score_maximum": 10, "attempts_allowed": 1})
        tool.send_score(link, "ada-alder", 5)

        assert tool.send_score(link, "ada-alder", 6, timestamp=at(1)).status_code == 422

    def test_whoever_is_no_student_is_422(self, tool, link):
        assert tool.send_score(link, "mira-maple", 5).status_code == 422

    def test_a_missing_maximum_is_422(self, tool, link):
        assert tool.send_score(link, "ada-alder", 5, scoreMaximum=None).status_code == 422

    def test_a_concluded_course_takes_nothing(self, lms, tool, link):
        lms.post("courses/stat101", is_concluded=True)

        assert tool.send_score(link, "ada-alder", 5).status_code == 422

    def test_a_submission_from_the_future_is_400(self, tool, link):
        later = (datetime.now(UTC) + timedelta(minutes=5)).isoformat()

        answer = tool.send_score(link, "ada-alder", 5, submission={"submittedAt": later})

        assert answer.status_code == 400

    def test_each_answer_tells_what_is_left_in_the_bucket(self, tool, link):
        answer = tool.send_score(link, "ada-alder", 5)

        assert 0 < float(answer.headers["X-Rate-Limit-Remaining"]) <= 600

    def test_platform_storage_is_a_frame_of_its_own(self, lms, tool, link):
        login = lms.post("login", user="ada-alder", link=link["id"])

        assert login["parameters"]["lti_storage_target"] == "post_message_forwarding"
        assert login["parameters"]["deployment_id"] == login["parameters"]["lti_deployment_id"]
