import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_roles_and_what_they_are_held_for"),
        ("administrative_units", "0003_where_units_lie"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="dùng cho")),
                ("shown", models.CharField(max_length=12)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("may_read", models.BooleanField(default=True, verbose_name="đọc")),
                ("may_write", models.BooleanField(default=False, verbose_name="ghi")),
                ("criteria_set_id", models.CharField(blank=True, max_length=80)),
                ("codes", models.JSONField(blank=True, default=list)),
                ("made_at", models.DateTimeField()),
                ("first_day", models.DateField()),
                ("last_day", models.DateField(verbose_name="đến hết ngày")),
                ("used_on", models.DateField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
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
                "ordering": ["-made_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("may_read", True), ("may_write", True), _connector="OR"),
                        name="api_token_allows_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="api_token_names_its_use"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="api_token_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="api_token_revocation_has_its_author",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("criteria_set_id", ""), _negated=True), ("codes", []), _connector="OR"
                        ),
                        name="api_token_codes_are_of_one_set",
                    ),
                ],
            },
        ),
    ]
