"""One cell as the page's script saves it: stored once, asked about, disputed, refused in words."""

from __future__ import annotations

from uuid import uuid4

import pytest

from chungsuc.accounts.models import User
from chungsuc.assessments.models import Observation
from chungsuc.audit.models import Entry
from entry.conftest import Send

pytestmark = pytest.mark.django_db


def test_what_is_typed_is_stored_with_its_verdict_and_its_entry_in_the_log(send: Send, lan: User) -> None:
    answer = send(lan, "4.2", parts="1.960/2.000", w="Báo cáo của điện lực")
    told = answer.json()
    assert (answer.status_code, told["outcome"]) == (200, "saved")
    stored = Observation.objects.get()
    assert (stored.observed_by, str(stored.numerator), stored.channel) == (lan, "1960.000000", "web")
    assert told["on"] == str(stored.pk)
    assert told["texts"] == ["", "1.960", "2.000", "Báo cáo của điện lực"]
    assert "98%" in told["state"]["4.2"]
    assert "Đã lưu" in told["state"]["4.2"]
    assert Entry.objects.filter(action="observation.recorded", by="lan").count() == 1
