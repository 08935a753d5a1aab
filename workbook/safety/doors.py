"""The five doors of Help now, and what stands behind each.

Every sentence is our own, at US grade 6 or below, and says what to do next; the
facts follow the product's clinical notes (after a reported use: tolerance,
mixing, withdrawal, medicine) and the pages of `SOURCES`.  A clinician has not
signed these texts yet, and the page says that it is not medical training.

Laws the tests keep: nothing shames, nothing judges how great a danger is,
nothing says that all will be well, nothing stops a person from leaving.  Door
“I do not feel safe” asks one question and no other (clinical notes 7.1.3).

`{call}` stands for the emergency number, `{Talk}` and `{talk}` for how to reach
the first crisis line.
"""

from typing import Final, NamedTuple


class Timer(NamedTuple):
    """Minutes spent together; it counts up, never down."""

    label: str
    minutes: int
    start: str
    #: Said in turn, one at each full minute before the last.
    each: tuple[str, ...]
    end: str


class Door(NamedTuple):
    """One page: what it opens with, its steps, where it leads."""

    key: str
    title: str
    #: What the front page says lies behind.
    hint: str = ""
    opening: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    #: (the key to press, its words, the page it leads to)
    choices: tuple[tuple[str, str, str], ...] = ()
    timer: Timer | None = None
    #: The door this page stands behind; empty for a door itself.
    behind: str = ""
    #: Whether what the person left open is added.
    with_plans: bool = True


SIGNS: Final = (
    "Signs: slow breath or none, blue or grey lips, a gurgle or a deep snore."
)
NOT_TRAINING: Final = "This is not medical training."
NOBODY_READS: Final = (
    "Nobody is reading this now. If you want someone to know, call or text them."
)
NOTHING_WRITTEN: Final = "Nothing here is written down."

URGE: Final = Door(
    "urge",
    "A strong urge",
    "my card, my plan, ride it out",
    ("Most urges rise and fall. You do not have to act on this one.",),
    (
        "Move. Leave the room, or stand up and walk to a window.",
        "Breathe out slowly. In for four, out for six. Ten times.",
        "Tell one person: “I have an urge. Can you stay on the phone?”",
        "Get away from what you could use. Go where there are people.",
        "Hungry? Eat. Thirsty? Drink water. Tired? Lie down.",
    ),
    (
        "A crisis line is there for an urge too: {talk}.",
        "When it is calmer, a help card takes three minutes. Not now.",
    ),
    timer=Timer(
        "ride it out together with this page, ten minutes",
        10,
        "Ten minutes, together. Press Enter to stop at any time. "
        "Put both feet on the floor. Where in your body is the urge?",
        (
            "One minute. Breathe in for four, out for six.",
            "Two minutes. The urge may grow now. Let it. You do not have to act.",
            "Three minutes. Name it: “This is an urge.” Look around the room.",
            "Four minutes. Drop your shoulders. Open your hands.",
            "Five minutes. Drink some water if it is near.",
            "Six minutes. Feel your feet again. Breathe out slowly.",
            "Seven minutes. Where is the urge now? Has it moved?",
            "Eight minutes. In for four, out for six.",
            "Nine minutes. What will you do next? Pick one small thing.",
        ),
        "Ten minutes. You stayed with it. Do your one small thing now. "
        "If the urge is still strong, start again, or call someone.",
    ),
)

UNSAFE: Final = Door(
    "unsafe",
    "I do not feel safe",
    "my safety plan, my people, who to call",
    (
        "Thank you for saying so.",
        "Are you in danger of acting on this now?",
    ),
    choices=(
        ("Y", "yes", "unsafe_yes"),
        ("S", "not sure", "unsafe_not_sure"),
        ("N", "no", "unsafe_no"),
    ),
)

_STAY: Final = (
    "Stay with someone. Go where people are, or ask one person to come now.",
    (
        "Put space between you and what could hurt you. Give pills, drink, drugs"
        " or a gun to someone else to hold. Or leave the place where they are."
    ),
)

UNSAFE_YES: Final = Door(
    "unsafe_yes",
    "I do not feel safe: yes",
    opening=("Thank you for saying it.",),
    steps=(
        "Call {call} now, or go to the nearest hospital. Say: “I am not safe.”",
        "{Talk}. You can do this while you wait.",
        *_STAY,
    ),
    behind="unsafe",
)

UNSAFE_NOT_SURE: Final = Door(
    "unsafe_not_sure",
    "I do not feel safe: not sure",
    opening=("Not sure is reason enough to call.",),
    steps=(
        ("Call {call}, or go to the nearest hospital. Say: “I am not sure I am safe.”"),
        "{Talk}. You can say: “I do not know how safe I am.”",
        *_STAY,
    ),
    behind="unsafe",
)

UNSAFE_NO: Final = Door(
    "unsafe_no",
    "I do not feel safe: no",
    opening=("Thank you for saying so. Help is there for this too.",),
    steps=(
        "Read your safety plan if you have one. Do its first step.",
        (
            "No plan yet? Do one thing that has calmed you before. A walk, a"
            " shower, a song."
        ),
        "Be near people. You do not have to talk about it.",
        (
            "Tell your counselor or doctor today. You can say: “I had thoughts"
            " of dying. I want you to know.”"
        ),
        "{Talk}. You do not need to be in danger to call.",
    ),
    closing=("If your answer changes, press 2 and say so.",),
    behind="unsafe",
)

WONT_WAKE: Final = Door(
    "wont_wake",
    "Someone will not wake up",
    "what to do now, step by step",
    steps=(
        "Call {call} now. Say: “They are not waking up”, and where you are.",
        "Shake a shoulder. Shout. Look: are they breathing?",
        "Naloxone, if you have it: tip the head back, one spray in one nostril.",
        (
            "Not breathing? Do what the voice on the phone says. Give breaths if"
            " you can."
        ),
        "Still no change after 2 to 3 minutes? Give another dose.",
        "Breathing? Roll them on their side, top knee bent. Stay until help comes.",
    ),
    closing=(
        SIGNS,
        "Call even if you used too. Stay with them.",
        "Not sure what they took? Naloxone will not harm them.",
        NOT_TRAINING + " The voice on the phone will guide you.",
    ),
    timer=Timer(
        "time three minutes from the first dose",
        3,
        "From the first dose, now. Watch the chest: does it rise? Press Enter to stop.",
        (
            "One minute. Are they breathing? Keep giving breaths if you can.",
            "Two minutes. No change? You can give another dose now.",
        ),
        "Three minutes. No change? Give another dose now. "
        "Stay on the phone, and stay with them.",
    ),
)

USED: Final = Door(
    "used",
    "I used",
    "stay safe first, then the rest",
    (
        (
            "Telling the truth about it takes courage. Stay safe first."
            " The rest can wait."
        ),
    ),
    (
        (
            "Slow breath, blue lips, chest pain, a fit, very hot, or mixed up?"
            " Call {call} now."
        ),
        (
            "After even a short break your body can take less. The amount you"
            " used to take can kill you now."
        ),
        (
            "Do not use alone. Do not mix. Keep naloxone near, and tell someone"
            " where it is."
        ),
        (
            "Drink, benzos or GHB, a lot or each day? Do not stop all at once on"
            " your own. Get medical help."
        ),
        "On medicine for recovery? Keep to it. Call the person who prescribes it.",
    ),
    choices=(
        ("O", "opioids, street pills or powder, or I do not know", "used_opioids"),
        ("S", "cocaine, meth or other stimulants", "used_stimulants"),
        ("A", "alcohol, benzos, sleeping pills, GHB", "used_alcohol"),
        ("R", "I take medicine for recovery", "used_medicine"),
        ("D", "pregnant, driving, or with a child", "used_others"),
        ("N", "I am safe now: what next", "used_next"),
    ),
)

USED_OPIOIDS: Final = Door(
    "used_opioids",
    "I used: opioids, street pills or powder",
    steps=(
        ("After a few days off, your body can take less. The old amount can kill you."),
        (
            "What is sold on the street may hold fentanyl. You cannot see it or"
            " taste it."
        ),
        (
            "Keep naloxone near. Tell someone you have it and where it is. With"
            " fentanyl, it can take more than one dose."
        ),
        "Do not be alone. Ask someone to stay, or to call you each half hour.",
        "No alcohol and no benzos with it. They slow the breath even more.",
        (
            "Cannot wake, slow breath, blue lips, a gurgle? Call {call}. Naloxone."
            " Breaths. Another dose after 2 to 3 minutes. Stay."
        ),
    ),
    closing=("Press 3 for these steps, one by one.",),
    behind="used",
    with_plans=False,
)

USED_STIMULANTS: Final = Door(
    "used_stimulants",
    "I used: cocaine, meth or other stimulants",
    steps=(
        (
            "Chest pain, hard to breathe, a fit, very hot skin, or a sudden bad"
            " headache? Call {call} now."
        ),
        (
            "Seeing or hearing things, or sure that someone is after you? Call"
            " {call}, or ask someone to take you to a hospital."
        ),
        ("Rest in a cool, quiet room. Sip water. Put a cool wet cloth on your neck."),
        (
            "Bought on the street? It may hold fentanyl. Keep naloxone near, and"
            " do not be alone."
        ),
        "Do not take more. Eat a little. Sleep when you can.",
    ),
    behind="used",
    with_plans=False,
)

USED_ALCOHOL: Final = Door(
    "used_alcohol",
    "I used: alcohol, benzos, sleeping pills, GHB",
    steps=(
        "A fit, mixed up, or seeing things that are not there? Call {call} now.",
        (
            "A lot of it, or each day? Stopping all at once can be dangerous. Do"
            " not stop alone."
        ),
        "Shakes, sweats, throwing up? Get medical help today.",
        "Ask a doctor how to come down safely. There is medicine that helps.",
        "No opioids with it. Together they can stop your breath.",
        (
            "Someone drank a lot and is hard to wake? Call {call}. Roll them on"
            " their side. Stay."
        ),
    ),
    behind="used",
    with_plans=False,
)

USED_MEDICINE: Final = Door(
    "used_medicine",
    "I used: I take medicine for recovery",
    steps=(
        (
            "Do not stop your medicine because of this. Medicine and recovery go"
            " together."
        ),
        "Call the person who prescribes it. Tell them what you used.",
        (
            "Missed methadone or buprenorphine for some days? Do not go back to"
            " the old dose on your own. Call first."
        ),
        (
            "Stopped your medicine? Then your body can take less now. The old"
            " amount can kill you."
        ),
        "Very sleepy, slow breath? Call {call} now.",
    ),
    behind="used",
    with_plans=False,
)

USED_OTHERS: Final = Door(
    "used_others",
    "I used: pregnant, driving, or with a child",
    steps=(
        (
            "Pregnant? Do not stop opioids all at once. Call your prenatal clinic"
            " or doctor today, and say what you took."
        ),
        "Pregnant, and bleeding, in strong pain, or having a fit? Call {call}.",
        "Do not drive. Ask someone to drive you, or stay where you are.",
        ("A child with you? Ask someone you trust to come and take over for now."),
    ),
    behind="used",
    with_plans=False,
)

USED_NEXT: Final = Door(
    "used_next",
    "I used: what next",
    opening=("One step at a time. Nothing you built is set back to zero.",),
    steps=(
        "Drink water. Eat something small. Rest where someone can see you.",
        "Put what is left out of reach, or ask someone to take it away.",
        "Tell one person: “I used. I am safe now. Can you stay in touch today?”",
        "Call your counselor or your group when they open.",
        (
            "Looking back can wait until you have slept. Then it can teach you"
            " something."
        ),
    ),
    closing=("A crisis line is there for this too: {talk}.",),
    behind="used",
)

TOO_MUCH: Final = Door(
    "too_much",
    "Too much at once",
    "slow down, feel your feet on the floor",
    ("Keep your eyes open. Do one line at a time.",),
    (
        "Put both feet on the floor. Push down. Feel the floor push back.",
        "Say out loud: where you are, what day it is, how old you are.",
        "Name five things you see. Four you can touch. Three you hear.",
        "Hold something cold, or run cold water over your hands.",
        "Breathe in for four, out for six. Slow is enough.",
        "Look for the door. You can leave this room if you want to.",
    ),
    ("Do you not feel safe? Press 2.",),
    timer=Timer(
        "breathe together with this page, three minutes",
        3,
        "Three minutes, together. Press Enter to stop. "
        "In for four: one, two, three, four. Out for six. Again.",
        (
            "One minute. Let the out-breath be the long one.",
            "Two minutes. Feel your feet. Look at something far away.",
        ),
        "Three minutes. Look around. What is one small thing you can do now?",
    ),
)

#: In the order of the keys 1 to 5.
DOORS: Final = (URGE, UNSAFE, WONT_WAKE, USED, TOO_MUCH)

#: The doors and the pages behind them, by key.
PAGES: Final[dict[str, Door]] = {
    page.key: page
    for page in (
        *DOORS,
        UNSAFE_YES,
        UNSAFE_NOT_SURE,
        UNSAFE_NO,
        USED_OPIOIDS,
        USED_STIMULANTS,
        USED_ALCOHOL,
        USED_MEDICINE,
        USED_OTHERS,
        USED_NEXT,
    )
}

#: What the steps rest on: (what, where it was read, the day).
SOURCES: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "Signs, naloxone, a second dose after 2 to 3 minutes, lying on the side",
        "https://www.wataugalead.org/overdose",
        "2026-11-23",
    ),
    (
        "SAMHSA, Overdose Prevention and Response Toolkit",
        "https://issuu.com/ceunits/docs/ceu_pdf_242",
        "2026-11-23",
    ),
    (
        "UNODC and WHO: opioid overdose, mixing, naloxone",
        "https://syntheticdrugs.unodc.org/syntheticdrugs/en/treatment/opioidoverdose/index.html",
        "2026-11-23",
    ),
    (
        "CDC: fentanyl, mixing, naloxone",
        "https://www.cdc.gov/stop-overdose/caring/index.html",
        "2026-11-23",
    ),
    (
        "A break lowers what the body can take",
        "https://drugpolicy.org/drug-facts/who-at-risk-fentanyl-synthetic-opioid-overdose",
        "2026-11-23",
    ),
    (
        "Stimulants: signs, what to do; naloxone does no harm",
        "https://towardtheheart.com/stimulant-od-awareness",
        "2026-11-23",
    ),
    (
        "Alcohol: stopping all at once",
        "https://drinkaware.co.uk/facts/health-effects-of-alcohol/general-health-effects/alcohol-withdrawal-symptoms",
        "2026-11-23",
    ),
    (
        "Monmouth County services: alcohol and benzo withdrawal",
        "https://wallpublicschools.org/Page/3489",
        "2026-11-23",
    ),
    (
        "Methadone missed for some days",
        "https://www1.health.gov.au/internet/publications/publishing.nsf/Content/drugtreat-pubs-meth-toc~drugtreat-pubs-meth-s3~drugtreat-pubs-meth-s3-3.5",
        "2026-11-23",
    ),
    (
        "CDC: opioids in pregnancy",
        "http://www.cdc.gov/pregnancy/opioids/basics.html",
        "2026-11-23",
    ),
)
