"""The reading of if-then plans, as tables of what people might write."""

import pytest

from workbook_plugins.high_risk.plans import (
    NO_ACTION,
    NOT_DOING,
    SEVERAL,
    VAGUE,
    cue_problem,
    plan_problem,
)

CLEAR_PLANS = [
    "call Sam at four",
    "cross the street",
    "I will call Dana.",
    "I'll walk home the long way so I do not pass the shop",
    "Then I will text my sponsor",
    "get up and leave",
    "stand up and walk outside",
    "say no and leave",
    "say “No, thank you, I don’t drink”",
    "no thanks, I have to get home",
    "drink a large glass of water",
    "go for a run by the river",
    "go and see my sister",
    "call Sam or Dana",
    "call Sam and Dana",
    "stop at the library on the way home",
    "take the bus that does not stop at the bar",
    "breathe in for four and out for six, ten times",
    "eat bread and cheese",
    "put on my coat and go home",
    "pick up the phone and call my brother",
    "tell my wife that I never want to go there again",
    "avoid the bar by taking the number 5 bus",
    "not go in, but call Sam instead",
    "write down what I feel",
    "read the help card in my wallet",
    "have tea with my neighbour",
    "sit down and breathe slowly",
    "lie down with a warm bottle",
    "give my card to my sister",
    "take a cold shower",
    "play the guitar until the song is over",
    "listen to rock and roll",
    "",
]

PLANS_THAT_SAY_NOT = [
    "I will not drink",
    "not drink",
    "don't go there",
    "Don’t answer the phone",
    "never use again",
    "I won't call him",
    "I will never go in",
    "no more beers",
    "stop drinking",
    "I'll stop",
    "avoid the bar",
    "I am going to avoid my cousin",
    "resist the urge",
    "quit smoking",
    "stay sober",
    "refrain from buying any",
    "try not to think of it",
    "I'm not going in",
    "just don't use",
    "I can't go there",
]

PLANS_WITHOUT_AN_ACTION = [
    "do something",
    "do something else",
    "I will be strong",
    "be careful",
    "cope",
    "cope with it",
    "deal with it",
    "I'll handle it",
    "think positive",
    "use my willpower",
    "try harder",
    "I will try my best",
    "stay strong",
    "get through it",
    "distract myself",
    "use my skills",
    "reach out",
    "keep going",
    "I will",
    "take care of myself",
]

PLANS_OF_SEVERAL_ACTIONS = [
    "call Sam and go for a walk",
    "call Sam and then go home",
    "walk home, then call Sam",
    "drink water; call Dana",
    "I call Sam and I go home",
    "text my sponsor, eat something and sleep",
    "go home and cook and call my sister",
    "leave the party and call a cab",
    "read the card, call Sam, and breathe",
    "pray and then read",
    "take a shower and listen to music",
    "walk round the block then write it down",
    "call my brother, after that go to a meeting",
    "eat a sandwich and watch a film",
    "put on my coat and go home and call Sam",
]

CONCRETE_CUES = [
    "payday",
    "when I pass the shop on the corner",
    "the shop on the corner is open",
    "if my cousin offers me a drink",
    "when I get home from work at six",
    "if I am stressed after the call with my boss",
    "when I feel bad on Sunday evening",
    "when my hands shake",
    "if Dana calls late",
    "when the pay lands in my account",
    "if I lie awake at two",
    "when an urge reaches 7",
    "when I smell beer",
    "if I see my old friends at the station",
    "when I am alone at home",
    "after a fight with my mother",
    "whenever the bottle is on the table",
    "when I feel lonely in bed",
    "if I am hungry",
    "when I'm very tired",
    "",
]

VAGUE_CUES = [
    "if stressed",
    "stressed",
    "when I feel bad",
    "if I'm sad",
    "When I’m feeling really down",
    "if things get hard",
    "when I have a craving",
    "if I get an urge",
    "when it gets too much",
    "whenever I am tempted",
    "if I feel like using",
    "when I want to drink",
    "if something happens",
    "when I am anxious or bored",
    "always",
    "if I am triggered",
    "when life is hard",
    "if I feel overwhelmed again",
    "when",
    "if I'm in a bad mood",
]


@pytest.mark.parametrize("plan", CLEAR_PLANS)
def test_a_clear_plan_is_left_alone(plan: str) -> None:
    """A plan that names one thing to do gets no remark."""
    assert plan_problem(plan) is None


@pytest.mark.parametrize("plan", PLANS_THAT_SAY_NOT)
def test_a_plan_that_says_not_is_told(plan: str) -> None:
    """A plan of what one will not do gets a hint to write what one will do."""
    assert plan_problem(plan) == NOT_DOING


@pytest.mark.parametrize("plan", PLANS_WITHOUT_AN_ACTION)
def test_a_plan_without_an_action_is_told(plan: str) -> None:
    """A good wish gets a hint to name something that can be seen."""
    assert plan_problem(plan) == NO_ACTION


@pytest.mark.parametrize("plan", PLANS_OF_SEVERAL_ACTIONS)
def test_a_plan_of_several_actions_is_told(plan: str) -> None:
    """More than one action gets a hint to make two lines of it."""
    assert plan_problem(plan) == SEVERAL


@pytest.mark.parametrize("cue", CONCRETE_CUES)
def test_a_concrete_cue_is_left_alone(cue: str) -> None:
    """A cue with a place, a time, a person or a sign gets no remark."""
    assert cue_problem(cue) is None


@pytest.mark.parametrize("cue", VAGUE_CUES)
def test_a_vague_cue_is_told(cue: str) -> None:
    """A cue that could be many moments gets a hint to name one."""
    assert cue_problem(cue) == VAGUE


@pytest.mark.parametrize("problem", [NOT_DOING, NO_ACTION, SEVERAL, VAGUE])
def test_every_remark_comes_with_a_way_to_write_it(problem: object) -> None:
    """Nothing is only found wanting: each remark has a hint."""
    assert getattr(problem, "hint", "").startswith(("You could", "One action"))
