"""What each clause of the four memoranda comes to, in figures: a line for each rule, body, date and question."""

from __future__ import annotations

RULES = """
C&P | stp-board/system-business | Commitment 6 | consensus member | 16 | - | silent | ratification named said
C&P | stp-board/major-decision | Scope | consensus member | 16 | - | silent | -
C&P | hce/system-business | Commitment 6 | consensus member | 8 | - | silent | ratification named said
C&P | hce/system-project | Commitment 4 | consensus member | 8 | - | silent | ratification named said
C&P | hce/new-work | Commitment 4 | consensus member | 8 | - | silent | ratification named said
C&P | hce/commissioning | Commitment 5 | consensus member | 8 | - | silent | ratification named said
C&P | hce/service-change | Commitment 5 | consensus member | 8 | - | silent | -
C&P | hce/aligned-funds | Commitment 7 | consensus member | 8 | - | silent | ratification named said
C&P | hce/sdu-budget | Commitment 7 | consensus member | 8 | - | silent | -
C&P | hce/monitoring | Commitment 8 | consensus member | 8 | - | silent | -
C&P | hce/major-decision | Scope | consensus member | 8 | - | silent | -
C&P | care-advisory-group/consensus | Commitments 6 and 8 | consensus member | 0 | - | silent | -
C&P | system-delivery-board/consensus | Commitments 6 and 8 | consensus member | 0 | - | silent | -
C&P | financial-performance-planning/consensus | Commitments 6 and 8 | consensus member | 0 | - | silent | -
C&P | investment-committee/investment | Commitment 5 | consensus member | 0 | - | silent | ratification named said
C&P | clinical-communities/consensus | Commitments 6 and 8 | consensus member | 0 | - | silent | -
C&P | delivery-groups/consensus | Commitments 4 to 8 | consensus member | 0 | - | silent | -
C&P | delivery-groups/commissioning | Commitment 5 | consensus member | 0 | - | silent | ratification named said
Doncaster | jccc/delivery | 5.5, 10.3 | vote partner | 2 | 2 | silent | -
Doncaster | jccc/sign-off | 5.4 | vote partner | 2 | 2 | silent | approval seated always
Doncaster | jccc/governance-change | 2.1.8 | vote partner | 2 | 2 | silent | approval seated always
Doncaster | jccc/next-phase | 2.1.4 | vote partner | 2 | 2 | silent | approval seated said
Doncaster | jccc/variation | 14.1 | vote partner | 2 | 2 | silent | signature seated always
Doncaster | jccc/signature | 16.1 | vote partner | 2 | 2 | silent | signature seated always
Doncaster | jccc/interests | 13.1 | consensus member | 2 | - | silent | -
MSE | partnership-board/agreement | 6.4, 6.6, 8.2 | consensus member | 24 | - | silent | -
MSE | partnership-board/capital | 8.4 | vote member | 14 | 11 | defined | -
MSE | partnership-board/issue-board | 8.10(4) | vote member | 24 | 13 | defined | -
MSE | partnership-board/variation | 10.1 | consensus member | 24 | - | silent | signature all always
MSE | partnership-board/new-partner | 14.1 | consensus member | 24 | - | silent | signature all always
MSE | partnership-board/signature | 15.1 to 15.3 | consensus member | 24 | - | silent | signature all always
MSE | partnership-board/place-funding | 9.9 | consensus member | 24 | - | silent | -
MSE | partnership-board/contributions | 11.2 | consensus member | 24 | - | silent | -
MSE | sle/consensus | 8.3 | consensus member | 8 | - | defined | support electorate said
MSE | sle/issue-discussion | 8.10(1) | vote partner | 21 | 21 | defined | -
MSE | sle/issue-majority | 8.10(2) | vote partner | 12 | 7 | defined | -
MSE | sle/support | 7.7 | consensus member | 8 | - | silent | -
MSE | sle/programme-funding | 9.10 | consensus member | 8 | - | silent | -
MSE | joint-committee/consensus | 6.19, 6.21 | consensus member | 6 | - | silent | -
MSE | joint-committee/other | 6.21 | consensus member | 6 | - | silent | -
MSE | clinical-professional-forum/consensus | 6.9 to 6.11 | consensus member | 0 | - | silent | -
MSE | system-finance-leaders/consensus | 6.12, 6.13, 7.8 | consensus member | 0 | - | silent | -
MSE | transformation-delivery/consensus | 6.14 to 6.16 | consensus member | 0 | - | silent | -
MSE | thurrock-place/consensus | 5.5 to 5.17 | consensus member | 0 | - | silent | -
MSE | south-east-essex-place/consensus | 5.5 to 5.17 | consensus member | 0 | - | silent | -
MSE | mid-essex-place/consensus | 5.5 to 5.17 | consensus member | 0 | - | silent | -
MSE | basildon-brentwood-place/consensus | 5.5 to 5.17 | consensus member | 0 | - | silent | -
SYB | collaborative-partnership-board/accountability-timeline | 7.2.4 | consensus member | 32 | - | silent | approval seated said
SYB | collaborative-partnership-board/financial-proposals | 7.4.1 | consensus member | 32 | - | silent | approval seated said
SYB | collaborative-partnership-board/agreement | 2.3.2, 7.6.1 | consensus member | 32 | - | silent | approval seated said
SYB | oversight-assurance-group/consensus | 7.7.2.1 | consensus member | 22 | - | silent | -
SYB | executive-steering-group/consensus | 7.7.2.3 | consensus member | 5 | - | silent | -
SYB | programme-board/consensus | 7.7.2.4 | consensus member | 3 | - | silent | -
SYB | finance-directors/consensus | 7.4.1 | consensus member | 0 | - | silent | -
SYB | joint-committee/delegated | 7.8.1 | consensus member | 15 | - | silent | -
SYB | joint-committee/other | 7.7.1, 7.8.1 | consensus member | 15 | - | silent | approval seated always
SYB | committees-in-common/each-concurs | 7.8.2 | vote member | 7 | 7 | silent | in_common electorate always
SYB | barnsley-place/structure | 7.9.2 | vote member | 2 | 2 | defined | approval seated said
SYB | bassetlaw-place/structure | 7.9.2 | vote member | 2 | 2 | defined | approval seated said
SYB | doncaster-place/structure | 7.9.2 | vote member | 2 | 2 | defined | approval seated said
SYB | rotherham-place/structure | 7.9.2 | vote member | 2 | 2 | defined | approval seated said
SYB | sheffield-place/structure | 7.9.2 | vote member | 2 | 2 | defined | approval seated said
"""
"""charter | body/rule | clause | how | out of | needed | defined | then needs: counted with everybody there, on
the first element of Annex 1 that the rule names. A consensus needs no number; "silent" is what the memorandum does not define."""

BODIES = """
C&P | stp-board | Scope, Longevity, Commitments 2, 4, 6, 7 and 8 | 16 | private | advises | - | -
C&P | hce | Scope, Longevity, Commitments 2 and 4 to 8 | 8 | private | advises | - | stp-board
C&P | care-advisory-group | Commitments 6 and 8 | 0 | private | advises | - | stp-board
C&P | system-delivery-board | Commitments 6 and 8 | 0 | private | advises | - | stp-board
C&P | financial-performance-planning | Commitments 6 and 8 | 0 | private | advises | - | stp-board
C&P | investment-committee | Commitments 5, 6 and 8 | 0 | private | advises | - | stp-board
C&P | clinical-communities | Commitments 6 and 8 | 0 | private | advises | - | stp-board
C&P | delivery-groups | Commitments 4 to 8 | 0 | private | advises | - | stp-board
Doncaster | jccc | 2.1.8, 5.4, 5.5, 10.2 to 10.4, 13.1 | 2 | private | advises | 12 | -
MSE | partnership-board | 6.4 to 6.6 | 31 | public | advises | 4 | -
MSE | sle | 6.7, 6.8 | 8 | private | advises | - | partnership-board
MSE | joint-committee | 6.18 to 6.21 | 6 | public | binds | 6 | -
MSE | clinical-professional-forum | 6.9 to 6.11 | 0 | private | advises | - | -
MSE | system-finance-leaders | 6.12, 6.13, 7.8 | 0 | private | advises | - | -
MSE | transformation-delivery | 6.14 to 6.16 | 0 | private | advises | 6 | sle
MSE | thurrock-place | 5.5 to 5.17 | 0 | private | advises | - | partnership-board
MSE | south-east-essex-place | 5.5 to 5.17 | 0 | private | advises | - | partnership-board
MSE | mid-essex-place | 5.5 to 5.17 | 0 | private | advises | - | partnership-board
MSE | basildon-brentwood-place | 5.5 to 5.17 | 0 | private | advises | - | partnership-board
SYB | collaborative-partnership-board | 2.3.2, 7.4.1, 7.7.2.2 | 32 | private | advises | - | -
SYB | oversight-assurance-group | 7.7.2, 7.7.2.1 | 22 | private | advises | - | -
SYB | executive-steering-group | 7.7.2, 7.7.2.3 | 5 | private | advises | - | -
SYB | programme-board | 7.7.2, 7.7.2.4, 8.0.2 | 3 | private | advises | - | -
SYB | finance-directors | 7.4.1 | 0 | private | advises | - | collaborative-partnership-board
SYB | joint-committee | 7.7.1, 7.8.1 | 15 | private | binds | - | -
SYB | committees-in-common | 7.7.1, 7.8.2, 7.8.3 | 7 | private | advises | - | -
SYB | barnsley-place | 7.6.2 to 7.6.5, 7.9.1, 7.9.2 | 2 | private | advises | - | -
SYB | bassetlaw-place | 7.6.2 to 7.6.5, 7.9.1, 7.9.2 | 2 | private | advises | - | -
SYB | doncaster-place | 7.6.2 to 7.6.5, 7.9.1, 7.9.2 | 2 | private | advises | - | -
SYB | rotherham-place | 7.6.2 to 7.6.5, 7.9.1, 7.9.2 | 2 | private | advises | - | -
SYB | sheffield-place | 7.6.2 to 7.6.5, 7.9.1, 7.9.2 | 2 | private | advises | - | -
"""
"""charter | body | clause | seats | meetings | decisions | meetings a year | reports to: as the memorandum has them or, where a
note on the seat says so, as the charter had to choose."""

DATES = """
C&P | effective | Signatories | start | - | -
C&P | expiry | Longevity | end | 2021-03-31 | -
C&P | delegation | Longevity | review | - | -
C&P | sdu | Commitment 7 | milestone | 2016-10-01 | -
C&P | home-is-best | Commitment 3 | milestone | 2019-03-31 | -
C&P | hospital-care | Commitment 3 | milestone | 2019-03-31 | -
C&P | sustainable-together | Commitment 3 | milestone | 2019-03-31 | -
C&P | enablers | Commitment 3 | milestone | 2019-03-31 | -
C&P | balance | Commitment 3 | milestone | - | -
C&P | contracts | Commitment 5 | milestone | 2019-03-31 | -
C&P | open-book | Commitment 2 | recurring | every 1 | -
C&P | risks | Commitment 8 | recurring | every 1 | -
C&P | staff-release | Commitment 7 | limit | 14 days after it begins | -
Doncaster | start | 16.1 | start | - | signature
Doncaster | end | 16.1 | end | 2018-03-31 | -
Doncaster | mou | Appendix B | milestone | 2017-11-10 | -
Doncaster | shadow-phase | 2.1.4 | milestone | 2017-11-30 | -
Doncaster | section-75 | Appendix B | milestone | 2018-01-31 | -
Doncaster | integration | 1.4 | milestone | 2018-03-31 | -
Doncaster | governance | 10.4 | review | 2018-03-31 | -
Doncaster | joint-agreement | 2.1.5, Appendix B | milestone | 2018-04-01 | -
Doncaster | work-streams | 5.1 | milestone | 2018-04-01 | -
Doncaster | decision-powers | 10.5 | milestone | 2018-04-01 | -
Doncaster | indicators | 6.1 | annual | - | -
Doncaster | committee | 5.5 | recurring | - | -
Doncaster | information-sharing | 8.1 | review | - | -
MSE | start | 1.5 | start | - | signature
MSE | first-review | 1.5 | review | 12 months after start | -
MSE | annual-review | 1.5 | annual | yearly after first-review | -
SYB | devolved-powers | 1.17 | milestone | 2018-03-31 | -
SYB | full-system | 1.17 | milestone | 2019-03-31 | -
SYB | brand | 7.1.3 | milestone | 2017-06-01 | -
SYB | agreement | 6.2 | milestone | 2017-07-31 | -
SYB | delivery-plan | 6.2 | milestone | 2017-09-30 | -
SYB | investment | 6.2 | milestone | 2017-09-30 | -
SYB | control-total | 6.2 | milestone | 2017-10-31 | -
SYB | oversight-framework | 6.2 | milestone | 2017-10-31 | -
SYB | oversight-operational | 6.2, 7.2.1, 7.2.2 | milestone | 2018-04-01 | -
SYB | oversight-shadow | 7.2.2, 7.2.3 | milestone | 2018-03-31 | -
SYB | commissioning-responsibilities | 6.2 | milestone | 2017-10-31 | -
SYB | tier-2 | 6.2 | milestone | 2018-04-01 | -
SYB | partnerships-support | 6.2 | milestone | 2017-10-31 | -
SYB | partnerships-constituted | 6.2, 7.6.2, 8.10.3 | milestone | 2018-04-01 | -
SYB | quality-review | 7.3.2 | review | 2018-03-31 | -
SYB | operational-review | 7.5.1 | review | 2018-03-31 | -
SYB | monthly-report | 7.4.4 | recurring | - | -
SYB | system-commissioning | 7.6.6, 8.10.7 | milestone | 2018-03-31 | -
SYB | contract-once | 7.6.6 | milestone | 2018-04-01 | -
SYB | governance-review | 7.7.3 | review | 2018-04-01 | -
SYB | joint-committee-review | 7.8.1 | review | 2018-04-01 | -
SYB | in-common-review | 7.8.3 | review | 2018-04-01 | -
SYB | place-structures | 7.9.2 | milestone | 2018-03-31 | -
SYB | commissioning-review | 8.11.1 | review | 2018-03-31 | -
SYB | hospital-review | 8.13.1 | review | 2018-03-31 | -
SYB | calls-to-clinicians | 8.4.2 | milestone | 2018-03-31 | -
SYB | urgent-treatment | 8.4.2 | milestone | 2018-03-31 | -
SYB | urgent-treatment-all | 8.4.2 | milestone | - | -
SYB | cancer-62-days | 8.6.1 | milestone | 2018-03-31 | -
SYB | specialised-areas | 8.12.5 | milestone | 2018-03-31 | -
SYB | specialised-budget | 8.12.5 | milestone | 2018-04-01 | -
SYB | specialised-decisions | 8.12.5 | milestone | 2018-04-01 | -
SYB | specialised-integration | 8.12.5 | milestone | 2019-03-31 | -
SYB | extended-access | 8.3.1, 8.3.3 | milestone | 2019-03-31 | -
SYB | multidisciplinary | 8.3.4 | milestone | - | -
"""
"""charter | key | clause | kind | when | rule that makes it: "-" where the memorandum names no day."""

QUESTIONS = """
C&P | councils | Signatories | 2 | 0
C&P | members | Commitment 6 | 0 | 0
C&P | ratification | Commitment 6 | 0 | 0
C&P | monitoring | Commitment 8 | 0 | 0
Doncaster | membership | 10.4 | 2 | 0
Doncaster | authority | 10.3 | 2 | 0
Doncaster | council-signatory | 16.1 | 1 | 0
Doncaster | agreement-name | 2.1.5, 2.1.8 | 0 | 0
MSE | footnote | Annex 1 | 3 | 2
SYB | nhse-twice | 2.6.1, 2.6.3 | 1 | 0
SYB | notts-bassetlaw | 2.7.1 | 1 | 0
SYB | core-associate | 2.3 | 0 | 0
SYB | chesterfield | 2.3.1 | 1 | 0
SYB | board-or-group | 7.7.2, 7.7.2.2 | 0 | 0
SYB | outside | 7.8.1, 7.8.2 | 0 | 0
SYB | delegation | 7.8.2, 7.8.3 | 6 | 0
SYB | shadow | 7.1.4 | 0 | 0
"""
"""charter | key | clause | how many partners and elements it names: open until
somebody rules, and until then nothing is taken as settled."""

SAYS = """
Doncaster | 2.1.4 | The clause gives the committee no part in it
Doncaster | 2.1.8 | Its Governing Body approves changes to governance and to delegated decision-making
Doncaster | 2.1.8 | Its Cabinet approves changes to governance and to delegated decision-making
Doncaster | 2.1.8 | 2.1.8 gives the committee no part in it
Doncaster | 2.1.8 | that it binds neither is this charter's reading
Doncaster | 5.5 | approves the delivery of key components of each work stream
Doncaster | 5.5 | is this charter's reading. No casting vote is given
Doncaster | 7.2 | make sure of clinical leadership and engagement, engage with all stakeholders
Doncaster | 8.1 | in particular so that risks to each other's objectives are identified
Doncaster | 10.4 | in accordance with existing accountability arrangements
Doncaster | 12.2 | both retain oversight and control in the short to medium term
Doncaster | 13.1 | The governance arrangements are to mitigate against conflicts of interest
Doncaster | 13.1 | members, both clinicians and management, and recruited external support disclose
Doncaster | 13.1 | act in accordance with all relevant codes of conduct
Doncaster | 13.2 | effective controls to minimise the risk of inappropriate disclosure
Doncaster | 14.1 | 14.1 gives the committee no part in it
Doncaster | 16.1 | 16.1 gives the committee no part in it
Doncaster | 16.1 | The name and position of the person who signs for the council are left blank
MSE | 1.5 | by whom it is made is not stated
MSE | 4(5) | over a wider area only where a clear case can be made
MSE | 5.5 | Thurrock Joint Health and Wellbeing Board, Thurrock Healthwatch and Thurrock CVS
MSE | 5.5 | CVS organisations of Southend, Castle Point and Rochford
MSE | 5.5 | CVS organisations of Chelmsford, Braintree and Maldon
MSE | 5.5 | Basildon CVS, Brentwood CVS
MSE | 6.5 | That it has no seat on the Partnership Board or the SLE is this charter's reading
MSE | 6.5 | that the seat represents none, not even the lead's employer, is this charter's reading
MSE | 6.5 | That its chair is counted for the council is this charter's reading
MSE | 6.5 | that there is one is this charter's choice
MSE | 6.7 | takes action where required, builds leadership and collective responsibility
MSE | 6.8 | always subject to that organisation's own governance and approval
MSE | 6.9 | clinical and professional leadership, which is central to all the work
MSE | 6.12 | To whom it reports is not stated
MSE | 6.13 | works towards the system control total for NHS partners
MSE | 6.15 | typically at executive level
MSE | 6.15 | each relevant service sector
MSE | 6.16 | The programmes regularly update the SLE
MSE | 6.19 | a memorandum and a work plan that each CCG agreed
MSE | 6.22 | three acute hospitals in Mid and South Essex merged in April 2020
MSE | 6.30 | most significantly, the single NHS financial control total
MSE | 6.30 | joint planning, investment and performance improvement
MSE | 7.1 | a collaborative approach to, and collective responsibility for,
MSE | 7.6 | each manages its own capacity and expertise in a coordinated approach
MSE | 7.10 | to the extent permitted at law
MSE | 7.10 | They intend to intervene
MSE | 7.10 | work through the Partnership Board to seek a resolution
MSE | 7.11 | establish one integrated approach to assurance and regulation
MSE | 8.2 | on a “Best for Mid and South Essex” basis
MSE | 8.3 | condition asked for: a matter of the list of 8.2
MSE | 8.3 | for wider discussion and resolution
MSE | 8.4 | Members of the Partnership Board are eligible to take part on issues that apply to their organisation
MSE | 8.6 | which they attempt to resolve in good faith
MSE | 8.8 | relates to existing schemes of delegation
MSE | 8.10(1) | Place or alliances and other relevant groups
MSE | 8.10(2) | the SLE is to come to a majority decision
MSE | 8.10(2) | casts a vote for each of the five is this charter's reading
MSE | 8.10(3) | cannot come to a decision which resolves the issue
MSE | 8.10(3) | That it is enough when one party does not accept it is this charter's reading
MSE | 8.10(4) | What the facilitator cannot resolve is referred to the Board
MSE | 9.2 | develop, for the NHS, governance and risk management to deliver the system control total
MSE | 9.2 | payment and risk share models
MSE | 9.5 | Subject to confidentiality and to the law on competition-sensitive information
MSE | 9.11 | over and above what organisations generate from their own resources
MSE | 10.1 | 10.1 gives the Board no part in it
MSE | 12.1 | take decisions on a “Best for Mid and South Essex” basis
MSE | 13.3 | as far as is reasonably practicable
MSE | 14.1 | if that is appropriate to achieve the agreed objectives
MSE | 14.1 | if required, revisions of the memorandum
MSE | 14.2 | The new partner and the partners commit to the principles
MSE | Annex 1 | cannot be bound by elements of the financial and mutual accountability frameworks
MSE | Annex 1 | all elements of the financial framework, such as the single NHS control total, will not apply to all NHS providers
MSE | Annex 1 | That it can mean EEAST, EPUT and NELFT, marked * in 1.1
"""
"""charter | clause | words that stand where the charter is shown, with that clause: of a condition, its limits, and what
is the charter's reading or choice."""


CHARTERS = {
    "C&P": "cambridgeshire-peterborough",
    "Doncaster": "doncaster",
    "MSE": "mid-south-essex",
    "SYB": "south-yorkshire-bassetlaw",
}


def lines(table: str) -> list[list[str]]:
    """The cells of each line."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
