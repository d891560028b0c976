"""The shipped list of the whole country, and a folder of it that is broken on purpose."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from chungsuc.core.statements import Certainty
from chungsuc.core.units import Gazetteer, Level, Share
from chungsuc.law.errors import LawError
from chungsuc.law.units import DATA, load_gazetteer, load_orders, read_gazetteer

THEN, EVE, REFORM, NOW = date(2024, 1, 1), date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 1)
COMMUNE = Level.COMMUNE


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("on", "provinces", "districts", "communes"),
    [(EVE, 63, 696, 10_035), (REFORM, 34, 0, 3_321), (NOW, 34, 0, 3_321)],
)
def test_the_country_in_numbers(
    gazetteer: Gazetteer, on: date, provinces: int, districts: int, communes: int
) -> None:
    counts = Counter(unit.level for unit in gazetteer.units.values() if unit.exists(on))
    assert (counts[Level.PROVINCE], counts[Level.DISTRICT], counts[COMMUNE]) == (
        provinces,
        districts,
        communes,
    )
    assert len(gazetteer.subtree(gazetteer.country.id, on)) == 1 + provinces + districts + communes


def test_kinds_of_communes_on_the_day_of_the_reform(gazetteer: Gazetteer) -> None:
    kinds = Counter(u.kind for u in gazetteer.units.values() if u.level is COMMUNE and u.exists(REFORM))
    assert kinds == {"xã": 2_621, "phường": 687, "đặc khu": 13}


def test_a_code_names_one_unit_a_day(gazetteer: Gazetteer) -> None:
    for on in (EVE, REFORM, NOW):
        codes = Counter(unit.code for unit in gazetteer.units.values() if unit.exists(on))
        assert max(codes.values()) == 1


def test_every_commune_of_the_eve_lives_on(gazetteer: Gazetteer) -> None:
    reached = set()
    for unit in gazetteer.subtree(gazetteer.country.id, EVE, COMMUNE):
        after = gazetteer.became(unit.id, REFORM)
        assert after, unit
        reached.update(each.id for each in after)
        shares = [edge.share for edge in gazetteer.successors(unit.id) if edge.effective == REFORM]
        assert shares in ([], [Share.WHOLE]) or set(shares) == {Share.PART}
    assert reached >= {unit.id for unit in gazetteer.subtree(gazetteer.country.id, REFORM, COMMUNE)} - {
        # island districts had no communes and became special zones themselves
        edge.successor_id
        for edge in gazetteer.successions
        if gazetteer.get(edge.predecessor_id).level is Level.DISTRICT
    }


def test_communes_stay_inside_the_successor_of_their_province(gazetteer: Gazetteer) -> None:
    for unit in gazetteer.subtree(gazetteer.country.id, EVE, COMMUNE):
        province = gazetteer.ancestors(unit.id, EVE)[1]
        allowed = {each.id for each in gazetteer.became(province.id, REFORM)}
        parents = {gazetteer.get(each.id).parent_id(REFORM) for each in gazetteer.became(unit.id, REFORM)}
        assert parents <= allowed


DISTRICTS = [
    (
        "084@2024",
        "Si Ma Cai",
        "Lào Cai",
        "Si Ma Cai",
        ["Bản Mế", "Cán Cấu", "Lùng Thẩn", "Nàn Sán", "Nàn Xín", "Quan Hồ Thẩn", "Sán Chải", "Sín Chéng",
         "Thào Chư Phìn"],
        {"02809": "Si Ma Cai", "02824": "Sín Chéng", "02848": "Lùng Phình"},
        "Lào Cai",
    ),
    (
        "027@2022",
        "Mèo Vạc",
        "Hà Giang",
        "Mèo Vạc",
        ["Cán Chu Phìn", "Giàng Chu Phìn", "Khâu Vai", "Lũng Chinh", "Lũng Pù", "Nậm Ban", "Niêm Sơn",
         "Niêm Tòng", "Pả Vi", "Pải Lủng", "Sơn Vĩ", "Sủng Máng", "Sủng Trà", "Tả Lủng", "Tát Ngà",
         "Thượng Phùng", "Xín Cái"],
        {"00721": "Đồng Văn", "00769": "Mèo Vạc", "00778": "Sơn Vĩ", "00787": "Sủng Máng",
         "00802": "Khâu Vai", "00808": "Tát Ngà", "00817": "Niêm Sơn"},
        "Tuyên Quang",
    ),
]  # fmt: skip


@pytest.mark.parametrize("district", DISTRICTS, ids=lambda each: each[1])
def test_the_two_districts_and_what_they_became(gazetteer: Gazetteer, district: tuple) -> None:  # type: ignore[type-arg]
    ref, name, province, town, communes, after, new_province = district
    unit = gazetteer.parse_ref(ref)
    assert (unit.title, [above.name for above in gazetteer.ancestors(unit.id, THEN)]) == (
        f"huyện {name}", [province, "Việt Nam"],
    )  # fmt: skip
    children = gazetteer.children(unit.id, THEN)
    assert [child.name for child in children if child.kind == "thị trấn"] == [town]
    assert {child.name for child in children if child.kind == "xã"} == set(communes)
    assert len(children) == 1 + len(communes)
    assert gazetteer.tag(unit.id, "region", THEN) == "TDMNPB"
    became = gazetteer.became(unit.id, REFORM)
    assert {each.code: each.name for each in became} == after
    for each in became:
        assert [above.name for above in gazetteer.ancestors(each.id, REFORM)] == [new_province, "Việt Nam"]


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("02809", "thị trấn Si Ma Cai", "xã Si Ma Cai"),
        ("00802", "xã Lũng Pù", "xã Khâu Vai"),
        ("15", "tỉnh Yên Bái", "tỉnh Lào Cai"),
        ("08", "tỉnh Tuyên Quang", "tỉnh Tuyên Quang"),  # the name is the same, the land is not
    ],
)
def test_one_code_two_units(gazetteer: Gazetteer, code: str, before: str, after: str) -> None:
    old, new = gazetteer.at(code, EVE), gazetteer.at(code, REFORM)
    assert old is not None
    assert new is not None
    assert (old.title, new.title) == (before, after)
    assert old.id != new.id
    assert gazetteer.parse_ref(old.ref) == old
    assert gazetteer.parse_ref(new.ref) == new


def test_a_unit_that_only_changed_parent_stays_itself(gazetteer: Gazetteer) -> None:
    nam_xe = gazetteer.at("03085", EVE)
    assert nam_xe is not None
    assert gazetteer.at("03085", REFORM) is nam_xe
    assert gazetteer.successors(nam_xe.id) == ()
    above = [gazetteer.parent(nam_xe.id, on) for on in (EVE, REFORM)]
    assert [unit.title for unit in above if unit] == ["huyện Văn Bàn", "tỉnh Lào Cai"]
    kept = [u for u in gazetteer.units.values() if u.level is COMMUNE and u.exists(EVE) and u.exists(REFORM)]
    assert 100 < len(kept) < 200
    assert all(len(unit.parents) >= 2 for unit in kept)


def test_the_order_behind_a_merger_is_named(gazetteer: Gazetteer) -> None:
    old = gazetteer.parse_ref("02821@2024")
    (edge,) = gazetteer.successors(old.id)
    order = load_orders()[edge.order or ""]
    assert (order.number, order.issued_on, order.effective) == ("1673/NQ-UBTVQH15", date(2025, 6, 16), REFORM)
    assert all(edge.order in load_orders() for edge in gazetteer.successions)


def test_a_day_of_effect_that_is_not_known_says_so(gazetteer: Gazetteer) -> None:
    ward = gazetteer.at("07840", NOW)
    assert ward is not None
    assert ward.kind == "phường"
    (edge,) = gazetteer.predecessors(ward.id)
    assert load_orders()[edge.order or ""].certainty is Certainty.DOUBTFUL


@pytest.mark.parametrize(
    ("written", "district", "meant", "exact"),
    [
        ("Cán Cấu", "084", "Cán Cấu", True),
        ("Cán Cẩu", "084", "Cán Cấu", False),
        ("Nàn Sín", "084", "Nàn Xín", False),
        ("Sùng Trà", "027", "Sủng Trà", False),
        ("Sung Trà", "027", "Sủng Trà", False),
        ("Sùng Máng", "027", "Sủng Máng", False),
        ("Niêm Tông", "027", "Niêm Tòng", False),
        ("Pà Vi", "027", "Pả Vi", False),
        ("Pài Lũng", "027", "Pải Lủng", False),
        ("Pải Lũng", "027", "Pải Lủng", False),
        ("Tả Lũng", "027", "Tả Lủng", False),
        ("thị trấn Mèo Vạc", "027", "Mèo Vạc", True),
    ],
)
def test_misspelt_communes_are_found(
    gazetteer: Gazetteer, written: str, district: str, meant: str, exact: bool
) -> None:
    within = gazetteer.at(district, THEN)
    assert within is not None
    match = gazetteer.resolve(written, level=COMMUNE, within=within.id, on=THEN)
    assert match is not None
    assert (match.unit.name, match.exact) == (meant, exact)


def test_no_true_name_is_taken_for_its_neighbour(gazetteer: Gazetteer) -> None:
    for province in gazetteer.children(gazetteer.country.id, EVE)[:20]:
        for unit in gazetteer.subtree(province.id, EVE, COMMUNE)[:20]:
            match = gazetteer.resolve(unit.title, level=COMMUNE, within=unit.parent_id(EVE), on=EVE)
            assert match is not None
            assert (match.unit, match.exact) == (unit, True)


def test_every_province_had_one_of_seven_regions(gazetteer: Gazetteer) -> None:
    regions = Counter(
        unit.tags["region"] for unit in gazetteer.children(gazetteer.country.id, EVE, Level.PROVINCE)
    )
    assert regions == {
        "TDMNPB": 14, "DBSH": 11, "BTB": 6, "DHNTB": 8, "TN": 5, "DNB": 6, "DBSCL": 13,
    }  # fmt: skip


def test_a_commune_of_a_mixed_province_keeps_the_region_of_its_land(gazetteer: Gazetteer) -> None:
    province = next(
        u for u in gazetteer.children(gazetteer.country.id, REFORM, Level.PROVINCE) if u.name == "Gia Lai"
    )
    assert gazetteer.tag(province.id, "region", REFORM) is None
    regions = {gazetteer.tag(u.id, "region", REFORM) for u in gazetteer.children(province.id, REFORM)}
    assert regions == {"TN", "DHNTB"}


# --- a folder that is broken ---------------------------------------------------------------------------

UNITS = """id,code,name,kind,level,valid_from,valid_to
n,VN,Đất Nước,nước,country,,
p,1,Đông,tỉnh,province,,
d,11,Thượng,huyện,district,,2025-06-30
a,111,An,xã,commune,,2025-06-30
b,112,Bình,xã,commune,,2025-06-30
c,111,An Bình,xã,commune,2025-07-01,
"""
PARENTS = """unit_id,parent_id,valid_from,valid_to
p,n,,
d,p,,
a,d,,
b,d,,
c,p,,
"""
SUCCESSIONS = """predecessor,successor,kind,share,main,weight,effective,order
a,c,merge,whole,1,1,2025-07-01,1/NQ
b,c,merge,whole,1,1,2025-07-01,
"""
ORDERS = """order,issued_on,effective,certainty,note
1/NQ,2025-06-16,2025-07-01,certain,
"""
REGIONS = """unit_id,name,region,certainty,source
p,Đông,NUI,likely,Quyết định 1
"""
FILES = {
    "units.csv": UNITS,
    "parents.csv": PARENTS,
    "successions.csv": SUCCESSIONS,
    "orders.csv": ORDERS,
    "regions.csv": REGIONS,
}


def folder(path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def test_both_ends_of_a_file_are_inclusive(tmp_path: Path) -> None:
    gazetteer = read_gazetteer(folder(tmp_path, FILES))
    assert gazetteer.get("a").valid_to == REFORM
    assert gazetteer.get("a").exists(EVE)
    assert not gazetteer.get("a").exists(REFORM)
    assert gazetteer.get("c").exists(REFORM)
    assert gazetteer.get("p").tags == {"region": "NUI", "region_certainty": Certainty.LIKELY}


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "fault"),
    [
        ("units.csv", "id,code", "code,id", 1, "dòng tiêu đề"),
        ("units.csv", "a,111,An,xã,commune,,2025-06-30", "a,111,An,xã,commune", 5, "có 5 cột, cần 7 cột"),
        ("units.csv", "xã,commune,,2025-06-30", "xã,commune,,30/6/2025", 5, "ngày “30/6/2025”"),
        ("units.csv", "xã,commune,,2025-06-30", "xã,phum,,2025-06-30", 5, "cấp “phum”"),
        ("units.csv", "b,112", "a,112", 6, "mã riêng a đã có ở dòng 5"),
        ("units.csv", "b,112,Bình", "b,112,", 6, "thiếu"),
        ("units.csv", "2025-07-01,", "2025-07-01,2025-06-01", 7, "ngày kết thúc trước ngày bắt đầu"),
        ("parents.csv", "c,p,,", "c,x,,", 6, "không có đơn vị cấp trên x"),
        ("parents.csv", "d,p,,", "d,a,,", 3, "không phải cấp trên"),
        ("parents.csv", "c,p,,", "c,d,,", 6, "đã hết"),
        ("parents.csv", "c,p,,", "x,p,,", 6, "không có đơn vị x"),
        ("parents.csv", "c,p,,", "c,p,2025-13-01,", 6, "không hợp lệ"),
        ("successions.csv", "b,c,merge", "b,x,merge", 3, "không có đơn vị x"),
        ("successions.csv", "b,c,merge", "b,c,join", 3, "hình thức “join”"),
        ("successions.csv", "b,c,merge,whole,1", "b,c,merge,whole,yes", 3, "cột main"),
        ("successions.csv", "b,c,merge,whole,1,1", "b,c,merge,whole,1,một", 3, "tỷ trọng “một”"),
        ("successions.csv", "b,c,merge,whole,1,1", "b,c,merge,part,1,0.4", 3, "tổng tỷ trọng"),
        ("successions.csv", "1,1,2025-07-01,\n", "1,1,2025-08-01,\n", 3, "không còn vào ngày trước"),
        ("successions.csv", "1/NQ", "2/NQ", 2, "nghị quyết 2/NQ không có trong orders.csv"),
        ("orders.csv", "2025-07-01", "2025-06-01", 2, "hiệu lực trước ngày ban hành"),
        ("orders.csv", ",certain,\n", ",chắc,\n", 2, "độ chắc chắn “chắc”"),
        ("regions.csv", "p,Đông", "x,Đông", 2, "không có đơn vị x"),
        ("regions.csv", "NUI", "", 2, "thiếu vùng"),
        (
            "regions.csv",
            "p,Đông,NUI,likely,Quyết định 1\n",
            "p,Đông,NUI,likely,Q\n" * 2,
            3,
            "đã có vùng ở dòng 2",
        ),
    ],
)
def test_a_broken_file_is_refused_by_line(
    tmp_path: Path, file: str, old: str, new: str, line: int, fault: str
) -> None:
    assert old in FILES[file]
    files = FILES | {file: FILES[file].replace(old, new, 1)}
    with pytest.raises(LawError) as caught:
        read_gazetteer(folder(tmp_path, files))
    assert str(caught.value).startswith(f"Tệp {file}, dòng {line}: ")
    assert fault in str(caught.value)


def test_a_missing_or_foreign_file_is_refused(tmp_path: Path) -> None:
    folder(tmp_path, FILES)
    (tmp_path / "parents.csv").write_bytes("đ".encode("utf-16"))
    with pytest.raises(LawError, match=r"Tệp parents\.csv: không đọc được"):
        read_gazetteer(tmp_path)
    (tmp_path / "parents.csv").unlink()
    with pytest.raises(LawError, match=r"Tệp parents\.csv: không có tệp"):
        read_gazetteer(tmp_path)


@pytest.mark.parametrize("file", ["units.csv", "parents.csv", "successions.csv"])
def test_shipped_files_are_small_and_easy_to_compare(file: str) -> None:
    text = (DATA / file).read_bytes()
    assert b"\r" not in text
    assert len(text) < 1_000_000
    rows = list(csv.reader(text.decode("utf-8").splitlines()))
    assert len({tuple(row) for row in rows}) == len(rows)
