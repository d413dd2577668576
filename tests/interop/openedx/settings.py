"""A service of Open edX that has nothing but an event bus."""

import os

SECRET_KEY = "for-tests-only"
USE_TZ = True
INSTALLED_APPS = ["openedx_events"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
EVENTS_SERVICE_NAME = "lms"
EVENT_BUS_PRODUCER = "edx_event_bus_redis.create_producer"
EVENT_BUS_REDIS_CONNECTION_URL = f"redis://127.0.0.1:{os.environ.get('REDIS_PORT', '0')}/"
EVENT_BUS_TOPIC_PREFIX = "dev"
