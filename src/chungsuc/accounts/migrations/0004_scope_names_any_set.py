from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_keys_of_programs'),
    ]

    operations = [
        migrations.AlterField(
            model_name='scope',
            name='criteria_set_id',
            field=models.CharField(max_length=80),
        ),
    ]
