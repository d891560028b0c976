"""`chungsuc audit`: the log as it was written, and against lines that were kept on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chungsuc.__main__ import main
from chungsuc.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_chains_are_verified_alone_and_against_kept_lines(
    system: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "heads"]) == 0
    paper = tmp_path / "dau-chuoi.txt"
    paper.write_text(capsys.readouterr().out)
    assert paper.read_text().startswith("main ")
    assert main(["audit", "verify", "--against", str(paper)]) == 0
    assert "nguyên vẹn" in capsys.readouterr().out
    Entry.objects.filter(number=1).update(by="hoa")
    assert main(["audit", "verify"]) == 1
    assert "dòng 1 đã bị sửa" in capsys.readouterr().out
    paper.write_text("main 1 khong-phai-ma-bam\n")
    assert main(["audit", "verify", "--against", str(paper)]) == 2
    assert main(["audit", "verify", "--against", str(tmp_path / "khong-co")]) == 2
    assert "Không đọc được" in capsys.readouterr().err
