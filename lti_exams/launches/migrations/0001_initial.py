import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('platforms', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('context_id', models.CharField(max_length=255)),
                ('is_link', models.BooleanField(default=False)),
                ('label', models.CharField(blank=True, max_length=255)),
                ('title', models.CharField(blank=True, max_length=255)),
                ('memberships_url', models.CharField(blank=True, max_length=2000)),
                ('deployment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='platforms.deployment')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='courses', to='accounts.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('resource_link_id', models.CharField(max_length=255)),
                ('title', models.CharField(blank=True, max_length=255)),
                ('line_item_url', models.CharField(blank=True, max_length=2000)),
                ('line_items_url', models.CharField(blank=True, max_length=2000)),
                ('ags_scopes', models.JSONField(blank=True, default=list)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='launches.course')),
                ('deployment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='platforms.deployment')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('deployment', 'resource_link_id'), name='link_is_unique')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sub', models.CharField(max_length=255)),
                ('name', models.CharField(blank=True, max_length=255)),
                ('given_name', models.CharField(blank=True, max_length=255)),
                ('family_name', models.CharField(blank=True, max_length=255)),
                ('email', models.CharField(blank=True, max_length=255)),
                ('platform', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='platforms.platform')),
            ],
            options={
                'verbose_name_plural': 'people',
                'constraints': [models.UniqueConstraint(fields=('platform', 'sub'), name='person_is_unique'), models.CheckConstraint(condition=models.Q(('sub', ''), _negated=True), name='person_has_a_sub')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('roles', models.JSONField(default=list)),
                ('is_active', models.BooleanField(default=True)),
                ('as_of', models.DateTimeField()),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='launches.course')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='launches.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('course', 'person'), name='membership_is_unique')],
            },
        ),
        migrations.CreateModel(
            name='Launch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32, unique=True)),
                ('browser_digest', models.CharField(db_index=True, max_length=64)),
                ('cookieless', models.BooleanField(default=False)),
                ('message_type', models.CharField(max_length=60)),
                ('roles', models.JSONField(default=list)),
                ('is_test_user', models.BooleanField(default=False)),
                ('locale', models.CharField(blank=True, max_length=35)),
                ('document_target', models.CharField(blank=True, max_length=10)),
                ('return_url', models.CharField(blank=True, max_length=2000)),
                ('details', models.JSONField(default=dict)),
                ('started_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='launches.course')),
                ('deployment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='platforms.deployment')),
                ('link', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='launches.link')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='launches.person')),
            ],
            options={
                'verbose_name_plural': 'launches',
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('key', models.CharField(blank=True, max_length=255)),
                ('placed_at', models.DateTimeField()),
                ('link', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='placement', to='launches.link')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind', ''), _negated=True), name='placement_has_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True)),
                ('begins_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['begins_at', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('begins_at__lt', models.F('ends_at'))), name='term_ends_after_it_begins')],
            },
        ),
        migrations.AddField(
            model_name='course',
            name='term',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='launches.term'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.UniqueConstraint(fields=('deployment', 'context_id', 'is_link'), name='course_is_unique'),
        ),
    ]
