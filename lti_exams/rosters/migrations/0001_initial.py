import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('launches', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Roster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leased_by', models.CharField(blank=True, default='', max_length=120)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('asked_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('tried_at', models.DateTimeField(blank=True, null=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('members', models.PositiveIntegerField(default=0)),
                ('joined', models.PositiveIntegerField(default=0)),
                ('left', models.PositiveIntegerField(default=0)),
                ('failure', models.CharField(blank=True, max_length=60)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('course', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='roster', to='launches.course')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='roster_is_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(models.Q(('leased_by', ''), _negated=True), ('leased_until__isnull', False)), models.Q(('leased_by', ''), ('leased_until__isnull', True)), _connector='OR'), name='roster_lease_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('failure', ''), ('failures', 0)), models.Q(models.Q(('failure', ''), _negated=True), ('failures__gt', 0)), _connector='OR'), name='roster_failure_is_counted')],
            },
        ),
    ]
