from django.db import models

from lti_exams.sandbox.lms.models.people import Person


class Tool(models.Model):
    """An LTI tool that somebody installed here."""

    name = models.CharField(max_length=200)
    client_id = models.CharField(max_length=255, unique=True)
    # Fixed at installation: a later change of profile must not orphan a registration.
    issuer = models.CharField(max_length=500)
    login_url = models.URLField(max_length=1000)
    launch_url = models.URLField(max_length=1000)
    jwks_url = models.URLField(max_length=1000)
    deep_linking_url = models.URLField(max_length=1000, blank=True)
    redirect_uris = models.JSONField(default=list)
    custom = models.JSONField(default=dict)
    kept_keys = models.JSONField(null=True)

    class Meta:
        ordering = ["id"]


class Deployment(models.Model):
    """One installation of a tool inside the university."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="deployments")
    deployment_id = models.CharField(max_length=255)

    class Meta:
        ordering = ["id"]


class RegistrationToken(models.Model):
    """Permission to register one tool dynamically, once."""

    token = models.CharField(max_length=255, unique=True)
    used_at = models.DateTimeField(null=True)


class AccessToken(models.Model):
    """A bearer token of a tool."""

    token = models.CharField(max_length=255, unique=True)
    tool = models.ForeignKey(Tool, on_delete=models.CASCADE)
    scopes = models.JSONField(default=list)
    expires_at = models.DateTimeField()


class SeenAssertion(models.Model):
    """The `jti` of a message of a tool that must not be believed twice."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE)
    jti = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tool", "jti"], name="believed_once")]


class PendingLaunch(models.Model):
    """A message on its way: what the hint in a login initiation stands for."""

    hint = models.CharField(max_length=255, unique=True)
    message_type = models.CharField(max_length=50)
    deployment = models.ForeignKey(Deployment, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    about = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    course = models.ForeignKey("lms.Course", on_delete=models.CASCADE, null=True)
    link = models.ForeignKey("lms.Link", on_delete=models.CASCADE, null=True)
    line_item = models.ForeignKey("lms.LineItem", on_delete=models.CASCADE, null=True)
    window = models.CharField(max_length=10, default="iframe")
    created_at = models.DateTimeField()
