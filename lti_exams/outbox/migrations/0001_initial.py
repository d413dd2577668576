import django.db.models.deletion
import lti_exams.kernel.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('leased_by', models.CharField(blank=True, default='', max_length=120)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key', models.CharField(max_length=200, unique=True)),
                ('type', models.CharField(max_length=100)),
                ('subject', models.CharField(max_length=200)),
                ('data', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('relayed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('relayed_at', None)), fields=['id'], name='event_waits'), models.Index(condition=models.Q(('leased_by', ''), _negated=True), fields=['leased_by'], name='event_is_claimed_by'), models.Index(fields=['relayed_at'], name='event_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='event_has_a_key'), models.CheckConstraint(condition=models.Q(('type', ''), _negated=True), name='event_has_a_type'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('leased_by', ''), _negated=True), ('leased_until__isnull', False)), models.Q(('leased_by', ''), ('leased_until__isnull', True)), _connector='OR'), name='event_lease_is_whole')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('subject', models.CharField(blank=True, default='', max_length=200)),
                ('is_on', models.BooleanField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('name', 'subject'), name='notice_is_unique'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='notice_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('address', models.CharField(max_length=2000)),
                ('secret', lti_exams.kernel.fields.EncryptedTextField(editable=False)),
                ('events', models.JSONField(default=list)),
                ('form', models.CharField(choices=[('json', 'json'), ('openedx', 'openedx')], default='json', max_length=24)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
                ('failures', models.PositiveIntegerField(default=0)),
                ('rests_until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='subscription_has_a_name'), models.CheckConstraint(condition=models.Q(('address', ''), _negated=True), name='subscription_has_an_address'), models.CheckConstraint(condition=models.Q(('form__in', ['json', 'openedx'])), name='subscription_form_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leased_by', models.CharField(blank=True, default='', max_length=120)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('email', 'email'), ('webhook', 'webhook')], max_length=24)),
                ('key', models.CharField(max_length=200, unique=True)),
                ('number', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('type', models.CharField(max_length=100)),
                ('subject', models.CharField(max_length=200)),
                ('payload', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('sent', 'sent'), ('parked', 'parked'), ('stalled', 'stalled')], default='waiting', max_length=24)),
                ('reason', models.CharField(blank=True, default='', max_length=100)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('subscription', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='outbox.subscription')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at', 'id'], name='message_waits'), models.Index(condition=models.Q(('leased_by', ''), _negated=True), fields=['leased_by'], name='message_is_claimed_by'), models.Index(fields=['state', '-id'], name='message_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='message_has_a_key'), models.CheckConstraint(condition=models.Q(('kind__in', ['email', 'webhook'])), name='message_kind_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sent', 'parked', 'stalled'])), name='message_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'webhook'), ('subscription__isnull', False)), models.Q(('kind', 'email'), ('subscription__isnull', True)), _connector='OR'), name='message_has_a_subscription_if_it_is_a_webhook'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='message_was_sent_when_it_is_sent'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('leased_by', ''), _negated=True), ('leased_until__isnull', False)), models.Q(('leased_by', ''), ('leased_until__isnull', True)), _connector='OR'), name='message_lease_is_whole')],
            },
        ),
    ]
