"""A guess at the country, from what the computer says of itself.

The clock's zone goes before the language: a phone number depends on where a
person is, and `en_US` is the setting of half the world's computers.  A zone we
know to be elsewhere is never overruled by the language; then the page says
that it does not know.  The guess is always shown as a guess.
"""

from typing import Final

from workbook.safety.countries import COUNTRIES

_ZONES: Final[dict[str, str]] = {
    "AT": "Europe/Vienna",
    "BE": "Europe/Brussels",
    "BR": (
        "America/Araguaina America/Bahia America/Belem America/Boa_Vista"
        " America/Campo_Grande America/Cuiaba America/Eirunepe America/Fortaleza"
        " America/Maceio America/Manaus America/Noronha America/Porto_Velho"
        " America/Recife America/Rio_Branco America/Santarem America/Sao_Paulo"
    ),
    "CA": (
        "America/Atikokan America/Blanc-Sablon America/Cambridge_Bay"
        " America/Creston America/Dawson America/Dawson_Creek America/Edmonton"
        " America/Fort_Nelson America/Glace_Bay America/Goose_Bay America/Halifax"
        " America/Inuvik America/Iqaluit America/Moncton America/Montreal"
        " America/Nipigon America/Pangnirtung America/Rainy_River"
        " America/Rankin_Inlet America/Regina America/Resolute America/St_Johns"
        " America/Swift_Current America/Thunder_Bay America/Toronto"
        " America/Vancouver America/Whitehorse America/Winnipeg"
        " America/Yellowknife"
    ),
    "CH": "Europe/Zurich",
    "DE": "Europe/Berlin Europe/Busingen",
    "DK": "Europe/Copenhagen",
    "ES": "Africa/Ceuta Atlantic/Canary Europe/Madrid",
    "EU": (
        "Asia/Famagusta Asia/Nicosia Atlantic/Azores Atlantic/Madeira"
        " Europe/Athens Europe/Bratislava Europe/Bucharest Europe/Budapest"
        " Europe/Helsinki Europe/Lisbon Europe/Ljubljana Europe/Luxembourg"
        " Europe/Malta Europe/Mariehamn Europe/Nicosia Europe/Prague Europe/Riga"
        " Europe/Rome Europe/Sofia Europe/Tallinn Europe/Vilnius Europe/Zagreb"
    ),
    "FR": "Europe/Paris",
    "GB": "Europe/Belfast Europe/London GB GB-Eire",
    "IE": "Eire Europe/Dublin",
    "IN": "Asia/Calcutta Asia/Kolkata",
    "JP": "Asia/Tokyo Japan",
    "KR": "Asia/Seoul ROK",
    "MX": (
        "America/Bahia_Banderas America/Cancun America/Chihuahua"
        " America/Ciudad_Juarez America/Hermosillo America/Matamoros"
        " America/Mazatlan America/Merida America/Mexico_City America/Monterrey"
        " America/Ojinaga America/Tijuana"
    ),
    "NL": "Europe/Amsterdam",
    "NO": "Arctic/Longyearbyen Europe/Oslo",
    "NZ": "NZ NZ-CHAT Pacific/Auckland Pacific/Chatham",
    "PL": "Europe/Warsaw Poland",
    "SE": "Europe/Stockholm",
    "SG": "Asia/Singapore Singapore",
    "US": (
        "America/Adak America/Anchorage America/Boise America/Chicago"
        " America/Denver America/Detroit America/Fort_Wayne America/Indianapolis"
        " America/Juneau America/Los_Angeles America/Louisville"
        " America/Menominee America/Metlakatla America/New_York America/Nome"
        " America/Phoenix America/Puerto_Rico America/Shiprock America/Sitka"
        " America/Yakutat Navajo Pacific/Honolulu"
    ),
    "ZA": "Africa/Johannesburg",
}

#: Whole families of zones that lie in one country.
_FAMILIES: Final[tuple[tuple[str, str], ...]] = (
    ("America/Indiana/", "US"),
    ("America/Kentucky/", "US"),
    ("America/North_Dakota/", "US"),
    ("Australia/", "AU"),
    ("Brazil/", "BR"),
    ("Canada/", "CA"),
    ("Mexico/", "MX"),
    ("US/", "US"),
)

#: The territories of the European Union that have no list of their own.
_REST_OF_EU: Final = frozenset(
    "BG CY CZ EE FI GR HR HU IT LT LU LV MT PT RO SI SK".split()  # noqa: SIM905 - read as a list of codes
)

#: Parts of the world; a zone that begins so is a place.
_PLACES: Final = (
    "Africa/ America/ Antarctica/ Arctic/ Asia/ Atlantic/ Europe/ Indian/ Pacific/"
)


def guess_country(language: str, zone: str) -> str | None:
    """The code of the country this computer seems to be in, or None.

    `language` is a tag such as `en_US.UTF-8` or `de-AT`; `zone` the name of a
    time zone such as `America/New_York`.  Both may be empty.
    """
    zone = zone.strip().removeprefix(":")
    for code, zones in _ZONES.items():
        if zone in zones.split():
            return code
    for family, code in _FAMILIES:
        if zone.startswith(family):
            return code
    if any(zone.startswith(place) for place in _PLACES.split()):
        return None
    return _by_language(language)


def _by_language(language: str) -> str | None:
    """The territory named in a language tag, when it is one of ours."""
    tag = language.partition(".")[0].partition("@")[0].replace("-", "_")
    for part in tag.split("_")[1:]:
        code = part.upper()
        if code in _REST_OF_EU:
            return "EU"
        if any(code == one.code for one in COUNTRIES if one.code != "EU"):
            return code
    return None
