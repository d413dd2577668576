import django.db.models.deletion
import lti_exams.exams.rules.kinds
import lti_exams.kernel.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('launches', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CourseSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vendor', models.CharField(blank=True, max_length=250)),
                ('escalation_email', models.CharField(blank=True, max_length=254)),
                ('course', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='exam_settings', to='launches.course')),
            ],
            options={
                'verbose_name_plural': 'course settings',
            },
        ),
        migrations.CreateModel(
            name='Exam',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(max_length=255)),
                ('title', models.CharField(max_length=255)),
                ('kind', models.CharField(choices=[('proctored', 'proctored'), ('timed', 'timed'), ('practice', 'practice'), ('onboarding', 'onboarding')], max_length=24)),
                ('vendor', models.CharField(blank=True, max_length=250)),
                ('assessment', models.CharField(blank=True, max_length=250)),
                ('limit_seconds', models.PositiveIntegerField(blank=True, null=True)),
                ('opens_at', models.DateTimeField(blank=True, null=True)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('closes_at', models.DateTimeField(blank=True, null=True)),
                ('grace_seconds', models.PositiveIntegerField(default=60)),
                ('late_policy', models.CharField(choices=[('counts', 'counts'), ('does-not-count', 'does-not-count')], default='counts', max_length=24)),
                ('attempts_allowed', models.PositiveIntegerField(blank=True, default=1, null=True)),
                ('counting', models.CharField(choices=[('best', 'best'), ('latest', 'latest'), ('first', 'first'), ('average', 'average')], default='best', max_length=24)),
                ('maximum_points', models.BigIntegerField(default=1000000)),
                ('instructions', models.TextField(blank=True)),
                ('review_policy', models.TextField(blank=True)),
                ('may_opt_out', models.BooleanField(default=False)),
                ('hide_after_due', models.BooleanField(default=False)),
                ('rejected_policy', models.CharField(choices=[('zero', 'zero'), ('withheld', 'withheld')], default='zero', max_length=24)),
                ('timed_out_policy', models.CharField(choices=[('zero', 'zero'), ('withheld', 'withheld')], default='withheld', max_length=24)),
                ('second_device', models.CharField(choices=[('takes-over', 'takes-over'), ('is-refused', 'is-refused'), ('may-join', 'may-join')], default='takes-over', max_length=24)),
                ('pause_limit_seconds', models.PositiveIntegerField(blank=True, null=True)),
                ('is_active', models.BooleanField(default=True)),
                ('access_document', lti_exams.kernel.fields.EncryptedTextField(default='[]', editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exams', to='launches.course')),
            ],
            options={
                'ordering': ['course', 'slug'],
                'constraints': [models.UniqueConstraint(fields=('course', 'slug'), name='exam_is_unique'), models.CheckConstraint(condition=models.Q(('kind__in', ['onboarding', 'practice', 'proctored', 'timed'])), name='exam_kind_is_known'), models.CheckConstraint(condition=models.Q(('late_policy__in', ['counts', 'does-not-count'])), name='exam_late_policy_is_known'), models.CheckConstraint(condition=models.Q(('counting__in', ['average', 'best', 'first', 'latest'])), name='exam_counting_is_known'), models.CheckConstraint(condition=models.Q(('rejected_policy__in', ['withheld', 'zero'])), name='exam_rejected_policy_is_known'), models.CheckConstraint(condition=models.Q(('timed_out_policy__in', ['withheld', 'zero'])), name='exam_timed_out_policy_is_known'), models.CheckConstraint(condition=models.Q(('second_device__in', ['is-refused', 'may-join', 'takes-over'])), name='exam_second_device_is_known'), models.CheckConstraint(condition=models.Q(('limit_seconds__gte', 1), ('limit_seconds__isnull', True), _connector='OR'), name='exam_limit_seconds_is_at_least_1'), models.CheckConstraint(condition=models.Q(('attempts_allowed__gte', 1), ('attempts_allowed__isnull', True), _connector='OR'), name='exam_attempts_allowed_is_at_least_1'), models.CheckConstraint(condition=models.Q(('pause_limit_seconds__gte', 1), ('pause_limit_seconds__isnull', True), _connector='OR'), name='exam_pause_limit_seconds_is_at_least_1'), models.CheckConstraint(condition=models.Q(('maximum_points__gte', 1), ('maximum_points__isnull', True), _connector='OR'), name='exam_maximum_points_is_at_least_1'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', [lti_exams.exams.rules.kinds.Kind['ONBOARDING'], lti_exams.exams.rules.kinds.Kind['PROCTORED']]), _negated=True), models.Q(('vendor', ''), _negated=True), _connector='OR'), name='exam_has_the_vendor_it_needs'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', [lti_exams.exams.rules.kinds.Kind['TIMED']]), _negated=True), ('vendor', ''), _connector='OR'), name='exam_has_no_vendor_it_cannot_have'), models.CheckConstraint(condition=models.Q(('opens_at', None), ('closes_at', None), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='exam_closes_after_it_opens'), models.CheckConstraint(condition=models.Q(('opens_at', None), ('due_at', None), ('due_at__gt', models.F('opens_at')), _connector='OR'), name='exam_is_due_after_it_opens'), models.CheckConstraint(condition=models.Q(('due_at', None), ('closes_at', None), ('closes_at__gte', models.F('due_at')), _connector='OR'), name='exam_closes_when_it_is_due_or_later')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('sitting', models.PositiveIntegerField()),
                ('purpose', models.CharField(choices=[('sitting', 'sitting'), ('rehearsal', 'rehearsal'), ('preview', 'preview')], default='sitting', max_length=24)),
                ('is_test_user', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state', models.CharField(choices=[('created', 'created'), ('proctoring_requested', 'proctoring_requested'), ('ready_to_start', 'ready_to_start'), ('started', 'started'), ('paused', 'paused'), ('ready_to_submit', 'ready_to_submit'), ('submitted', 'submitted'), ('timed_out', 'timed_out'), ('error', 'error'), ('expired', 'expired'), ('declined', 'declined'), ('reset', 'reset')], default='created', max_length=24)),
                ('review', models.CharField(choices=[('none', 'none'), ('waiting', 'waiting'), ('second', 'second'), ('verified', 'verified'), ('rejected', 'rejected')], default='none', max_length=24)),
                ('points', models.BigIntegerField(blank=True, null=True)),
                ('maximum', models.BigIntegerField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('paused_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.CharField(blank=True, max_length=24)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('receipt', models.CharField(max_length=32, unique=True)),
                ('terms', models.JSONField(default=dict)),
                ('limit_seconds', models.PositiveIntegerField(blank=True, null=True)),
                ('closes_at', models.DateTimeField(blank=True, null=True)),
                ('extra_seconds', models.PositiveIntegerField(default=0)),
                ('close_extra_seconds', models.PositiveIntegerField(default=0)),
                ('used_seconds', models.PositiveIntegerField(default=0)),
                ('paused_seconds', models.PositiveIntegerField(default=0)),
                ('pause_limit_seconds', models.PositiveIntegerField(blank=True, null=True)),
                ('grace_seconds', models.PositiveIntegerField(default=0)),
                ('deadline', models.DateTimeField(blank=True, null=True)),
                ('acts_at', models.DateTimeField(blank=True, null=True)),
                ('may_resume', models.BooleanField(default=False)),
                ('device', models.CharField(blank=True, max_length=64)),
                ('device_epoch', models.PositiveIntegerField(default=0)),
                ('last_seen_at', models.DateTimeField(blank=True, null=True)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='launches.person')),
                ('exam', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='exams.exam')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('acts_at__isnull', False)), fields=['acts_at', 'id'], name='attempt_waits_for_the_clock'), models.Index(fields=['exam', 'state'], name='attempt_by_exam_and_state')],
                'constraints': [models.UniqueConstraint(fields=('exam', 'person', 'number'), name='attempt_number_is_unique'), models.UniqueConstraint(condition=models.Q(('state__in', ['created', 'paused', 'proctoring_requested', 'ready_to_start', 'ready_to_submit', 'started'])), fields=('exam', 'person', 'purpose'), name='attempt_is_the_only_open_one'), models.CheckConstraint(condition=models.Q(('state__in', ['created', 'declined', 'error', 'expired', 'paused', 'proctoring_requested', 'ready_to_start', 'ready_to_submit', 'reset', 'started', 'submitted', 'timed_out'])), name='attempt_state_is_known'), models.CheckConstraint(condition=models.Q(('review__in', ['none', 'rejected', 'second', 'verified', 'waiting'])), name='attempt_review_is_known'), models.CheckConstraint(condition=models.Q(('purpose__in', ['preview', 'rehearsal', 'sitting'])), name='attempt_purpose_is_known'), models.CheckConstraint(condition=models.Q(('number__gte', 1), ('number__isnull', True), _connector='OR'), name='attempt_number_is_at_least_1'), models.CheckConstraint(condition=models.Q(('sitting__gte', 1), ('sitting__isnull', True), _connector='OR'), name='attempt_sitting_is_at_least_1'), models.CheckConstraint(condition=models.Q(('version__gte', 1), ('version__isnull', True), _connector='OR'), name='attempt_version_is_at_least_1'), models.CheckConstraint(condition=models.Q(('ended_by', ''), ('ended_by__in', ['assessment', 'clock', 'learner', 'staff', 'system', 'vendor']), _connector='OR'), name='attempt_ended_by_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['declined', 'error', 'expired', 'reset', 'submitted', 'timed_out']), ('ended_at__isnull', False), models.Q(('ended_by', ''), _negated=True)), models.Q(('state__in', ['created', 'paused', 'proctoring_requested', 'ready_to_start', 'ready_to_submit', 'started']), ('ended_at', None), ('ended_by', '')), _connector='OR'), name='attempt_has_an_end_when_it_ended'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['created', 'proctoring_requested', 'ready_to_start']), _negated=True), ('started_at', None), _connector='OR'), name='attempt_has_no_start_before_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['paused', 'ready_to_submit', 'started', 'timed_out']), _negated=True), ('started_at__isnull', False), _connector='OR'), name='attempt_has_a_start_when_it_started'), models.CheckConstraint(condition=models.Q(models.Q(('paused_at__isnull', False), ('state', 'paused')), models.Q(models.Q(('state', 'paused'), _negated=True), ('paused_at', None)), _connector='OR'), name='attempt_is_paused_since_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'timed_out'), _negated=True), ('ended_by', 'clock'), _connector='OR'), name='attempt_is_timed_out_by_the_clock'), models.CheckConstraint(condition=models.Q(('review', 'none'), ('state__in', ['reset', 'submitted', 'timed_out']), _connector='OR'), name='attempt_is_reviewed_when_handed_in'), models.CheckConstraint(condition=models.Q(models.Q(('maximum', None), ('points', None)), models.Q(('maximum__gte', 1), ('points__gte', 0), ('started_at__isnull', False)), _connector='OR'), name='attempt_has_a_whole_score_once_started'), models.CheckConstraint(condition=models.Q(('acts_at', None), ('state__in', ['created', 'paused', 'proctoring_requested', 'ready_to_start', 'ready_to_submit', 'started']), _connector='OR'), name='attempt_ended_waits_for_no_clock'), models.CheckConstraint(condition=models.Q(('may_resume', False), ('state', 'error'), _connector='OR'), name='attempt_is_resumed_after_an_error'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('started_at', None), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='attempt_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Accommodation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.PositiveIntegerField(blank=True, null=True)),
                ('percent', models.PositiveIntegerField(blank=True, null=True)),
                ('opens_at', models.DateTimeField(blank=True, null=True)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('closes_at', models.DateTimeField(blank=True, null=True)),
                ('exceptions', models.JSONField(blank=True, default=list)),
                ('holds_from', models.DateTimeField(blank=True, null=True)),
                ('holds_until', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField()),
                ('granted_by', models.CharField(max_length=300)),
                ('granted_at', models.DateTimeField()),
                ('withdrawn_by', models.CharField(blank=True, max_length=300)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accommodations', to='launches.course')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accommodations', to='launches.person')),
                ('exam', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accommodations', to='exams.exam')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('exam__isnull', False), ('withdrawn_at', None)), fields=('person', 'exam'), name='accommodation_for_an_exam_is_unique'), models.UniqueConstraint(condition=models.Q(('exam', None), ('withdrawn_at', None)), fields=('person', 'course'), name='accommodation_for_a_course_is_unique'), models.UniqueConstraint(condition=models.Q(('course', None), ('withdrawn_at', None)), fields=('person',), name='accommodation_profile_is_unique'), models.CheckConstraint(condition=models.Q(('course__isnull', False), models.Q(('closes_at', None), ('due_at', None), ('exam', None), ('opens_at', None)), _connector='OR'), name='accommodation_profile_is_of_no_exam'), models.CheckConstraint(condition=models.Q(('course', None), models.Q(('holds_from', None), ('holds_until', None)), _connector='OR'), name='accommodation_holds_for_a_time_in_a_profile'), models.CheckConstraint(condition=models.Q(('holds_from', None), ('holds_until', None), ('holds_until__gt', models.F('holds_from')), _connector='OR'), name='accommodation_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('minutes', None), ('percent', None), _connector='OR'), name='accommodation_is_in_minutes_or_percent'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__isnull', True), _connector='OR'), name='accommodation_minutes_is_at_least_1'), models.CheckConstraint(condition=models.Q(('percent__gte', 1), ('percent__isnull', True), _connector='OR'), name='accommodation_percent_is_at_least_1')],
            },
        ),
        migrations.CreateModel(
            name='ExamChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.CharField(max_length=300)),
                ('version', models.PositiveIntegerField()),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('exam', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='exams.exam')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('exam', 'version'), name='exam_change_is_unique')],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seconds', models.PositiveIntegerField()),
                ('given_at', models.DateTimeField()),
                ('given_by', models.CharField(max_length=300)),
                ('reason', models.TextField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.ManyToManyField(related_name='extensions', to='exams.attempt')),
                ('exam', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='exams.exam')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='LateWork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('handed_in_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('source', models.CharField(max_length=300)),
                ('evidence', models.JSONField(default=dict)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='late_work', to='exams.attempt')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('about', models.CharField(max_length=24)),
                ('message', models.TextField(blank=True)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='exams.attempt')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('about', ''), _negated=True), name='notice_is_about_something')],
            },
        ),
    ]
