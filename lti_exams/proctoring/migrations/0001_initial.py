import django.db.models.deletion
import lti_exams.kernel.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('exams', '0001_initial'),
        ('launches', '0001_initial'),
        ('tools', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExamProctoring',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('settings', models.JSONField(blank=True, default=dict)),
                ('policy_document', models.JSONField(blank=True, default=dict)),
                ('needs_second_review', models.BooleanField(default=False)),
                ('tells_end', models.BooleanField(default=False)),
                ('onboarding_days', models.PositiveIntegerField(default=365)),
                ('exam', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='proctoring', to='exams.exam')),
            ],
            options={
                'verbose_name_plural': 'exam proctoring',
            },
        ),
        migrations.CreateModel(
            name='Vendor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('support_phone', models.CharField(blank=True, max_length=100)),
                ('support_email', models.CharField(blank=True, max_length=254)),
                ('support_url', models.CharField(blank=True, max_length=2000)),
                ('escalation_email', models.CharField(blank=True, max_length=254)),
                ('units', models.JSONField(blank=True, default=list)),
                ('email_texts', models.JSONField(blank=True, default=dict)),
                ('key', models.SlugField(max_length=100, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('way', models.CharField(choices=[('lti', 'lti'), ('rest', 'rest'), ('null', 'null')], max_length=20)),
                ('address', models.CharField(blank=True, max_length=2000)),
                ('secret', lti_exams.kernel.fields.EncryptedTextField(blank=True, editable=False)),
                ('pseudonym_secret', lti_exams.kernel.fields.EncryptedTextField(blank=True, editable=False)),
                ('policy_document', models.JSONField(blank=True, default=dict)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
                ('tool', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='vendor', to='tools.tool')),
            ],
            options={
                'ordering': ['name', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('way__in', ['lti', 'null', 'rest'])), name='vendor_way_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('tool__isnull', False), ('way', 'lti')), models.Q(models.Q(('way', 'lti'), _negated=True), ('tool', None)), _connector='OR'), name='vendor_by_lti_is_a_tool'), models.CheckConstraint(condition=models.Q(models.Q(('way', 'rest'), _negated=True), models.Q(('address', ''), _negated=True), _connector='OR'), name='vendor_by_rest_is_reached')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=43, unique=True)),
                ('launch_key', models.CharField(max_length=32)),
                ('state', models.CharField(choices=[('asked', 'asked'), ('admitted', 'admitted'), ('ended', 'ended'), ('replaced', 'replaced'), ('refused', 'refused')], default='asked', max_length=20)),
                ('asked_at', models.DateTimeField()),
                ('admitted_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('wants_end', models.BooleanField(default=False)),
                ('verified_document', lti_exams.kernel.fields.EncryptedTextField(blank=True, editable=False)),
                ('differences', models.JSONField(blank=True, default=list)),
                ('message', models.CharField(blank=True, max_length=1000)),
                ('is_complaint', models.BooleanField(default=False)),
                ('verdict', models.CharField(blank=True, max_length=20)),
                ('verdict_reason', models.TextField(blank=True)),
                ('verdict_links_document', lti_exams.kernel.fields.EncryptedTextField(blank=True, editable=False)),
                ('outside_key', models.CharField(blank=True, max_length=200)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='exams.attempt')),
                ('vendor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='proctoring.vendor')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['admitted', 'asked', 'ended', 'refused', 'replaced'])), name='session_state_is_known'), models.UniqueConstraint(condition=models.Q(('state__in', ['admitted', 'asked'])), fields=('attempt',), name='session_is_the_only_open_one'), models.CheckConstraint(condition=models.Q(('verdict', ''), ('verdict__in', ['error', 'none', 'reject', 'second', 'verify', 'wait']), _connector='OR'), name='session_verdict_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'admitted'), _negated=True), ('admitted_at__isnull', False), _connector='OR'), name='session_was_admitted_when')],
            },
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('replay_key', models.CharField(max_length=64, unique=True)),
                ('action', models.CharField(choices=[('flag', 'flag'), ('pause', 'pause'), ('resume', 'resume'), ('terminate', 'terminate'), ('update', 'update')], max_length=20)),
                ('moment', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('severity', models.PositiveIntegerField(blank=True, null=True)),
                ('reason_code', models.CharField(blank=True, max_length=200)),
                ('reason', models.TextField(blank=True)),
                ('extra_minutes', models.PositiveIntegerField(default=0)),
                ('took_effect', models.BooleanField(default=False)),
                ('links_document', lti_exams.kernel.fields.EncryptedTextField(blank=True, editable=False)),
                ('answered_status', models.CharField(choices=[('none', 'none'), ('running', 'running'), ('paused', 'paused'), ('terminated', 'terminated'), ('complete', 'complete')], default='none', max_length=20)),
                ('answered_minutes', models.PositiveIntegerField(default=0)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='exams.attempt')),
                ('vendor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='proctoring.vendor')),
            ],
            options={
                'ordering': ['moment', 'id'],
                'indexes': [models.Index(fields=['attempt', 'moment'], name='incident_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('action__in', ['flag', 'pause', 'resume', 'terminate', 'update'])), name='incident_action_is_known'), models.CheckConstraint(condition=models.Q(('answered_status__in', ['complete', 'none', 'paused', 'running', 'terminated'])), name='incident_answered_status_is_known'), models.CheckConstraint(condition=models.Q(('severity', None), models.Q(('severity__gte', 0), ('severity__lte', 10000)), _connector='OR'), name='incident_severity_is_a_share')],
            },
        ),
        migrations.CreateModel(
            name='Farewell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leased_by', models.CharField(blank=True, default='', max_length=120)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='farewell', to='proctoring.session')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='farewell_is_owed'), models.Index(condition=models.Q(('leased_by', ''), _negated=True), fields=['leased_by'], name='farewell_is_claimed_by')],
                'constraints': [models.CheckConstraint(condition=models.Q(('told_at', None), ('due_at', None), _connector='OR'), name='farewell_is_told_once'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('leased_by', ''), _negated=True), ('leased_until__isnull', False)), models.Q(('leased_by', ''), ('leased_until__isnull', True)), _connector='OR'), name='farewell_lease_is_whole')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('text', models.TextField()),
                ('by', models.CharField(max_length=300)),
                ('written_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='exams.attempt')),
            ],
            options={
                'ordering': ['moment', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='comment_says_something'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('moment')), _connector='OR'), name='comment_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('finding', models.CharField(max_length=20)),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('by', models.CharField(max_length=300)),
                ('is_of_staff', models.BooleanField()),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('links_document', lti_exams.kernel.fields.EncryptedTextField(blank=True, editable=False)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('undone_by', models.CharField(blank=True, max_length=300)),
                ('undone_because', models.TextField(blank=True)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='exams.attempt')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', '')), ('undone_at__isnull', False), _connector='OR'), name='decision_is_undone_when_somebody_did')],
            },
        ),
        migrations.CreateModel(
            name='Proctor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('proctor', 'proctor'), ('reviewer', 'reviewer')], max_length=20)),
                ('listed_by', models.CharField(max_length=300)),
                ('listed_at', models.DateTimeField()),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proctors', to='launches.course')),
                ('exam', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proctors', to='exams.exam')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='launches.person')),
            ],
            options={
                'ordering': ['person__name', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('part__in', ['proctor', 'reviewer'])), name='proctor_part_is_known'), models.UniqueConstraint(condition=models.Q(('exam__isnull', False)), fields=('exam', 'person'), name='proctor_of_an_exam_is_listed_once'), models.UniqueConstraint(condition=models.Q(('exam', None)), fields=('course', 'person'), name='proctor_of_a_course_is_listed_once')],
            },
        ),
    ]
