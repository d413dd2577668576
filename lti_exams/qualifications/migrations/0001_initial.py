import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('launches', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeadlineTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('timestamp', models.DateTimeField()),
                ('tag', models.CharField(blank=True, max_length=30, null=True)),
            ],
            options={
                'ordering': ['timestamp', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Override',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('qualifies', models.BooleanField()),
                ('reason', models.TextField()),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.CharField(max_length=300)),
                ('made_at', models.DateTimeField()),
                ('needs_second', models.BooleanField(default=False)),
                ('seconded_by', models.CharField(blank=True, max_length=300)),
                ('seconded_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_by', models.CharField(blank=True, max_length=300)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('relatedstudent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrides', to='launches.membership')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='override_says_why'), models.CheckConstraint(condition=models.Q(('by', ''), _negated=True), name='override_is_somebodys'), models.CheckConstraint(condition=models.Q(('seconded_by', models.F('by')), _negated=True), name='override_is_seconded_by_another'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('relatedstudent',), name='override_is_one_of_a_student')],
            },
        ),
        migrations.CreateModel(
            name='PeriodTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deadlinetag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periodtags', to='qualifications.deadlinetag')),
                ('period', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='deadline', to='launches.course')),
                ('told', models.CharField(blank=True, default='', max_length=12)),
                ('told_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('told__in', ['', 'soon', 'late', 'escalated'])), name='deadline_step_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32, unique=True)),
                ('by', models.CharField(max_length=300)),
                ('plugin', models.CharField(blank=True, max_length=100)),
                ('plugin_settings', models.JSONField(blank=True, default=dict)),
                ('output', models.JSONField(blank=True, null=True)),
                ('notready', models.JSONField(blank=True, default=list)),
                ('opened_at', models.DateTimeField()),
                ('computed_at', models.DateTimeField(blank=True, null=True)),
                ('rule_digest', models.CharField(blank=True, max_length=64)),
                ('saving', models.JSONField(blank=True, null=True)),
                ('launch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='launches.launch')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='qualification_runs', to='launches.course')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_fresh', models.BooleanField(default=False)),
                ('figures', models.JSONField(default=list)),
                ('relatedstudent', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='launches.membership')),
                ('run', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='qualifications.run')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'relatedstudent', 'is_fresh'), name='figure_is_unique')],
            },
        ),
        migrations.CreateModel(
            name='Status',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('ready', 'ready'), ('almostready', 'almostready'), ('notready', 'notready')], max_length=30)),
                ('createtime', models.DateTimeField()),
                ('message', models.TextField(blank=True)),
                ('by', models.CharField(max_length=300)),
                ('plugin', models.CharField(blank=True, max_length=100)),
                ('plugin_version', models.PositiveIntegerField(default=1)),
                ('plugin_settings', models.JSONField(blank=True, default=dict)),
                ('columns', models.JSONField(blank=True, default=list)),
                ('rule', models.JSONField(blank=True, default=dict)),
                ('roster_read_at', models.DateTimeField(blank=True, null=True)),
                ('exported_timestamp', models.DateTimeField(blank=True, null=True)),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='qualifiedforexams_status', to='launches.course')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'statuses',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['period', '-id'], name='status_by_period')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['ready', 'almostready', 'notready'])), name='status_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('message', ''), _negated=True), ('status', 'ready'), _connector='OR'), name='status_that_leaves_open_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'notready'), _negated=True), ('plugin', ''), _connector='OR'), name='status_notready_has_no_plugin'), models.CheckConstraint(condition=models.Q(models.Q(('plugin', ''), _negated=True), models.Q(('message', ''), _negated=True), _connector='OR'), name='status_has_a_plugin_or_a_message'), models.CheckConstraint(condition=models.Q(('by', ''), _negated=True), name='status_is_somebodys')],
            },
        ),
        migrations.AddField(
            model_name='run',
            name='replaces',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='qualifications.status'),
        ),
        migrations.AddField(
            model_name='run',
            name='status',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='run', to='qualifications.status'),
        ),
        migrations.CreateModel(
            name='QualifiesForFinalExam',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('qualifies', models.BooleanField(blank=True, null=True)),
                ('under', models.CharField(choices=[('ready', 'ready'), ('almostready', 'almostready'), ('notready', 'notready')], max_length=30)),
                ('is_carried', models.BooleanField(default=False)),
                ('figures', models.JSONField(blank=True, default=list)),
                ('snapshot', models.TextField(blank=True)),
                ('override', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='qualifications.override')),
                ('relatedstudent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='qualifications', to='launches.membership')),
                ('status', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='students', to='qualifications.status')),
            ],
            options={
                'verbose_name_plural': 'decisions',
                'constraints': [models.UniqueConstraint(fields=('relatedstudent', 'status'), name='decision_is_unique'), models.CheckConstraint(condition=models.Q(('qualifies__isnull', False), ('under', 'almostready'), _connector='OR'), name='decision_is_open_only_when_almostready'), models.CheckConstraint(condition=models.Q(('under__in', ['ready', 'almostready'])), name='decision_under_notready_is_none'), models.CheckConstraint(condition=models.Q(('is_carried', False), ('qualifies', True), _connector='OR'), name='decision_carries_who_qualifies')],
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.CharField(max_length=40)),
                ('form', models.CharField(max_length=8)),
                ('sha256', models.CharField(max_length=64)),
                ('students', models.PositiveIntegerField()),
                ('by', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('status', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exports', to='qualifications.status')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['status', 'target'], name='export_by_target')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('target', ''), _negated=True), models.Q(('by', ''), _negated=True)), name='export_is_somebodys')],
            },
        ),
        migrations.AddConstraint(
            model_name='run',
            constraint=models.CheckConstraint(condition=models.Q(('computed_at', None), models.Q(('plugin', ''), _negated=True), _connector='OR'), name='run_is_computed_by_a_plugin'),
        ),
    ]
