# The service, for production: PostgreSQL beside it, TLS in front of it. See docker-compose.yml.
FROM python:3.11-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements.lock /build/requirements.lock
RUN /venv/bin/pip install --require-hashes -r /build/requirements.lock

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home --home-dir /app lti_exams \
    && install -d -o lti_exams -g lti_exams -m 0700 /keys
COPY --from=build /venv /venv
WORKDIR /app
COPY manage.py setup.cfg LICENSE ./
COPY config ./config
COPY lti_exams ./lti_exams
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.prod \
    MASTER_KEY_FILE=/keys/master.key
# Collecting static files reads the settings, and needs no secret: these two are forgotten at once.
RUN SECRET_KEY=unused ALLOWED_HOSTS=unused python manage.py collectstatic --noinput --verbosity 0
USER lti_exams
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/health/ready', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0].lstrip('.')}), timeout=4)"]
# The access log leaves out queries: a login request carries hints about a person there.
CMD ["gunicorn", "config.wsgi", "--bind=0.0.0.0:8000", "--worker-class=gthread", "--workers=2", \
    "--threads=8", "--timeout=60", "--no-control-socket", "--access-logfile=-", \
    "--access-logformat=%(h)s %(m)s %(U)s %(s)s %(B)s %(M)sms"]
