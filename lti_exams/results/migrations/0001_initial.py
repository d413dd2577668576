import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('launches', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Column',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100)),
                ('title', models.CharField(max_length=255)),
                ('maximum', models.BigIntegerField()),
                ('pass_limit', models.BigIntegerField(blank=True, null=True)),
                ('weight', models.BigIntegerField(default=10000)),
                ('group', models.CharField(blank=True, max_length=100)),
                ('counting', models.CharField(choices=[('best', 'best'), ('latest', 'latest'), ('first', 'first')], default='best', max_length=24)),
                ('source', models.CharField(choices=[('exam', 'exam'), ('lms', 'lms'), ('file', 'file'), ('program', 'program'), ('hand', 'hand')], default='hand', max_length=24)),
                ('source_key', models.CharField(blank=True, max_length=2000)),
                ('position', models.PositiveIntegerField(default=0)),
                ('is_active', models.BooleanField(default=True)),
                ('known_at', models.DateTimeField(blank=True, null=True)),
                ('failure', models.CharField(blank=True, max_length=60)),
                ('created_at', models.DateTimeField()),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='columns', to='launches.course')),
            ],
            options={
                'ordering': ['course', 'position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('course', 'key'), name='column_is_unique'), models.UniqueConstraint(condition=models.Q(('source_key', ''), _negated=True), fields=('course', 'source', 'source_key'), name='column_of_a_source_is_unique'), models.CheckConstraint(condition=models.Q(('source__in', ['exam', 'file', 'hand', 'lms', 'program'])), name='column_source_is_known'), models.CheckConstraint(condition=models.Q(('counting__in', ['best', 'first', 'latest'])), name='column_counting_is_known'), models.CheckConstraint(condition=models.Q(('maximum__gt', 0), ('maximum__lte', 10000000000)), name='column_maximum_is_sensible'), models.CheckConstraint(condition=models.Q(('pass_limit', None), models.Q(('pass_limit__gte', 0), ('pass_limit__lte', models.F('maximum'))), _connector='OR'), name='column_pass_limit_is_within_maximum'), models.CheckConstraint(condition=models.Q(('weight__gte', 0), ('weight__lte', 1000000)), name='column_weight_is_sensible'), models.CheckConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), models.Q(('title', ''), _negated=True)), name='column_has_a_key_and_a_title')],
            },
        ),
        migrations.CreateModel(
            name='Gradebook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leased_by', models.CharField(blank=True, default='', max_length=120)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('asked_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('failure', models.CharField(blank=True, max_length=60)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('course', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='gradebook', to='launches.course')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='gradebook_is_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(models.Q(('leased_by', ''), _negated=True), ('leased_until__isnull', False)), models.Q(('leased_by', ''), ('leased_until__isnull', True)), _connector='OR'), name='gradebook_lease_is_whole')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=255)),
                ('sha256', models.CharField(max_length=64)),
                ('by', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('taken', models.PositiveIntegerField()),
                ('refused', models.JSONField(default=list)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='launches.course')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.BigIntegerField(blank=True, null=True)),
                ('said_passing', models.BooleanField(blank=True, null=True)),
                ('is_passing', models.BooleanField(default=False)),
                ('is_published', models.BooleanField(default=True)),
                ('counts', models.BooleanField(default=False)),
                ('grade', models.CharField(blank=True, max_length=40)),
                ('source', models.CharField(choices=[('exam', 'exam'), ('lms', 'lms'), ('file', 'file'), ('program', 'program'), ('hand', 'hand')], default='hand', max_length=24)),
                ('source_key', models.CharField(blank=True, max_length=100)),
                ('as_of', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('by', models.CharField(blank=True, max_length=300)),
                ('column', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='results', to='results.column')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='launches.person')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('counts', True)), fields=['person', 'column', 'points', 'is_passing'], name='result_that_counts')],
                'constraints': [models.UniqueConstraint(fields=('column', 'person', 'source', 'source_key'), name='result_is_unique'), models.UniqueConstraint(condition=models.Q(('counts', True)), fields=('column', 'person'), name='one_result_counts'), models.CheckConstraint(condition=models.Q(('counts', False), ('is_published', True), _connector='OR'), name='result_that_counts_is_published'), models.CheckConstraint(condition=models.Q(('points', None), models.Q(('points__gte', 0), ('points__lte', 10000000000)), _connector='OR'), name='result_points_are_sensible'), models.CheckConstraint(condition=models.Q(('said_passing', None), ('is_passing', models.F('said_passing')), _connector='OR'), name='result_passes_as_its_source_says'), models.CheckConstraint(condition=models.Q(('source__in', ['exam', 'file', 'hand', 'lms', 'program'])), name='result_source_is_known')],
            },
        ),
    ]
