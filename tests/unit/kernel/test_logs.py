import json
import logging

import pytest
import structlog

from lti_exams.kernel.logs import configure_logs


@pytest.fixture
def lines(monkeypatch, capsys):
    """What a run that fails with a secret in a local variable leaves in the log."""
    # Loggers that are in use keep the configuration they began with: this very one comes back.
    configured, root = structlog.get_config(), logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)

    def logged(*, as_json: bool) -> str:
        configure_logs(as_json=as_json, level="INFO")
        _fail_with_a_secret_at_hand()
        return capsys.readouterr().err

    yield logged
    structlog.configure(**configured)


def _fail_with_a_secret_at_hand() -> None:
    private_key = "".join(["a ", "secret"])
    try:
        _ = 1 / (len(private_key) - len("a secret"))
    except ZeroDivisionError:
        structlog.get_logger("a test").exception("work failed", kind="outcomes")


class TestConfigureLogs:
    def test_writes_one_object_a_line_for_machines(self, lines):
        line = json.loads(lines(as_json=True))

        assert (line["event"], line["kind"], line["level"]) == ("work failed", "outcomes", "error")
        assert "ZeroDivisionError" in line["exception"]

    @pytest.mark.parametrize("as_json", [True, False])
    def test_shows_no_local_variables_with_a_traceback(self, lines, as_json):
        told = lines(as_json=as_json)

        assert "ZeroDivisionError" in told
        assert "a secret'" not in told
