import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("administrative_units", "__first__"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FundingLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("plan_id", models.UUIDField()),
                ("key", models.CharField(max_length=40)),
                ("label", models.CharField(max_length=500, verbose_name="nguồn vốn")),
                ("source_kind", models.CharField(max_length=20)),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("amount", models.BigIntegerField(verbose_name="số tiền (đồng)")),
                ("stated", models.CharField(max_length=60)),
                ("measure", models.CharField(max_length=40)),
                ("line", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("position", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="funding.fundingline",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="administrative_units.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "nguồn vốn",
                "ordering": ["plan_id", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan_id", "key"), name="funding_line_is_recorded_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)),
                        name="funding_amount_is_not_negative",
                        violation_error_message="Số tiền của nguồn vốn không được âm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="funding_line_is_not_its_own_part",
                        violation_error_message="Một nguồn vốn không thể là phần của chính nó.",
                    ),
                ],
            },
        ),
    ]
