import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.safety.countries import COUNTRIES
from workbook.safety.places import guess_country


@pytest.mark.parametrize(
    ("language", "zone", "code"),
    [
        ("en_US.UTF-8", "America/New_York", "US"),
        ("en_US.UTF-8", "America/Indiana/Knox", "US"),
        ("en_US.UTF-8", "Europe/Berlin", "DE"),
        ("en_US.UTF-8", "Europe/Rome", "EU"),
        ("en_US.UTF-8", "America/Bogota", None),
        ("en_US.UTF-8", "Asia/Shanghai", None),
        ("", "Australia/Sydney", "AU"),
        ("", ":Europe/London", "GB"),
        ("fr_CA.UTF-8", "UTC", "CA"),
        ("de-AT", "", "AT"),
        ("pt_PT@euro", "Etc/UTC", "EU"),
        ("zh_Hant_SG", "", "SG"),
        ("C.UTF-8", "", None),
        ("en", "", None),
        ("", "", None),
        ("en_EU", "", None),
    ],
)
def test_the_clock_says_where_and_the_language_only_when_the_clock_does_not(
    language: str, zone: str, code: str | None
) -> None:
    assert guess_country(language, zone) == code


@given(st.text(), st.text())
def test_any_setting_of_a_computer_gives_a_country_we_know_or_none(
    language: str, zone: str
) -> None:
    assert guess_country(language, zone) in {None, *(one.code for one in COUNTRIES)}
