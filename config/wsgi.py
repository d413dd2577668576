"""The door for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from lti_exams.edge.wsgi import read_as_utf8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

application = read_as_utf8(get_wsgi_application())
