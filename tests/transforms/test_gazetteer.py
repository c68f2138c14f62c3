"""The divisions as data: complete, consistent, and clear about what is wrong with an edited file."""

from __future__ import annotations

from pathlib import Path

import pytest

from transforms import lexicon
from transforms.figures import body_names, gazetteer, organisations, regions


@pytest.mark.parametrize(
    ("name", "code", "level"),
    [
        ("全国", "000000", "country"),
        ("内蒙古自治区", "150000", "province"),
        ("通辽市科尔沁左翼后旗", "150522", "county"),
        ("通辽市科尔沁左翼后旗双胜镇", "150522105", "township"),
        ("重庆市万州区", "500101", "county"),
        ("济源市", "419001", "county"),
        ("东莞市虎门镇", "441900121", "township"),
        ("延边朝鲜族自治州", "222400", "prefecture"),
        ("新疆生产建设兵团", "660000", "province"),
        ("香港特别行政区", "810000", "province"),
    ],
)
def test_lookup_by_name_and_by_code(name: str, code: str, level: str) -> None:
    by_name, by_code = regions.lookup(name), regions.lookup(code)
    assert by_name is not None and by_code is not None
    assert (by_name.path, by_name.code, by_name.level) == (name, code, level)
    assert by_code.path == name


@pytest.mark.parametrize("name", ["漳州市龙海市", "莱芜市", "北京市密云县", "杭州市江干区"])
def test_abolished_divisions_keep_their_name_and_say_until_when(name: str) -> None:
    region = regions.lookup(name)
    assert region is not None and region.valid_to is not None


@pytest.mark.parametrize("name", ["", "火星市", "150999", "双胜镇", "999999999"])
def test_unknown_names_are_none(name: str) -> None:
    assert regions.lookup(name) is None


def test_every_division_lies_in_one_that_exists() -> None:
    known = {region.code for region in regions.divisions()}
    assert len(regions.divisions()) > 3000
    assert all(region.parent in known for region in regions.divisions() if region.level != "country")
    in_force = [region.path for region in regions.divisions() if region.valid_to is None]
    assert len(in_force) == len(set(in_force))
    assert gazetteer.within(gazetteer.load().by_code["150522"], gazetteer.load().by_code["150000"])


def test_provinces_prefectures_and_counties_are_complete() -> None:
    count = dict.fromkeys(gazetteer.LEVELS, 0)
    for region in regions.divisions():
        count[region.level] += region.valid_to is None
    assert count["province"] == 35  # 34 and the corps of Xinjiang
    assert count["prefecture"] == 333 + 4 - 4  # 293 cities, 7 prefectures, 30 autonomous, 3 leagues
    assert count["county"] > 2840


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("泉州市公安局", ("police", "prefecture", "泉州市", None)),
        ("内蒙古自治区公安厅督审总队", ("police", "province", "内蒙古自治区", "内蒙古自治区公安厅")),
        ("开鲁县公安局环食药侦大队", ("police", "county", "通辽市开鲁县", "开鲁县公安局")),
        ("乌兰县公安局茶卡派出所", ("police", "station", "海西蒙古族藏族自治州乌兰县", "乌兰县公安局")),
        ("绵阳市公安局涪城区分局", ("police", "county", "绵阳市涪城区", "绵阳市公安局")),
        ("重庆市万州区人民法院", ("court", "county", "重庆市万州区", None)),
        ("潍坊市检察机关", ("procuratorate", "prefecture", "潍坊市", None)),
        ("赣州市消防救援支队", ("fire", "prefecture", "赣州市", None)),
        ("沧州市市场监管部门", ("market_regulation", "prefecture", "沧州市", None)),
        ("二连出入境边防检查站", ("border_inspection", "county", "锡林郭勒盟二连浩特市", None)),
        ("拱北海关", ("customs", "prefecture", "珠海市", None)),
        ("台州市信访部门", ("government", "prefecture", "台州市", None)),
        ("全国公安交管部门", ("traffic_police", "country", "全国", None)),
        ("公安部", ("police", "country", "全国", None)),
        ("国家反诈中心", ("police", "country", "全国", None)),
        ("额布都格边境派出所", ("police", "station", "呼伦贝尔市新巴尔虎左旗", None)),
        ("各通信运营商", ("other", None, None, None)),
        ("", ("other", None, None, None)),
    ],
)
def test_a_full_name_says_type_level_region_and_parent(name: str, expected: tuple[str | None, ...]) -> None:
    assert organisations.describe(name) == expected


@pytest.mark.parametrize(
    ("file", "row", "load"),
    [
        ("region_aliases.csv", "火星,火星市", gazetteer.load),
        ("region_stop.csv", "平安,sometimes", gazetteer.load),
        ("regions.csv", "159999,火星县,county,159900,,", gazetteer.load),
        ("organisations.csv", "公安所,police,whatever,", body_names.heads),
    ],
)
def test_a_wrong_row_is_named_with_its_file_and_line(
    file: str, row: str, load: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for source in lexicon.FOLDER.glob("*.csv"):
        text = source.read_text("utf-8")
        (tmp_path / source.name).write_text(text + row + "\n" if source.name == file else text, "utf-8")
    line = len((tmp_path / file).read_text("utf-8").splitlines())
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    with pytest.raises(lexicon.LexiconError, match=f"{file}, line {line}"):
        load.__wrapped__()  # type: ignore[attr-defined]
