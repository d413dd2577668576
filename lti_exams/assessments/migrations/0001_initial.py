import django.db.models.deletion
import lti_exams.kernel.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('exams', '0001_initial'),
        ('tools', '0001_initial'),
        ('trust', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('way', models.CharField(choices=[('lti', 'lti'), ('outside', 'outside'), ('by-hand', 'by-hand')], max_length=20)),
                ('address', models.CharField(blank=True, max_length=2000)),
                ('secret', lti_exams.kernel.fields.EncryptedTextField(blank=True, default='', editable=False)),
                ('ask_address', models.CharField(blank=True, max_length=2000)),
                ('contact_email', models.CharField(blank=True, max_length=254)),
                ('patience_hours', models.PositiveIntegerField(default=24)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
                ('key_set', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='trust.keyset')),
                ('tool', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessment', to='tools.tool')),
            ],
            options={
                'ordering': ['name', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('way__in', ['lti', 'outside', 'by-hand'])), name='assessment_way_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('tool__isnull', False), ('way', 'lti')), models.Q(models.Q(('way', 'lti'), _negated=True), ('tool__isnull', True)), _connector='OR'), name='assessment_has_a_tool_where_it_is_one'), models.CheckConstraint(condition=models.Q(models.Q(('way', 'outside'), _negated=True), models.Q(('address', ''), _negated=True), _connector='OR'), name='assessment_outside_has_an_address')],
            },
        ),
        migrations.CreateModel(
            name='LineItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sitting', models.PositiveIntegerField()),
                ('counts', models.BooleanField()),
                ('label', models.CharField(max_length=255)),
                ('maximum', models.BigIntegerField()),
                ('resource_id', models.CharField(blank=True, max_length=255)),
                ('tag', models.CharField(blank=True, max_length=255)),
                ('created_at', models.DateTimeField()),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='line_items', to='assessments.assessment')),
                ('exam', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='line_items', to='exams.exam')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('counts', True)), fields=('assessment', 'exam', 'sitting'), name='line_item_that_counts_is_unique'), models.CheckConstraint(condition=models.Q(('maximum__gte', 1)), name='line_item_has_a_maximum')],
            },
        ),
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=120)),
                ('delivery_id', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64)),
                ('channel', models.CharField(choices=[('score-service', 'score-service'), ('callback', 'callback'), ('by-hand', 'by-hand')], max_length=20)),
                ('by', models.CharField(max_length=300)),
                ('reason', models.TextField(blank=True)),
                ('points', models.BigIntegerField(blank=True, null=True)),
                ('maximum', models.BigIntegerField(blank=True, null=True)),
                ('activity', models.CharField(choices=[('Initialized', 'Initialized'), ('Started', 'Started'), ('InProgress', 'InProgress'), ('Submitted', 'Submitted'), ('Completed', 'Completed')], max_length=20)),
                ('grading', models.CharField(choices=[('FullyGraded', 'FullyGraded'), ('Pending', 'Pending'), ('PendingManual', 'PendingManual'), ('Failed', 'Failed'), ('NotReady', 'NotReady')], max_length=20)),
                ('said_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('comment', models.TextField(blank=True)),
                ('evidence', models.JSONField(blank=True, default=dict)),
                ('received_at', models.DateTimeField()),
                ('fate', models.CharField(choices=[('waiting', 'waiting'), ('applied', 'applied'), ('superseded', 'superseded'), ('late', 'late'), ('kept', 'kept'), ('refused', 'refused')], default='waiting', max_length=20)),
                ('why', models.CharField(blank=True, max_length=60)),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='exams.attempt')),
                ('line_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='arrivals', to='assessments.lineitem')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('fate', 'waiting')), fields=['id'], name='arrival_waits'), models.Index(fields=['attempt', 'said_at'], name='arrival_of_an_attempt')],
                'constraints': [models.UniqueConstraint(fields=('source', 'delivery_id'), name='delivery_is_unique'), models.CheckConstraint(condition=models.Q(('channel__in', ['score-service', 'callback', 'by-hand'])), name='arrival_channel_is_known'), models.CheckConstraint(condition=models.Q(('fate__in', ['waiting', 'applied', 'superseded', 'late', 'kept', 'refused'])), name='arrival_fate_is_known'), models.CheckConstraint(condition=models.Q(('activity__in', ['Initialized', 'Started', 'InProgress', 'Submitted', 'Completed'])), name='arrival_activity_is_known'), models.CheckConstraint(condition=models.Q(('grading__in', ['FullyGraded', 'Pending', 'PendingManual', 'Failed', 'NotReady'])), name='arrival_grading_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('maximum', None), ('points', None)), models.Q(('maximum__gte', 1), ('points__gte', 0)), _connector='OR'), name='arrival_has_a_whole_score'), models.CheckConstraint(condition=models.Q(models.Q(('applied_at', None), ('fate', 'waiting')), models.Q(models.Q(('fate', 'waiting'), _negated=True), ('applied_at__isnull', False)), _connector='OR'), name='arrival_waits_or_was_applied')],
            },
        ),
        migrations.CreateModel(
            name='Questions',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=255)),
                ('address', models.CharField(blank=True, max_length=2000)),
                ('custom', models.JSONField(blank=True, default=dict)),
                ('resource_id', models.CharField(blank=True, max_length=255)),
                ('tag', models.CharField(blank=True, max_length=255)),
                ('maximum', models.BigIntegerField(blank=True, null=True)),
                ('allows_extra_credit', models.BooleanField(default=False)),
                ('chosen_by', models.CharField(blank=True, max_length=300)),
                ('chosen_at', models.DateTimeField(blank=True, null=True)),
                ('assessment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='assessments.assessment')),
                ('exam', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='exams.exam')),
            ],
            options={
                'verbose_name_plural': 'questions',
                'constraints': [models.CheckConstraint(condition=models.Q(('maximum', None), ('maximum__gte', 1), _connector='OR'), name='questions_maximum_is_at_least_1')],
            },
        ),
        migrations.CreateModel(
            name='Work',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('heard_at', models.DateTimeField(blank=True, null=True)),
                ('handed_in_at', models.DateTimeField(blank=True, null=True)),
                ('applied_said_at', models.DateTimeField(blank=True, null=True)),
                ('applied_id', models.BigIntegerField(default=0)),
                ('scored_by', models.CharField(blank=True, choices=[('score-service', 'score-service'), ('callback', 'callback'), ('by-hand', 'by-hand')], default='', max_length=20)),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('attempt', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='work', to='exams.attempt')),
            ],
            options={
                'verbose_name_plural': 'work',
                'constraints': [models.CheckConstraint(condition=models.Q(('scored_by__in', ['score-service', 'callback', 'by-hand', ''])), name='work_scored_by_is_known')],
            },
        ),
    ]
