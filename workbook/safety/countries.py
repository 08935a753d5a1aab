"""The numbers, country by country.

Read on public pages (stored copies of them) on the day named; the page stands
beside each number so that the next check starts where this one ended.  The
lists follow the product's clinical inventory; Belgium has its second language
added, Poland the line that is open all night.
"""

from typing import Final

from workbook.safety.lines import DIRECTORY, Country, Line

#: The round of checks of 23 November 2026.
_NOV_2026: Final = "2026-11-23"
_ALWAYS: Final = "day and night"


def _emergency(number: str, page: str) -> Line:
    return Line("emergency", "call", number, _ALWAYS, page, _NOV_2026)


def _line(  # noqa: PLR0913 - a row of the table below
    name: str,
    number: str,
    page: str,
    *,
    how: str = "call",
    hours: str = _ALWAYS,
    checked: str | None = _NOV_2026,
    doors: tuple[str, ...] = (),
) -> Line:
    return Line(name, how, number, hours, page, checked, doors)


_EU_112: Final = _emergency("112", "https://www.112.hu/en/112_in_the_EU")
_DIRECTORY: Final = _line(
    "Find A Helpline",
    DIRECTORY,
    "https://findahelpline.com/AU",
    how="find a line at",
    hours="",
)

# A table, by name: code, name, as it reads after "in"; emergency numbers; lines.
# fmt: off
COUNTRIES: Final[tuple[Country, ...]] = (
    Country("AU", "Australia", "Australia", (
        _emergency("000",
            "https://lifelineh2h.org.au/get-help/telephone-crisis-support/faqs/"),
    ), (
        _line("Lifeline", "13 11 14",
            "https://lifeinmind.org.au/news/lifelines-crisis-text-service-now-available-24-7"),
        _line("Lifeline", "0477 13 11 14",
            "https://lifeinmind.org.au/news/lifelines-crisis-text-service-now-available-24-7",
            how="text"),
    )),
    Country("AT", "Austria", "Austria", (
        _emergency("144",
            "https://burgenland.orf.at/stories/3027145/"),
        _EU_112,
    ), (
        _line("TelefonSeelsorge", "142",
            "https://www.katholisch.at/telefonseelsorge"),
    )),
    Country("BE", "Belgium", "Belgium", (
        _EU_112,
    ), (
        _line("Zelfmoordlijn (Dutch)", "1813",
            "https://www.hbvl.be/cnt/dmf20211130_93272468"),
        _line("Centre de Prévention du Suicide (French)", "0800 32 123",
            "https://www.lalibre.be/belgique/societe/2023/02/21/le-centre-de-prevention-du-suicide-est-confronte-a-une-hausse-du-nombre-dappels-A54EZGXFSJB3HNFT4ZSPCEPJ5I/"),
    )),
    Country("BR", "Brazil", "Brazil", (
        _emergency("192",
            "https://vivaosus.com/samu-192"),
    ), (
        _line("CVV", "188",
            "https://cdlvca.com.br/2018/07/05/ligacao-para-prevencao-ao-suicidio-passa-a-ser-gratuita-em-toda-a-bahia-pelo-numero-188/"),
    )),
    Country("CA", "Canada", "Canada", (
        _emergency("911",
            "https://mentalhealthcommission.ca/catalyst/988-launches-in-canada/"),
    ), (
        _line("988 Suicide Crisis Helpline", "988",
            "https://mentalhealthcommission.ca/catalyst/988-launches-in-canada/",
            how="call or text"),
    )),
    Country("DK", "Denmark", "Denmark", (
        _EU_112,
    ), (
        _line("Livslinien", "70 201 201",
            "https://cphpost.dk/2015-10-26/news/suicide-prevention-lifeline-gets-funding-to-stay-open-at-night/",
            hours=""),
    )),
    Country("FR", "France", "France", (
        _emergency("15",
            "https://axaprevention.fr/fr/article/prevention-suicide-journee-mondiale"),
        _EU_112,
    ), (
        _line("3114", "3114",
            "https://3114.fr/que-se-passe-t-il-quand-je-contacte-le-3114/"),
    )),
    Country("DE", "Germany", "Germany", (
        _EU_112,
    ), (
        _line("TelefonSeelsorge", "0800 111 0 111",
            "https://www.domradio.de/artikel/telefonseelsorge-jetzt-unter-oekumenischem-dachverband"),
        _line("TelefonSeelsorge", "116 123",
            "https://www.telefonseelsorge.de/",
            hours="", checked=None),
    )),
    Country("IN", "India", "India", (
        _emergency("112",
            "https://www.lokmattimes.com/technology/over-29-lakh-phone-calls-handled-by-tele-manas-cells-savitri-thakur-2/"),
    ), (
        _line("Tele-MANAS", "14416",
            "https://theshillongtimes.com/2025/02/07/tele-manas-mental-health-helpline-handles-over-18-1-lakh-calls-centre/"),
    )),
    Country("IE", "Ireland", "Ireland", (
        _emergency("112",
            "https://carlow-nationalist.ie/2020/09/10/awareness-day-highlights-suicide-prevention/"),
        _emergency("999",
            "https://carlow-nationalist.ie/2020/09/10/awareness-day-highlights-suicide-prevention/"),
    ), (
        _line("Samaritans", "116 123",
            "https://www.irishexaminer.com/ireland/charity-launches-email-service-as-calls-surge-to-over-625000-467986.html"),
        _line("Text About It", "50808",
            "https://www.textaboutit.ie/",
            hours="", how="text", checked=None),
    )),
    Country("JP", "Japan", "Japan", (
        _emergency("119",
            "https://www.japanhoppers.com/pt/all_about_japan/general/261/"),
    ), (
        _line("Yorisoi Hotline", "0120-279-338",
            "https://tascalne.com/?p=1098"),
    )),
    Country("MX", "Mexico", "Mexico", (
        _emergency("911",
            "http://www.capitalmexico.com.mx/nacional/facil-de-recordar-arranca-el-numero-911-para-atender-emergencias-en-16-estados"),
    ), (
        _line("Línea de la Vida", "800 911 2000",
            "https://www.eluniversal.com.mx/nacion/promueven-la-linea-de-la-vida-tras-presentar-encuesta-sobre-consumo-de-drogas-asi-puedes-pedir-ayuda/"),
    )),
    Country("NL", "Netherlands", "the Netherlands", (
        _EU_112,
    ), (
        _line("113 Zelfmoordpreventie", "113",
            "https://www.upday.com/nl/binnenland/nummer-113-nu-gratis-betere-hulp-bij-zelfdodingsgedachten/pj8neqt"),
        _line("113 Zelfmoordpreventie", "0800-0113",
            "https://www.nu.nl/binnenland/6062813/hulplijn-113-nu-ook-rechtstreeks-bereikbaar-voor-zelfmoordpreventie.html?redirect=1"),
    )),
    Country("NZ", "New Zealand", "New Zealand", (
        _emergency("111",
            "https://www.govt.nz/browse/crime-and-justice/crimes-and-emergencies/111-emergency-service/"),
    ), (
        _line("1737 Need to talk?", "1737",
            "https://www.pegasus.health.nz/?p=6300",
            how="call or text"),
    )),
    Country("NO", "Norway", "Norway", (
        _emergency("113",
            "https://nkom.no/telefoni-og-telefonnummer/nodnummer-nodanrop-og-lokalisering"),
    ), (
        _line("Mental Helse Hjelpetelefonen", "116 123",
            "https://www.vindafjord.kommune.no/helse-og-velferd/aktuelt-helse-og-velferd/snakk-om-sjolvmordstankar-det-kan-redda-liv.495894.aspx"),
    )),
    Country("PL", "Poland", "Poland", (
        _EU_112,
    ), (
        _line("Centrum Wsparcia", "800 70 2222",
            "https://zdrowie.pap.pl/psyche/na-kryzys-telefon-800-70-2222"),
        _line("Kryzysowy Telefon Zaufania", "116 123",
            "https://zdrowie.wprost.pl/psychologia/zaburzenia-psychiczne/11430550/kryzysowy-telefon-zaufania-pomaga-coraz-wiekszej-liczbie-osob-zadzwonic-moze-kazdy.html",
            hours=""),
    )),
    Country("SG", "Singapore", "Singapore", (
        _emergency("995",
            "https://www.scdf.gov.sg/home/about-us/information/scdf-emergency-medical-services"),
    ), (
        _line("Samaritans of Singapore", "1767",
            "https://mothership.sg/2022/09/sos-24h-whatsapp-service"),
        _line("Samaritans of Singapore", "9151 1767",
            "https://mothership.sg/2022/09/sos-24h-whatsapp-service",
            how="WhatsApp"),
    )),
    Country("ZA", "South Africa", "South Africa", (
        _emergency("112",
            "https://statuscheck.co.za/?p=14569"),
        _emergency("10177",
            "https://statuscheck.co.za/?p=14569"),
    ), (
        _line("SADAG Suicide Crisis Helpline", "0800 567 567",
            "https://www.sadag.org/index.php?option=com_content&view=article&id=3141:world-mental-health-day-7-october-2020&catid=149:press-releases&Itemid=601"),
    )),
    Country("KR", "South Korea", "South Korea", (
        _emergency("119",
            "https://citiesinsider.com/country/south-korea/CountryWide/emergency-contact-numbers"),
    ), (
        _line("Suicide Prevention Line", "109",
            "https://newspim.com/news/view/20240102000281"),
    )),
    Country("ES", "Spain", "Spain", (
        _EU_112,
    ), (
        _line("Línea 024", "024",
            "https://www.farodevigo.es/galicia/2025/10/11/medio-millar-gallegos-mes-024-linea-suicidio-122499662.html"),
    )),
    Country("SE", "Sweden", "Sweden", (
        _EU_112,
    ), (
        _line("Mind Självmordslinjen", "90101",
            "http://www.kronprinsessparetsstiftelse.se/projekt/sjalvmordsupplysningen.html"),
    )),
    Country("CH", "Switzerland", "Switzerland", (
        _emergency("144",
            "https://hallo.gr.ch/en/gesundheit/notfall/Seiten/default.aspx?isdlg=1"),
        _emergency("112",
            "https://hallo.gr.ch/en/gesundheit/notfall/Seiten/default.aspx?isdlg=1"),
    ), (
        _line("Die Dargebotene Hand", "143",
            "https://imholz-stiftung.ch/2023-64-dargebotene-hand"),
    )),
    Country("GB", "United Kingdom", "the United Kingdom", (
        _emergency("999",
            "https://alcoholchange.org.uk/help-and-support/get-help-now/coronavirus-information-and-advice-hub/coronavirus-alcohol-withdrawal-what-to-look-out-for"),
    ), (
        _line("Samaritans", "116 123",
            "https://fullfact.org/online/samaritans-text-message-service/"),
        _line("Shout", "85258",
            "https://fullfact.org/online/samaritans-text-message-service/",
            how="text"),
        _line("NHS mental health help, England (choose 2)", "111",
            "https://www.pendeensurgery.nhs.uk/health-information/urgent-mental-health-support-and-mental-health-and-wellness"),
    )),
    Country("US", "United States", "the United States", (
        _emergency("911",
            "https://internationalmentalhealth.org/resources/"),
    ), (
        _line("988 Suicide & Crisis Lifeline", "988",
            "https://hcfl.gov/residents/parks-and-leisure/mindful-mondays/national-crisis-help-line",
            how="call or text"),
        _line("Veterans (call 988, then 1)", "838255",
            "https://www.everythinglubbock.com/news/state-regional/amarillo-va-new-veterans-crisis-line-phone-number/",
            how="text", doors=("unsafe",)),
        _line("If someone at home hurts or scares you", "1-800-799-7233",
            "https://ovc.ojp.gov/news/grantee-news/national-domestic-violence-hotline-answers-6-million-contacts",
            doors=("unsafe",)),
        _line("Where to find treatment (SAMHSA)", "1-800-662-4357",
            "https://internationalmentalhealth.org/resources/",
            doors=("urge", "used_next")),
        _line("Poison Help", "1-800-222-1222",
            "https://www.regionalonehealth.org/blog/2014/03/21/national-poison-prevention-week-tips/",
            doors=("used",)),
        _line("Someone on the phone if you use alone (Never Use Alone)",
            "1-800-484-3731",
            "https://neverusealone.com/",
            hours="", checked=None, doors=("used_opioids",)),
    )),
    Country("EU", "another country of the EU", "the European Union", (
        _EU_112,
    ), (
        _DIRECTORY,
    )),
)
# fmt: on

#: When we do not know the country: never an empty screen.
ANYWHERE: Final = Country(
    "",
    "unknown country",
    "this country",
    (
        _EU_112,
        _emergency("911", "https://internationalmentalhealth.org/resources/"),
        _emergency(
            "999",
            "https://alcoholchange.org.uk/help-and-support/get-help-now/coronavirus-information-and-advice-hub/coronavirus-alcohol-withdrawal-what-to-look-out-for",
        ),
    ),
    (_DIRECTORY,),
)


def country(code: str | None) -> Country:
    """The numbers of the country with this ISO code; `ANYWHERE` for any other."""
    wanted = (code or "").strip().upper()
    for one in COUNTRIES:
        if one.code == wanted:
            return one
    return ANYWHERE


def named(words: str) -> Country | None:
    """The country a person means by its code or the start of its name."""
    wanted = words.strip().casefold()
    if not wanted:
        return None
    for one in COUNTRIES:
        if wanted == one.code.casefold() or wanted in _OTHER_NAMES.get(one.code, ()):
            return one
    found = [
        one
        for one in COUNTRIES
        if len(wanted) > 2  # noqa: PLR2004 - two letters are a code
        and one.name.casefold().startswith(wanted)
    ]
    return found[0] if len(found) == 1 else None


_OTHER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "DE": ("deutschland",),
    "GB": ("uk", "england", "scotland", "wales", "northern ireland", "britain"),
    "IE": ("republic of ireland", "eire"),
    "KR": ("korea",),
    "NL": ("the netherlands", "holland"),
    "US": ("usa", "america", "the united states", "u.s.", "u.s.a."),
}
