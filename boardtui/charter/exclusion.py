"""Grounds on which the public is excluded by resolution, in the words of the statutes; terms of reference choose between them."""

from __future__ import annotations

from collections.abc import Collection

from boardtui.charter.terms_of_reference import Ground, Terms

ADMISSION_ACT = (
    "publicity would be prejudicial to the public interest by reason of the confidential nature of the business to be "
    "transacted or for other special reasons stated in the resolution and arising from the nature of that business or of "
    "the proceedings"
)
"""Section 1(2) of the Public Bodies (Admission to Meetings) Act 1960, from "publicity" on in the words of the Act."""
PARAGRAPHS = {
    1: "information relating to any individual",
    2: "information which is likely to reveal the identity of an individual",
    3: "information relating to the financial or business affairs of any particular person (including the authority "
    "holding that information)",
    4: "information relating to any consultations or negotiations, or contemplated consultations or negotiations, in "
    "connection with any labour relations matter arising between the authority or a Minister of the Crown and employees "
    "of, or office holders under, the authority",
    5: "information in respect of which a claim to legal professional privilege could be maintained in legal proceedings",
    6: "information which reveals that the authority proposes to give under any enactment a notice under or by virtue of "
    "which requirements are imposed on a person, or to make an order or direction under any enactment",
    7: "information relating to any action taken or to be taken in connection with the prevention, investigation or "
    "prosecution of crime",
}
"""What is exempt by Part 1 of Schedule 12A to the Local Government Act 1972, as substituted for England in 2006.

In the words of the Act; only the two limbs of paragraph 6, lettered (a) and (b) there, stand in one sentence here.
"""
PUBLIC_INTEREST = (
    "in all the circumstances of the case, the public interest in maintaining the exemption outweighs the public interest "
    "in disclosing the information"
)
"""The test of paragraph 10 of the same Schedule, from "in all" on in its words."""


def ground_words(terms: Terms, ground: Ground | None, paragraphs: Collection[int] = ()) -> str:
    """Under what and why the public is excluded, to stand after "that the public be excluded"; empty where no ground is named.

    The sentence around the words of the Acts is the program's: section 100A(4) and (5) ask a resolution to say what it applies
    to and to describe the information in terms of the Schedule, and prescribe no form of words.

    Args:
        terms: the terms of reference, which have the words of the board's own ground.
        ground: the ground.
        paragraphs: those of Schedule 12A; none where they are still to be named.
    """
    match ground:
        case "admission_act":
            return f"under section 1(2) of the Public Bodies (Admission to Meetings) Act 1960, because {ADMISSION_ACT}"
        case "schedule_12a":
            return (
                "under section 100A(4) of the Local Government Act 1972, because exempt information as described in "
                f"{_paragraphs(paragraphs)} of Part 1 of Schedule 12A to that Act is likely to be disclosed, and because, "
                f"{PUBLIC_INTEREST}"
            )
        case "own":
            where = f" ({terms.source_of('exclusion')})" if terms.source_of("exclusion") else ""
            return f"because {(terms.exclusion_words or '').rstrip('.')}{where}"
    return ""


def _paragraphs(paragraphs: Collection[int]) -> str:
    if not paragraphs:
        return "the paragraph that the resolution names"
    each = [f"{paragraph} ({PARAGRAPHS[paragraph]})" for paragraph in sorted(paragraphs)]
    return f"paragraph{'s' if len(each) > 1 else ''} {' and '.join(each)}"
