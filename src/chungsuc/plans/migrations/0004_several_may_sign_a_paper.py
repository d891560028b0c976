from django.db import migrations, models


def rename(old, new):
    def apply(apps, schema_editor):
        items = apps.get_model("plans", "ReadItem").objects
        items.filter(section=old).update(section=new)

    return apply


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_a_person_adds_what_was_missed")]

    operations = [
        migrations.AlterField(
            model_name="readitem",
            name="section",
            field=models.CharField(
                choices=[
                    ("targets", "Mục tiêu"),
                    ("baseline", "Hiện trạng nêu trong văn bản"),
                    ("funding", "Nguồn vốn"),
                    ("duties", "Phân công"),
                    ("tasks", "Nhiệm vụ"),
                    ("sums", "Phép tính nêu trong văn bản"),
                    ("legal_bases", "Căn cứ"),
                    ("annexes", "Phụ lục, biểu được nhắc"),
                    ("tables", "Bảng"),
                    ("notes", "Chú thích"),
                    ("recipients", "Nơi nhận"),
                    ("signatories", "Người ký"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunPython(rename("signatory", "signatories"), rename("signatories", "signatory")),
    ]
