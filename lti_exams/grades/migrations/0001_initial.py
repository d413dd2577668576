import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('launches', '0001_initial'),
        ('platforms', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('source', models.CharField(max_length=100)),
                ('document', models.JSONField()),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('sending', 'sending'), ('delivered', 'delivered'), ('superseded', 'superseded'), ('parked', 'parked'), ('stalled', 'stalled')], default='waiting', max_length=24)),
                ('changed_at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, db_default='', max_length=40)),
                ('answer', models.CharField(blank=True, db_default='', max_length=200)),
                ('next_try_at', models.DateTimeField(blank=True, null=True)),
                ('failures', models.PositiveIntegerField(db_default=0)),
                ('failing_since', models.DateTimeField(blank=True, null=True)),
                ('version_sent', models.PositiveIntegerField(db_default=0)),
                ('version_delivered', models.PositiveIntegerField(db_default=0)),
                ('delivered_at', models.DateTimeField(blank=True, null=True)),
                ('timestamp_sent', models.DateTimeField(blank=True, null=True)),
                ('unanswered', models.JSONField(blank=True, null=True)),
                ('written', models.JSONField(blank=True, null=True)),
                ('attempt_submitted', models.PositiveIntegerField(blank=True, null=True)),
                ('forced', models.BooleanField(db_default=False)),
                ('sending_under', models.CharField(blank=True, db_default='', max_length=120)),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='launches.link')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='launches.person')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('next_try_at__isnull', False)), fields=['next_try_at'], name='outcome_is_due'), models.Index(fields=['link', 'state'], name='outcome_by_state')],
                'constraints': [models.UniqueConstraint(fields=('link', 'person'), name='outcome_is_unique'), models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='outcome_version_is_at_least_1'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sending', 'delivered', 'superseded', 'parked', 'stalled'])), name='outcome_state_is_known'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='outcome_has_a_source'), models.CheckConstraint(condition=models.Q(('reason__in', ['delivered', 'not-shown', 'throttled', 'uncertain', 'not-now', 'stale', 'overridden', 'attempts-used', 'token-not-accepted', 'person-refused', 'score-refused', 'column-gone', 'course-over', 'scope-refused', 'registration-refused', 'origin-not-bound', 'no-grade-service', 'no-column', 'several-columns', ''])), name='outcome_reason_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'parked'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='outcome_is_parked_for_a_reason'), models.CheckConstraint(condition=models.Q(('version_sent__lte', models.F('version'))), name='outcome_sent_is_a_version'), models.CheckConstraint(condition=models.Q(('version_delivered__lte', models.F('version_sent'))), name='outcome_delivered_was_sent')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('source', models.CharField(max_length=100)),
                ('changed_at', models.DateTimeField()),
                ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='grades.outcome')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('outcome', 'version'), name='change_is_of_a_version'), models.UniqueConstraint(fields=('outcome', 'source'), name='change_has_its_own_source'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='change_has_a_source')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('sent_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField()),
                ('sent', models.JSONField(default=dict)),
                ('status', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('meaning', models.CharField(choices=[('delivered', 'delivered'), ('not-shown', 'not-shown'), ('throttled', 'throttled'), ('uncertain', 'uncertain'), ('not-now', 'not-now'), ('stale', 'stale'), ('overridden', 'overridden'), ('attempts-used', 'attempts-used'), ('token-not-accepted', 'token-not-accepted'), ('person-refused', 'person-refused'), ('score-refused', 'score-refused'), ('column-gone', 'column-gone'), ('course-over', 'course-over'), ('scope-refused', 'scope-refused'), ('registration-refused', 'registration-refused'), ('origin-not-bound', 'origin-not-bound'), ('no-grade-service', 'no-grade-service'), ('no-column', 'no-column'), ('several-columns', 'several-columns')], max_length=40)),
                ('answer', models.CharField(blank=True, max_length=200)),
                ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='grades.outcome')),
            ],
            options={
                'verbose_name_plural': 'deliveries',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('meaning__in', ['delivered', 'not-shown', 'throttled', 'uncertain', 'not-now', 'stale', 'overridden', 'attempts-used', 'token-not-accepted', 'person-refused', 'score-refused', 'column-gone', 'course-over', 'scope-refused', 'registration-refused', 'origin-not-bound', 'no-grade-service', 'no-column', 'several-columns'])), name='delivery_meaning_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leased_by', models.CharField(blank=True, default='', max_length=120)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('window', models.FloatField(default=4.0)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('is_open', models.BooleanField(default=False)),
                ('quiet_until', models.DateTimeField(blank=True, null=True)),
                ('adapter', models.CharField(blank=True, choices=[('plain', 'LTI Advantage, to the letter'), ('canvas', 'Canvas'), ('moodle', 'Moodle'), ('blackboard', 'Blackboard'), ('d2l', 'D2L Brightspace'), ('sakai', 'Sakai'), ('openedx', 'Open edX')], default='', max_length=20)),
                ('makes_columns_anew', models.BooleanField(default=False)),
                ('platform', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='channel', to='platforms.platform')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(models.Q(('leased_by', ''), _negated=True), ('leased_until__isnull', False)), models.Q(('leased_by', ''), ('leased_until__isnull', True)), _connector='OR'), name='channel_lease_is_whole'), models.CheckConstraint(condition=models.Q(('window__gte', 1)), name='channel_sends_something'), models.CheckConstraint(condition=models.Q(('adapter__in', ['', 'plain', 'canvas', 'moodle', 'blackboard', 'd2l', 'sakai', 'openedx'])), name='channel_adapter_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Column',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(blank=True, default='', max_length=2000)),
                ('making_since', models.DateTimeField(blank=True, null=True)),
                ('trouble', models.CharField(blank=True, default='', max_length=40)),
                ('troubled_since', models.DateTimeField(blank=True, null=True)),
                ('told', models.CharField(blank=True, default='', max_length=64)),
                ('gone_url', models.CharField(blank=True, default='', max_length=2000)),
                ('makes_anew', models.BooleanField(default=False)),
                ('link', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='column', to='launches.link')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('trouble__in', ['delivered', 'not-shown', 'throttled', 'uncertain', 'not-now', 'stale', 'overridden', 'attempts-used', 'token-not-accepted', 'person-refused', 'score-refused', 'column-gone', 'course-over', 'scope-refused', 'registration-refused', 'origin-not-bound', 'no-grade-service', 'no-column', 'several-columns', ''])), name='column_trouble_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=40)),
                ('answer', models.CharField(blank=True, max_length=200)),
                ('since', models.DateTimeField()),
                ('deployment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='hold', to='platforms.deployment')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason__in', ['delivered', 'not-shown', 'throttled', 'uncertain', 'not-now', 'stale', 'overridden', 'attempts-used', 'token-not-accepted', 'person-refused', 'score-refused', 'column-gone', 'course-over', 'scope-refused', 'registration-refused', 'origin-not-bound', 'no-grade-service', 'no-column', 'several-columns'])), name='hold_has_a_reason')],
            },
        ),
    ]
