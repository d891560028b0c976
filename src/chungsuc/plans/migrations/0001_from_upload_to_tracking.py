import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("administrative_units", "__first__"),
        ("criteria", "__first__"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("kind_text", models.CharField(blank=True, max_length=60, verbose_name="loại văn bản")),
                ("title", models.CharField(blank=True, max_length=500, verbose_name="trích yếu")),
                ("reference", models.CharField(blank=True, max_length=60, verbose_name="số, ký hiệu")),
                ("issued_on", models.CharField(blank=True, max_length=10, verbose_name="ngày ban hành")),
                (
                    "document_status",
                    models.CharField(
                        choices=[("draft", "Dự thảo"), ("issued", "Đã ban hành")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "period_from",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="từ năm"),
                ),
                (
                    "period_to",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="đến năm"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Đang chờ đọc"),
                            ("in_review", "Đang rà soát"),
                            ("refused", "Không đọc được"),
                            ("tracked", "Đang theo dõi"),
                            ("published", "Đã công khai"),
                            ("withdrawn", "Đã rút"),
                        ],
                        max_length=12,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "criteria_set",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="criteria.criteriasetversion",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="administrative_units.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "kế hoạch",
                "ordering": ["-created_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("reader_version", models.CharField(max_length=40)),
                ("read_at", models.DateTimeField()),
                ("coverage", models.DecimalField(decimal_places=4, max_digits=5)),
                ("lines", models.JSONField()),
                ("data", models.JSONField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="plans.plan"
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["plan", "number"],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=14)),
                ("severity", models.CharField(max_length=8)),
                ("message", models.TextField()),
                ("certainty", models.CharField(max_length=10)),
                ("position", models.PositiveIntegerField()),
                ("data", models.JSONField(blank=True, default=dict)),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="plans.reading",
                    ),
                ),
            ],
            options={
                "ordering": ["reading", "position"],
            },
        ),
        migrations.CreateModel(
            name="ReadingJob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("received", "Đã nhận tệp"),
                            ("splitting", "Đang tách chữ"),
                            ("reading", "Đang đọc"),
                            ("checking", "Đang kiểm tra"),
                            ("done", "Đã xong"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="job", to="plans.plan"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReadItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("targets", "Mục tiêu"),
                            ("baseline", "Hiện trạng nêu trong văn bản"),
                            ("funding", "Nguồn vốn"),
                            ("duties", "Phân công"),
                            ("tasks", "Nhiệm vụ"),
                            ("legal_bases", "Căn cứ"),
                            ("annexes", "Phụ lục, biểu được nhắc"),
                            ("tables", "Bảng"),
                            ("notes", "Chú thích"),
                            ("recipients", "Nơi nhận"),
                            ("signatory", "Người ký"),
                        ],
                        max_length=12,
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("spans", models.JSONField(blank=True, default=list)),
                ("text", models.TextField()),
                ("certainty", models.CharField(max_length=10)),
                ("position", models.PositiveIntegerField()),
                ("data", models.JSONField(blank=True, default=dict)),
                (
                    "decision",
                    models.CharField(
                        choices=[("pending", "Chưa xem"), ("confirmed", "Đúng"), ("rejected", "Không đúng")],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="plans.reading"
                    ),
                ),
            ],
            options={
                "ordering": ["reading", "position"],
            },
        ),
        migrations.CreateModel(
            name="StatedResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("mode", models.CharField(max_length=8)),
                ("subject", models.CharField(max_length=16)),
                ("value", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ("value_to", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ("of", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ("level", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ("comparator", models.CharField(max_length=10)),
                ("measure", models.CharField(blank=True, max_length=60)),
                ("object_text", models.TextField(blank=True)),
                ("decimals", models.PositiveSmallIntegerField(default=0)),
                ("all_units", models.BooleanField(default=False)),
                ("rest", models.BooleanField(default=False)),
                ("part_of", models.CharField(blank=True, max_length=40)),
                ("body", models.CharField(blank=True, max_length=300, verbose_name="cơ quan phụ trách")),
                ("criteria", models.JSONField(blank=True, default=list)),
                ("line", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("as_of", models.CharField(blank=True, max_length=10)),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="plans.readitem",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stated_results",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "ordering": ["plan", "line", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StatedResultCell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("criterion_code", models.CharField(blank=True, max_length=20)),
                (
                    "stated_result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cells",
                        to="plans.statedresult",
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
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("mode", models.CharField(max_length=8)),
                ("subject", models.CharField(max_length=16)),
                ("value", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ("value_to", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ("of", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ("level", models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ("comparator", models.CharField(max_length=10)),
                ("measure", models.CharField(blank=True, max_length=60)),
                ("object_text", models.TextField(blank=True)),
                ("decimals", models.PositiveSmallIntegerField(default=0)),
                ("all_units", models.BooleanField(default=False)),
                ("rest", models.BooleanField(default=False)),
                ("part_of", models.CharField(blank=True, max_length=40)),
                ("body", models.CharField(blank=True, max_length=300, verbose_name="cơ quan phụ trách")),
                ("criteria", models.JSONField(blank=True, default=list)),
                ("line", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("deadline", models.CharField(blank=True, max_length=10)),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="plans.readitem",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="plans.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["plan", "line", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TargetCell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("criterion_code", models.CharField(blank=True, max_length=20)),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cells", to="plans.target"
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
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=255, verbose_name="tên tệp")),
                ("size", models.PositiveIntegerField()),
                ("media", models.CharField(max_length=10)),
                ("uploaded_at", models.DateTimeField()),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "tệp tải lên",
            },
        ),
        migrations.AddField(
            model_name="plan",
            name="upload",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="plans.upload"
            ),
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("words", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "finding",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgement",
                        to="plans.finding",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="acknowledgement_says_something",
                        violation_error_message="Hãy ghi lý do tiếp tục dù văn bản còn mâu thuẫn.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("note", models.TextField(blank=True)),
                ("data", models.JSONField(blank=True, default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="plans.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["plan", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="plan_event_number_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="plan_event_numbers_begin_at_one"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.UniqueConstraint(
                fields=("plan", "number"), name="plan_reading_number_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.CheckConstraint(
                condition=models.Q(("coverage__gte", 0), ("coverage__lte", 1)),
                name="plan_reading_coverage_is_a_share",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(fields=("reading", "key"), name="plan_finding_key_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="readitem",
            constraint=models.UniqueConstraint(fields=("reading", "key"), name="read_item_key_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="readitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True), ("decided_by__isnull", True), ("decision", "pending")
                    ),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("decision__in", ["confirmed", "rejected"]),
                    ),
                    _connector="OR",
                ),
                name="read_item_decision_has_its_author",
                violation_error_message="Ý kiến rà soát phải có người và thời điểm.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statedresultcell",
            constraint=models.UniqueConstraint(
                fields=("stated_result", "unit", "criterion_code"), name="stated_result_names_a_cell_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="targetcell",
            constraint=models.UniqueConstraint(
                fields=("target", "unit", "criterion_code"), name="target_names_a_cell_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gt", 0)),
                name="upload_is_not_empty",
                violation_error_message="Tệp tải lên không được rỗng.",
            ),
        ),
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(fields=["unit", "state"], name="plan_by_unit_and_state"),
        ),
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(fields=["state", "-created_at"], name="plan_by_state"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("period_from__isnull", True), ("period_to__isnull", True)),
                    models.Q(
                        ("period_from__isnull", False),
                        ("period_to__gte", models.F("period_from")),
                        ("period_to__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="plan_period_is_whole_and_in_order",
                violation_error_message="Kế hoạch phải có cả năm đầu và năm cuối, theo thứ tự.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["in_review", "tracked", "published"]), _negated=True),
                    ("unit__isnull", False),
                    _connector="OR",
                ),
                name="plan_that_was_read_has_its_unit",
                violation_error_message="Kế hoạch đã đọc phải có đơn vị.",
            ),
        ),
    ]
