import django.db.models.deletion
import lti_exams.kernel.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('launches', '0001_initial'),
        ('outbox', '0001_initial'),
        ('trust', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('support_phone', models.CharField(blank=True, max_length=100)),
                ('support_email', models.CharField(blank=True, max_length=254)),
                ('support_url', models.CharField(blank=True, max_length=2000)),
                ('escalation_email', models.CharField(blank=True, max_length=254)),
                ('units', models.JSONField(blank=True, default=list)),
                ('email_texts', models.JSONField(blank=True, default=dict)),
                ('kind', models.CharField(choices=[('proctoring', 'proctoring'), ('assessment', 'assessment')], max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('client_id', models.CharField(max_length=64, unique=True)),
                ('deployment_id', models.CharField(max_length=64)),
                ('login_url', models.CharField(max_length=2000)),
                ('launch_url', models.CharField(max_length=2000)),
                ('redirect_uris', models.JSONField(default=list)),
                ('dashboard_url', models.CharField(blank=True, max_length=2000)),
                ('custom', models.JSONField(blank=True, default=dict)),
                ('told', models.JSONField(blank=True, default=list)),
                ('deletion_url', models.CharField(blank=True, max_length=2000)),
                ('deletion_email', models.CharField(blank=True, max_length=254)),
                ('registered_by', models.CharField(choices=[('manual', 'manual'), ('dynamic', 'dynamic')], max_length=20)),
                ('is_active', models.BooleanField(default=False)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('pseudonym_secret', lti_exams.kernel.fields.EncryptedTextField(editable=False)),
                ('deletion_calls', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to='outbox.subscription')),
                ('key_set', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='trust.keyset')),
            ],
            options={
                'ordering': ['name', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['proctoring', 'assessment'])), name='tool_kind_is_known'), models.CheckConstraint(condition=models.Q(('registered_by__in', ['manual', 'dynamic'])), name='tool_registered_by_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('client_id', ''), _negated=True), models.Q(('deployment_id', ''), _negated=True)), name='tool_has_ids'), models.CheckConstraint(condition=models.Q(('is_active', False), ('approved_at__isnull', False), _connector='OR'), name='active_tool_was_approved')],
            },
        ),
        migrations.CreateModel(
            name='Pseudonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sub', models.CharField(max_length=64)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='launches.person')),
                ('staff', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('tool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pseudonyms', to='tools.tool')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tool', 'sub'), name='pseudonym_is_unique'), models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('tool', 'person'), name='one_pseudonym_of_a_person'), models.UniqueConstraint(condition=models.Q(('staff__isnull', False)), fields=('tool', 'staff'), name='one_pseudonym_of_staff'), models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('staff__isnull', True)), models.Q(('person__isnull', True), ('staff__isnull', False)), _connector='OR'), name='pseudonym_is_of_one')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('proctoring', 'proctoring'), ('assessment', 'assessment')], max_length=20)),
                ('label', models.CharField(max_length=200)),
                ('registration_url', models.CharField(max_length=2000)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('used_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='tools.tool')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['proctoring', 'assessment'])), name='tool_invitation_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='AccessToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('scopes', models.JSONField(default=list)),
                ('expires_at', models.DateTimeField()),
                ('tool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access_tokens', to='tools.tool')),
            ],
        ),
    ]
