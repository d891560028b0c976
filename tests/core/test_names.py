"""A misspelt name finds its unit among the units of one district, and never another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.vietnamese.names import limit_for, name_distance, nearest

MEO_VAC = [
    "Mèo Vạc", "Thượng Phùng", "Pải Lủng", "Xín Cái", "Pả Vi", "Giàng Chu Phìn", "Sủng Trà", "Sủng Máng",
    "Sơn Vĩ", "Tả Lủng", "Cán Chu Phìn", "Lũng Pù", "Lũng Chinh", "Tát Ngà", "Nậm Ban", "Khâu Vai",
    "Niêm Tòng", "Niêm Sơn",
]  # fmt: skip
SI_MA_CAI = [
    "Si Ma Cai", "Nàn Sán", "Thào Chư Phìn", "Bản Mế", "Sán Chải", "Lùng Thẩn", "Cán Cấu", "Sín Chéng",
    "Quan Hồ Thẩn", "Nàn Xín",
]  # fmt: skip
WARDS = ["1", "2", "3", "10", "11", "Tân Lập", "Tân Lợi", "Tân Lộc", "Ea Kao", "Hòa Bình"]


@pytest.mark.parametrize(
    ("written", "meant", "among"),
    [
        ("Sùng Trà", "Sủng Trà", MEO_VAC),
        ("Sung Trà", "Sủng Trà", MEO_VAC),
        ("Niêm Tông", "Niêm Tòng", MEO_VAC),
        ("Pà Vi", "Pả Vi", MEO_VAC),
        ("Pài Lũng", "Pải Lủng", MEO_VAC),
        ("Pải Lũng", "Pải Lủng", MEO_VAC),
        ("Tả Lũng", "Tả Lủng", MEO_VAC),
        ("Sùng Máng", "Sủng Máng", MEO_VAC),
        ("Cán Chu Phin", "Cán Chu Phìn", MEO_VAC),
        ("Sơn Vỹ", "Sơn Vĩ", MEO_VAC),  # y for i
        ("Khau Vai", "Khâu Vai", MEO_VAC),
        ("Thuợng Phùng", "Thượng Phùng", MEO_VAC),
        ("Cán Cẩu", "Cán Cấu", SI_MA_CAI),
        ("Nàn Sín", "Nàn Xín", SI_MA_CAI),  # s for x
        ("Simacai", "Si Ma Cai", SI_MA_CAI),
        ("Sín Chénq", "Sín Chéng", ["Sín Chéng", "Sín Chải Hồ"]),
        ("Hoà Bình", "Hòa Bình", WARDS),
        ("Hòa Bĩnh", "Hòa Bình", WARDS),
        ("Ea Kao", "Ea Kao", WARDS),
        ("Phong Thố", "Phong Thổ", ["Phong Thổ", "Phong Phú"]),
        ("Tarn Đường", "Tam Đường", ["Tam Đường", "Tân Uyên"]),  # a scanner's "rn"
        ("Đai Lộc", "Đại Lộc", ["Đại Lộc", "Đại Lãnh"]),
        ("Dại Lộc", "Đại Lộc", ["Đại Lộc", "Đại Lãnh"]),
    ],
)
def test_a_slip_finds_the_name_that_was_meant(written: str, meant: str, among: list[str]) -> None:
    found = nearest(written, among, str)
    assert found is not None
    assert found.candidate == meant


@pytest.mark.parametrize(
    ("written", "among"),
    [
        ("Lũng Phìn", MEO_VAC),  # a commune of another district
        ("Sủng Tráng", MEO_VAC),
        ("Phìn", MEO_VAC),
        ("Vạc", MEO_VAC),
        ("Quan Thần Sán", SI_MA_CAI),  # merged away years ago
        ("Lử Thẩn", SI_MA_CAI),
        ("Lùng Sui", SI_MA_CAI),
        ("4", WARDS),  # no number stands for another
        ("12", WARDS),
        ("Tân Lô", WARDS),  # Lợi, Lộc: two are as near
        ("", WARDS),
        ("Hòa Bình", []),
    ],
)
def test_what_is_not_near_or_not_alone_is_not_guessed(written: str, among: list[str]) -> None:
    assert nearest(written, among, str) is None


@pytest.mark.parametrize("district", [MEO_VAC, SI_MA_CAI])
def test_every_true_name_is_nearest_to_itself(district: list[str]) -> None:
    for name in district:
        found = nearest(name.upper(), district, str)
        assert found is not None
        assert (found.candidate, found.distance) == (name, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("Tả Lũng", "Tả Lủng", 0.10),  # hỏi, ngã: one sound in half of the country
        ("Pà Vi", "Pả Vi", 0.15),
        ("Sung Trà", "Sủng Trà", 0.20),
        ("Cu", "Cư", 0.20),
        ("Nàn Sín", "Nàn Xín", 0.30),
        ("Tân An", "Tân Ân", 0.20),
        ("Lũng Pù", "Lũng Phù", 1.0),
    ],
)
def test_what_a_slip_costs(one: str, other: str, distance: float) -> None:
    assert name_distance(one, other) == distance


def test_a_slip_costs_less_than_another_letter() -> None:
    assert name_distance("Sủng Trà", "Sủng Máng") > 2
    assert name_distance("Lũng Pù", "Lũng Chinh") > 2
    assert name_distance("Phường 1", "Phường 2") > limit_for("Phường 1")


names = st.sampled_from([*MEO_VAC, *SI_MA_CAI, *WARDS]) | st.text("aăâáàđdsxlmnrn '-1", max_size=8)


@given(names, names)
def test_distance_is_symmetric_and_zero_only_for_one_name(one: str, other: str) -> None:
    assert name_distance(one, other) == name_distance(other, one)
    assert name_distance(one, other) >= 0
    assert name_distance(one, one) == 0


@given(names)
def test_the_order_of_candidates_does_not_matter(written: str) -> None:
    found = nearest(written, MEO_VAC, str)
    assert nearest(written, MEO_VAC[::-1], str) == found
