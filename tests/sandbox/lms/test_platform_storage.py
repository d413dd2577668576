"""Platform storage, tried by a tool on another site in a real browser."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests.factories.chromium import open_page

# What a tool's page does: it stores, asks back, and shows each answer.
PAGE = b"""<!doctype html><title>A tool</title><ul></ul><script>
const storage = TARGET === "_parent" ? window.parent : window.parent.frames[TARGET];
addEventListener("message", ({ data, origin }) => {
  const line = document.createElement("li");
  line.textContent = `${data.message_id} ${data.subject} ${data.value ?? data.error?.code}`;
  document.querySelector("ul").append(line);
});
const ask = (message) => storage.postMessage(message, "LMS");
ask({ subject: "lti.put_data", message_id: "one", key: "state", value: "kept" });
ask({ subject: "lti.get_data", message_id: "two", key: "state" });
ask({ subject: "lti.get_data", message_id: "three", key: "" });
</script>"""


class ToolPage(BaseHTTPRequestHandler):
    """Answers the login initiation with a page that uses the storage."""

    lms = ""
    target = ""

    def do_GET(self) -> None:
        self.show()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.show()

    def show(self) -> None:
        """Send the page, whichever way the LMS came."""
        page = PAGE.replace(b"TARGET", f'"{self.target}"'.encode())
        page = page.replace(b"LMS", self.lms.encode())
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@pytest.fixture
def page_server(lms):
    ToolPage.lms = lms.origin
    server = ThreadingHTTPServer(("127.0.0.1", 0), ToolPage)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.browser
class TestPlatformStorage:
    @pytest.mark.parametrize(
        ("profile", "target"), [("plain", "_parent"), ("canvas", "post_message_forwarding")]
    )
    def test_a_tool_in_the_frame_keeps_and_finds_a_value(
        self, lms, tool, page_server, profile, target
    ):
        lms.post("profile", name=profile)
        ToolPage.target = target
        addresses = tool.addresses() | {"login_url": f"{page_server}/login"}
        sheet = lms.post("tools", **addresses)
        link = tool.add_link(client_id=sheet["client_id"])

        with open_page() as page:
            page.goto(lms.origin)
            page.get_by_role("button", name="Ada Alder").click()
            page.goto(f"{lms.origin}/courses/stat101/links/{link['id']}")

            expect(page.frame_locator("iframe.tool").locator("li")).to_have_text(
                [
                    "one lti.put_data.response kept",
                    "two lti.get_data.response kept",
                    "three lti.get_data.response bad_request",
                ],
                timeout=10_000,
            )
