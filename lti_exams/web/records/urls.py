"""The pages of rosters, results and exports, once inside a launch and once for staff."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lti_exams.web.qualifying.desk import for_staff, for_teachers
from lti_exams.web.records import exports, gradebook, imports, roster
from lti_exams.web.views.exams import FORM_METHODS

_Methods = Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]
_form = require_http_methods(FORM_METHODS)


def records(way: str) -> list[URLPattern]:
    """Return the pages for one way to them, which gives them their names."""
    opened = for_staff if way == "staff" else for_teachers
    listed = "qualification/statuses/<int:status>/"
    pages: list[tuple[str, _Methods, Callable[..., HttpResponse], str]] = [
        ("roster/", require_safe, roster.roster, "roster"),
        ("roster/read", require_POST, roster.read, "roster-read"),
        ("results/", require_safe, gradebook.gradebook, "results"),
        ("results/read", require_POST, gradebook.read, "results-read"),
        ("results/export.csv", require_safe, gradebook.export, "results-export"),
        ("results/import", _form, imports.import_file, "results-import"),
        ("results/columns/new", _form, gradebook.make_column, "column-new"),
        ("results/columns/<int:column>/", _form, gradebook.column, "column"),
        ("results/columns/<int:column>/enter", require_POST, gradebook.enter, "column-enter"),
        ("results/columns/<int:column>/switch", require_POST, gradebook.switch, "column-switch"),
        ("results/people/<int:person>/", require_safe, gradebook.person, "results-person"),
        (f"{listed}export", require_safe, exports.export_page, "export"),
        (f"{listed}file.<slug:form>", require_safe, exports.file, "export-file"),
        (f"{listed}hand-over", require_POST, exports.hand_over, "export-hand-over"),
        (f"{listed}print", require_safe, exports.printed, "export-print"),
    ]
    return [
        path(address, methods(opened(view)), name=f"{way}-{name}")
        for address, methods, view, name in pages
    ]
