import django.db.models.deletion
import lti_exams.kernel.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('trust', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Platform',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('issuer', models.CharField(max_length=2000)),
                ('client_id', models.CharField(blank=True, max_length=255)),
                ('auth_url', models.CharField(max_length=2000)),
                ('token_url', models.CharField(max_length=2000)),
                ('token_audience', models.CharField(blank=True, max_length=2000)),
                ('family', models.CharField(blank=True, max_length=100)),
                ('status', models.CharField(choices=[('registering', 'registering'), ('pending', 'pending'), ('active', 'active'), ('disabled', 'disabled')], max_length=20)),
                ('new_deployments', models.CharField(choices=[('pending', 'pending'), ('auto', 'auto')], default='pending', max_length=20)),
                ('registered_by', models.CharField(choices=[('manual', 'manual'), ('dynamic', 'dynamic')], max_length=20)),
                ('origins', models.JSONField(default=list)),
                ('met_origins', models.JSONField(blank=True, default=list)),
                ('warnings', models.JSONField(blank=True, default=list)),
                ('clock_ahead_seconds', models.IntegerField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('key_set', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='trust.keyset')),
            ],
            options={
                'ordering': ['name', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'registering'), _negated=True), fields=('issuer', 'client_id'), name='platform_issuer_and_client_id_are_unique'), models.CheckConstraint(condition=models.Q(('status', 'registering'), models.Q(('client_id', ''), _negated=True), _connector='OR'), name='platform_has_a_client_id'), models.CheckConstraint(condition=models.Q(('status__in', ['registering', 'pending', 'active', 'disabled'])), name='platform_status_is_known'), models.CheckConstraint(condition=models.Q(('new_deployments__in', ['pending', 'auto'])), name='platform_new_deployments_is_known'), models.CheckConstraint(condition=models.Q(('registered_by__in', ['manual', 'dynamic'])), name='platform_registered_by_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('used_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='platforms.platform')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Deployment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deployment_id', models.CharField(max_length=255)),
                ('label', models.CharField(blank=True, max_length=200)),
                ('status', models.CharField(choices=[('pending', 'pending'), ('active', 'active'), ('disabled', 'disabled')], max_length=20)),
                ('created_at', models.DateTimeField()),
                ('platform', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deployments', to='platforms.platform')),
            ],
            options={
                'ordering': ['platform', 'id'],
                'constraints': [models.UniqueConstraint(fields=('platform', 'deployment_id'), name='deployment_id_is_unique_in_a_platform'), models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'active', 'disabled'])), name='deployment_status_is_known')],
            },
        ),
        migrations.CreateModel(
            name='AccessToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scopes', models.CharField(max_length=2000)),
                ('token', lti_exams.kernel.fields.EncryptedTextField(blank=True, default='', editable=False)),
                ('granted', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('renew_at', models.DateTimeField(blank=True, null=True)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('leased_by', models.CharField(blank=True, max_length=40)),
                ('platform', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access_tokens', to='platforms.platform')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('platform', 'scopes'), name='one_token_for_its_scopes'), models.CheckConstraint(condition=models.Q(models.Q(('expires_at', None), ('renew_at', None)), ('renew_at__lte', models.F('expires_at')), _connector='OR'), name='access_token_is_renewed_before_it_expires')],
            },
        ),
    ]
