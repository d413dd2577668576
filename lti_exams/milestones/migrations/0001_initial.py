import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('launches', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CourseRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('course_key', models.TextField()),
                ('course_digest', models.CharField(max_length=64, unique=True)),
                ('document', models.JSONField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.CharField(max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='Fulfilment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(choices=[('course', 'course'), ('exam', 'exam'), ('link', 'link'), ('content-item', 'content-item'), ('qualification', 'qualification')], max_length=24)),
                ('subject_key', models.TextField()),
                ('subject_digest', models.CharField(max_length=64)),
                ('minimum_score', models.BigIntegerField(blank=True, null=True)),
                ('minimum_completion', models.BigIntegerField(blank=True, null=True)),
                ('needs_verified', models.BooleanField(default=False)),
                ('not_before', models.DateTimeField(blank=True, null=True)),
                ('not_after', models.DateTimeField(blank=True, null=True)),
                ('course_key', models.TextField(blank=True)),
                ('course_digest', models.CharField(blank=True, max_length=64)),
                ('is_active', models.BooleanField(default=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.CharField(max_length=300)),
                ('when_lost', models.CharField(choices=[('keep', 'keep'), ('take-back', 'take-back')], default='take-back', max_length=24)),
                ('holds_for_days', models.PositiveIntegerField(blank=True, null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Holder',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='launches.person')),
            ],
        ),
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('earned', 'earned'), ('revoked', 'revoked'), ('expired', 'expired'), ('waived', 'waived')], max_length=24)),
                ('by_hand', models.BooleanField(default=False)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('event', models.TextField(blank=True)),
                ('rule_version', models.PositiveIntegerField(blank=True, null=True)),
                ('reached_at', models.DateTimeField()),
                ('score', models.BigIntegerField(blank=True, null=True)),
                ('completion', models.BigIntegerField(blank=True, null=True)),
                ('is_verified', models.BooleanField(default=False)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.CharField(max_length=300)),
                ('reason', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='launches.person')),
                ('fulfilment', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='milestones.fulfilment')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Badge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('issued_at', models.DateTimeField()),
                ('award', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='badge', to='milestones.award')),
            ],
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('namespace', models.TextField()),
                ('name', models.TextField()),
                ('namespace_digest', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('display_name', models.TextField(blank=True)),
                ('description', models.TextField(blank=True)),
                ('is_given_by_hand', models.BooleanField(default=False)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['namespace', 'name', 'id'],
                'indexes': [models.Index(fields=['namespace_digest'], name='milestone_namespace')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('namespace', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='milestone_has_a_name')],
            },
        ),
        migrations.AddField(
            model_name='fulfilment',
            name='milestone',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fulfilments', to='milestones.milestone'),
        ),
        migrations.CreateModel(
            name='CourseRulePart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_digest', models.CharField(blank=True, db_index=True, max_length=64)),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='milestones.courserule')),
                ('milestone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='milestones.milestone')),
            ],
        ),
        migrations.AddField(
            model_name='award',
            name='milestone',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='milestones.milestone'),
        ),
        migrations.CreateModel(
            name='PastAward',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('earned', 'earned'), ('revoked', 'revoked'), ('expired', 'expired'), ('waived', 'waived')], max_length=24)),
                ('by_hand', models.BooleanField(default=False)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('event', models.TextField(blank=True)),
                ('rule_version', models.PositiveIntegerField(blank=True, null=True)),
                ('reached_at', models.DateTimeField()),
                ('score', models.BigIntegerField(blank=True, null=True)),
                ('completion', models.BigIntegerField(blank=True, null=True)),
                ('is_verified', models.BooleanField(default=False)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.CharField(max_length=300)),
                ('reason', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField()),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='past', to='milestones.award')),
                ('fulfilment', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='milestones.fulfilment')),
            ],
            options={
                'ordering': ['-version'],
                'constraints': [models.UniqueConstraint(fields=('award', 'version'), name='past_award_is_unique'), models.CheckConstraint(condition=models.Q(('state__in', ['earned', 'expired', 'revoked', 'waived'])), name='past_award_state_is_known')],
            },
        ),
        migrations.CreateModel(
            name='RelationKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True)),
                ('side', models.CharField(choices=[('requires', 'requires'), ('fulfils', 'fulfils')], max_length=24)),
                ('description', models.TextField(blank=True)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('side__in', ['fulfils', 'requires'])), name='relation_kind_side_is_known')],
            },
        ),
        migrations.AddField(
            model_name='fulfilment',
            name='kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='milestones.relationkind'),
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(choices=[('course', 'course'), ('exam', 'exam'), ('link', 'link'), ('content-item', 'content-item'), ('qualification', 'qualification')], max_length=24)),
                ('subject_key', models.TextField()),
                ('subject_digest', models.CharField(max_length=64)),
                ('minimum_score', models.BigIntegerField(blank=True, null=True)),
                ('minimum_completion', models.BigIntegerField(blank=True, null=True)),
                ('needs_verified', models.BooleanField(default=False)),
                ('not_before', models.DateTimeField(blank=True, null=True)),
                ('not_after', models.DateTimeField(blank=True, null=True)),
                ('course_key', models.TextField(blank=True)),
                ('course_digest', models.CharField(blank=True, max_length=64)),
                ('is_active', models.BooleanField(default=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.CharField(max_length=300)),
                ('mode', models.CharField(blank=True, choices=[('all', 'all'), ('any', 'any'), ('at-least', 'at-least')], max_length=24)),
                ('count', models.PositiveIntegerField(blank=True, null=True)),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='milestones.relationkind')),
                ('milestone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requirements', to='milestones.milestone')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='milestones.requirement')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(condition=models.Q(('is_active', True)), fields=['subject_digest'], name='requirement_of_subject'), models.Index(fields=['course_digest'], name='requirement_of_course')],
                'constraints': [models.CheckConstraint(condition=models.Q(('subject_kind__in', ['content-item', 'course', 'exam', 'link', 'qualification'])), name='requirement_subject_kind_is_known'), models.CheckConstraint(condition=models.Q(('mode__in', ['', 'all', 'any', 'at-least'])), name='requirement_mode_is_known'), models.UniqueConstraint(condition=models.Q(('parent', None)), fields=('subject_digest', 'milestone', 'kind'), name='requirement_is_unique'), models.UniqueConstraint(fields=('subject_digest', 'milestone', 'kind', 'parent'), name='requirement_in_a_group_is_unique'), models.CheckConstraint(condition=models.Q(('milestone', None), ('mode', ''), _connector='XOR'), name='requirement_asks_or_groups'), models.CheckConstraint(condition=models.Q(models.Q(('count__gte', 1), ('mode', 'at-least')), models.Q(models.Q(('mode', 'at-least'), _negated=True), ('count', None)), _connector='OR'), name='requirement_counts_where_it_must'), models.CheckConstraint(condition=models.Q(models.Q(('minimum_score__gte', 0), ('minimum_score__lte', 1000000)), ('minimum_score__isnull', True), _connector='OR'), name='requirement_minimum_score_is_a_percentage'), models.CheckConstraint(condition=models.Q(models.Q(('minimum_completion__gte', 0), ('minimum_completion__lte', 1000000)), ('minimum_completion__isnull', True), _connector='OR'), name='requirement_minimum_completion_is_a_percentage'), models.CheckConstraint(condition=models.Q(('not_before', None), ('not_after', None), ('not_after__gte', models.F('not_before')), _connector='OR'), name='requirement_opens_before_it_closes')],
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('course_key', models.TextField()),
                ('course_digest', models.CharField(max_length=64)),
                ('missing', models.JSONField(default=list)),
                ('words', models.TextField(blank=True)),
                ('asked_at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('open', 'open'), ('let-past', 'let-past'), ('declined', 'declined')], default='open', max_length=24)),
                ('reply', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.CharField(blank=True, max_length=300)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='launches.person')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['course_digest', 'outcome'], name='appeal_of_course')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['declined', 'let-past', 'open'])), name='appeal_outcome_is_known'), models.UniqueConstraint(condition=models.Q(('outcome', 'open')), fields=('person', 'course_digest'), name='appeal_is_open_once'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('outcome', 'open')), models.Q(models.Q(('outcome', 'open'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='appeal_is_answered_when_it_is_closed')],
            },
        ),
        migrations.CreateModel(
            name='Completion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(choices=[('course', 'course'), ('exam', 'exam'), ('link', 'link'), ('content-item', 'content-item'), ('qualification', 'qualification')], max_length=24)),
                ('subject_key', models.TextField()),
                ('subject_digest', models.CharField(max_length=64)),
                ('source', models.CharField(max_length=300)),
                ('event', models.TextField()),
                ('event_digest', models.CharField(max_length=64, unique=True)),
                ('at', models.DateTimeField()),
                ('is_complete', models.BooleanField(default=True)),
                ('score', models.BigIntegerField(blank=True, null=True)),
                ('completion', models.BigIntegerField(blank=True, null=True)),
                ('is_verified', models.BooleanField(default=False)),
                ('received_at', models.DateTimeField()),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='launches.person')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['person', 'subject_digest'], name='completion_of_subject'), models.Index(fields=['subject_digest'], name='completion_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(('subject_kind__in', ['content-item', 'course', 'exam', 'link', 'qualification'])), name='completion_subject_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('completion__gte', 0), ('completion__lte', 1000000)), ('completion__isnull', True), _connector='OR'), name='completion_completion_is_a_percentage')],
            },
        ),
        migrations.AddIndex(
            model_name='award',
            index=models.Index(condition=models.Q(('state__in', ['earned', 'waived']), ('until__isnull', False)), fields=['until'], name='award_that_ends'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(fields=('person', 'milestone'), name='award_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['earned', 'expired', 'revoked', 'waived'])), name='award_state_is_known'),
        ),
        migrations.AddIndex(
            model_name='fulfilment',
            index=models.Index(condition=models.Q(('is_active', True)), fields=['subject_digest'], name='fulfilment_of_subject'),
        ),
        migrations.AddIndex(
            model_name='fulfilment',
            index=models.Index(fields=['course_digest'], name='fulfilment_of_course'),
        ),
        migrations.AddConstraint(
            model_name='fulfilment',
            constraint=models.CheckConstraint(condition=models.Q(('subject_kind__in', ['content-item', 'course', 'exam', 'link', 'qualification'])), name='fulfilment_subject_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='fulfilment',
            constraint=models.CheckConstraint(condition=models.Q(('when_lost__in', ['keep', 'take-back'])), name='fulfilment_when_lost_is_known'),
        ),
        migrations.AddConstraint(
            model_name='fulfilment',
            constraint=models.UniqueConstraint(fields=('subject_digest', 'milestone', 'kind'), name='fulfilment_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='fulfilment',
            constraint=models.CheckConstraint(condition=models.Q(('holds_for_days', None), ('holds_for_days__gte', 1), _connector='OR'), name='fulfilment_holds_for_a_day_at_least'),
        ),
        migrations.AddConstraint(
            model_name='fulfilment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('minimum_score__gte', 0), ('minimum_score__lte', 1000000)), ('minimum_score__isnull', True), _connector='OR'), name='fulfilment_minimum_score_is_a_percentage'),
        ),
        migrations.AddConstraint(
            model_name='fulfilment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('minimum_completion__gte', 0), ('minimum_completion__lte', 1000000)), ('minimum_completion__isnull', True), _connector='OR'), name='fulfilment_minimum_completion_is_a_percentage'),
        ),
        migrations.AddConstraint(
            model_name='fulfilment',
            constraint=models.CheckConstraint(condition=models.Q(('not_before', None), ('not_after', None), ('not_after__gte', models.F('not_before')), _connector='OR'), name='fulfilment_opens_before_it_closes'),
        ),
    ]
