import re

import pytest

from .visiting_tool import LINE_ITEM, LINE_ITEMS

ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"


@pytest.fixture
def link(tool):
    return tool.add_link(line_item=None)


@pytest.fixture
def columns(tool, link):
    """The address of the columns of the course."""
    return tool.claims("ada-alder", link)[ENDPOINT]["lineitems"]


def make(tool, columns, **details):
    body = {"label": "Quiz", "scoreMaximum": 10} | details
    return tool.call("POST", columns, LINE_ITEM, body)


class TestLineItems:
    def test_a_tool_makes_reads_replaces_and_deletes_a_column(self, tool, columns):
        made = make(tool, columns, resourceId="exam-1", tag="final")
        address = made.json()["id"]

        replaced = tool.call("PUT", address, LINE_ITEM, {"label": "Exam", "scoreMaximum": 20})
        read = tool.call("GET", address, LINE_ITEM).json()
        deleted = tool.call("DELETE", address, LINE_ITEM)

        assert (made.status_code, replaced.status_code, deleted.status_code) == (201, 200, 204)
        assert read == {"id": address, "label": "Exam", "scoreMaximum": 20}
        assert tool.call("GET", address, LINE_ITEM).status_code == 404

    @pytest.mark.parametrize("wrong", [{"label": " "}, {"scoreMaximum": 0}, {"scoreMaximum": "9"}])
    def test_a_column_without_a_label_or_a_maximum_is_refused(self, tool, columns, wrong):
        assert make(tool, columns, **wrong).status_code == 400

    def test_a_column_of_a_foreign_link_is_refused(self, tool, columns):
        assert make(tool, columns, resourceLinkId="foreign").status_code == 404

    def test_filters_are_joined_by_and(self, tool, columns, link):
        make(tool, columns, resourceId="a", tag="x")
        wanted = make(tool, columns, resourceId="a", tag="y").json()
        make(tool, columns, resourceLinkId=link["resource_link_id"])

        by_both = tool.call("GET", columns, LINE_ITEMS, params={"resource_id": "a", "tag": "y"})
        by_link = tool.call(
            "GET", columns, LINE_ITEMS, params={"resource_link_id": link["resource_link_id"]}
        )

        assert by_both.json() == [wanted]
        assert len(by_link.json()) == 1

    def test_a_long_list_comes_in_pages_whose_links_keep_their_case(self, tool, columns):
        for number in range(5):
            make(tool, columns, label=f"Quiz {number}")

        first = tool.call("GET", columns, LINE_ITEMS, params={"limit": 2})
        address, labels, tokens = first.links["next"]["url"], [], []
        labels += [each["label"] for each in first.json()]
        while address:
            tokens += re.findall("page=([^&]+)", address)
            page = tool.call("GET", address, LINE_ITEMS)
            labels += [each["label"] for each in page.json()]
            address = page.links.get("next", {}).get("url")

        assert labels == [f"Quiz {number}" for number in range(5)]
        assert len(tokens) == 2
        assert all(token != token.lower() for token in tokens)

    def test_the_wrong_media_type_is_refused(self, tool, columns):
        body = {"label": "Quiz", "scoreMaximum": 10}

        assert tool.call("POST", columns, "text/plain", body).status_code == 415
        assert tool.call("GET", columns, "text/html").status_code == 406

    def test_another_tool_sees_none_of_it(self, lms, tool, columns):
        address = make(tool, columns).json()["id"]
        tool.install_at(lms)

        assert tool.call("GET", columns, LINE_ITEMS).json() == []
        assert tool.call("GET", address, LINE_ITEM).status_code == 404
