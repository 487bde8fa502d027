"""The columns of a register of interests, as boards head them."""

from __future__ import annotations

from boardtui.exchange.sheets.columns import Column
from boardtui.exchange.sheets.persons import COLUMNS as PERSONS

COLUMNS = (
    Column(
        "who",
        "Name",
        ("Member", "Full name", "Declared by", "Person", "Who", "Board member", "Name of member", "Individual"),
        "a member by name or seat; anybody else is registered as holding no seat",
        required=True,
        instead="last",
    ),
    *PERSONS,
    Column(
        "nature",
        "Nature",
        ("Nature of interest", "Interest", "Declared interest", "Interest declared", "Description", "Details",
         "Description of interest", "Interests", "Details of interest", "Organisation and nature of business"),
        "what the interest is",
        required=True,
    ),
    Column(
        "interest",
        "Type",
        ("Type of interest", "Kind", "Interest type", "Category", "Category of interest", "Kind of interest"),
        "financial, non-financial professional, non-financial personal, indirect",
    ),
    Column("financial", "Financial", ("Financial interest", "Financial interests"), "a tick"),
    Column("professional", "Non-financial professional",
           ("Non-financial professional interest", "Non-financial professional interests", "Professional"), "a tick"),
    Column("personal", "Non-financial personal",
           ("Non-financial personal interest", "Non-financial personal interests", "Personal"), "a tick"),
    Column("indirect", "Indirect",
           ("Indirect interest", "Direct or indirect", "Is the interest direct or indirect?", "Direct/indirect"),
           "a tick, or direct or indirect"),
    Column("partners", "Partners", ("Partner", "Concerns", "Organisation", "Organisation concerned"),
           "the partners whom it concerns"),
    Column("topics", "Elements", ("Annex 1", "Element", "Subject", "Subjects", "Element of Annex 1", "Topic", "Topics"),
           "subjects of the memorandum's table that it concerns; several with a semicolon between"),
    Column("words", "Words", ("Keywords", "Key words", "Recognised by"),
           "words in a title by which an item is known to touch it, with semicolons between"),
    Column("since", "From", ("Since", "Date from", "Start", "Start date", "Date of interest from", "Interest from", "Began"),
           "the day it began"),
    Column("until", "To", ("Until", "Date to", "End", "End date", "Date of interest to", "Interest to", "Ended"),
           "the day it ends; blank, present, ongoing or current where it lasts"),
    Column("mitigation", "Mitigation",
           ("Action taken to mitigate risk", "Action to mitigate risk", "Actions taken to mitigate risk", "Mitigating action",
            "Mitigating actions", "Mitigation action", "Action taken", "Proposed mitigation", "How it is managed",
            "Agreed mitigation", "Actions to mitigate", "What was done about it"),
           "what was agreed to be done about it"),
    Column("declared", "Declared on",
           ("Date declared", "Date of declaration", "Declaration date", "Day declared", "Date of return", "Date returned"),
           "the day it was declared"),
    Column("consent", "Consent to publish", ("Consent", "Publish", "Agree to publish", "Consent to publication"),
           "yes or no; blank: not asked"),
    Column("confidential", "Confidential", ("Private", "Withheld", "Not to be published"), "yes where it is not published"),
    Column("standing", "Key", ("Interest key", "Id", "Ref", "Reference", "No", "No.", "Number"),
           "its key here; a template has it"),
)  # fmt: skip
