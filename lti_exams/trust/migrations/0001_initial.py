import lti_exams.kernel.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='KeyPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.CharField(db_index=True, max_length=100)),
                ('kid', models.CharField(max_length=64, unique=True)),
                ('private_pem', lti_exams.kernel.fields.EncryptedTextField(editable=False)),
                ('public_jwk', models.JSONField()),
                ('made_at', models.DateTimeField()),
                ('signs_from', models.DateTimeField()),
                ('retires_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='KeySet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(blank=True, max_length=2000)),
                ('document', models.JSONField(default=dict)),
                ('fetched_at', models.DateTimeField(blank=True, null=True)),
                ('tried_at', models.DateTimeField(blank=True, null=True)),
                ('trouble', models.CharField(blank=True, max_length=100)),
            ],
        ),
        migrations.CreateModel(
            name='SingleUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('digest', models.CharField(max_length=64)),
                ('owner', models.CharField(blank=True, max_length=100)),
                ('payload', models.JSONField(default=dict)),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'digest'), name='single_use_is_unique'), models.CheckConstraint(condition=models.Q(('kind', ''), _negated=True), name='single_use_has_a_kind')],
            },
        ),
    ]
