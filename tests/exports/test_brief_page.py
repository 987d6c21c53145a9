"""The brief as a page: complete, self-contained, linked to the words, and nobody's to run."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from bridge import bridge_case
from lxml import html

from earwitness.exports import brief_page
from earwitness.model import Case, Document, Span, Voice

EVIL = '"><script>window.ran=1</script><img src=x onerror="window.ran=1">{{ 7*7 }}&lt;'


def tree(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def hostile(case: Case) -> Case:
    """The case with markup wherever a report may put words."""

    def spoil(document: Document) -> Document:
        return replace(document, outlet=EVIL, headline=EVIL, path=EVIL, url="javascript:" + EVIL)

    return replace(
        case,
        documents=tuple(replace(spoil(d), byline=(EVIL,), language=EVIL) for d in case.documents),
        actors=tuple(
            replace(a, name=EVIL + a.id, party=a.party and EVIL, aliases=(EVIL,), reasons=(EVIL,))
            for a in case.actors
        ),
        findings=tuple(replace(f, says=EVIL, kind=EVIL) for f in case.findings),
        leads=tuple(replace(lead, says=EVIL) for lead in case.leads),
        figures=tuple(replace(f, of=EVIL, place=EVIL, qualifier=EVIL) for f in case.figures),
        recordings=tuple(replace(r, kind=EVIL, released_on=EVIL) for r in case.recordings),
    )


def test_every_link_leads_to_something_in_the_page(case: Case) -> None:
    page = tree(brief_page(case))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = [a.get("href") for a in page.xpath("//a")]
    assert len(links) > 60
    assert [link for link in links if link[:1] != "#" or link[1:] not in ids] == []


def test_a_line_of_the_brief_leads_to_its_words(case: Case) -> None:
    page = tree(brief_page(case))
    (link,) = page.xpath("//li[@id='s6']/p[@class='words']/a")
    (target,) = page.xpath("//*[@id=$id]", id=link.get("href")[1:])
    assert target.text_content() == "at least 64 Sordanian soldiers were killed"


def test_the_reports_stand_in_full(case: Case) -> None:
    page = tree(brief_page(case))
    for number, document in enumerate(case.documents, 1):
        blocks = page.xpath(f"//article[@id='report{number}']//p[contains(@class, 'b ')]")
        assert [b.text_content() for b in blocks] == [
            b.span.of(document.text) for b in document.blocks
        ]


def test_furniture_is_shown_as_furniture(case: Case) -> None:
    page = tree(brief_page(case))
    found = page.xpath("//p[contains(@class, 'furniture')]")
    assert [p.text_content() for p in found] == [
        "Sign up to our morning newsletter.",
        "Cookie settings | Privacy",
    ]


def test_nested_statements_stand_inside_those_that_report_them(case: Case) -> None:
    page = tree(brief_page(case))
    (innermost,) = page.xpath("//li[@id='s3']//li[@id='s4']//li[@id='s5']/p[@class='words']")
    assert "This deck will not carry a lorry" in innermost.text_content()


def test_who_denies_a_thing_does_not_assert_it(case: Case) -> None:
    ledger = case.documents[0]
    words = "the call had taken place"
    start = ledger.text.index(words)
    denial = replace(
        case.statements[5],
        id="s_denial",
        content=(Span(start, start + len(words)),),
        source=Voice(None, "a_brenk"),
    )
    trace = replace(case.traces[5], statement="s_denial", true_on_word_of=("a_brenk",))
    spoken = replace(case, statements=(*case.statements, denial), traces=(*case.traces, trace))
    page = tree(brief_page(spoken))
    (chip,) = page.xpath("//span[@class='denied']/ancestor::li")
    assert words in chip.text_content()
    asserters = page.xpath("//table[@class='so']//th[@scope='row']/bdi/text()")
    assert "Joren" in asserters
    assert "Colonel Ada Brenk" not in asserters
    mute = tree(brief_page(replace(spoken, responses=())))
    assert "Colonel Ada Brenk" in mute.xpath("//table[@class='so']//th/bdi/text()")


def test_who_denies_stands_below_who_asserts(case: Case) -> None:
    (said,) = tree(brief_page(case)).xpath("//section[@id='so']")
    assert "Colonel Ada Brenk disputes the intercepted phone call" in said.text_content()
    (mute,) = tree(brief_page(replace(case, responses=()))).xpath("//section[@id='so']")
    assert "not so" not in mute.text_content()


def test_an_open_link_is_said_to_be_open(case: Case) -> None:
    page = tree(brief_page(case))
    (step,) = page.xpath("//ol[@class='chain']/li[@class='open']")
    assert step.text_content() == "translator not named "


def test_says_on_its_top_that_it_is_complete(case: Case) -> None:
    first = tree(brief_page(case)).body[0].text_content()
    assert "Complete copy" in first
    assert "every name" in first


def test_counts_private_persons_on_its_top(case: Case) -> None:
    marked = tuple(replace(a, private=a.id == "a_joren") for a in case.actors)
    page = brief_page(replace(case, actors=marked))
    assert "one private person among them" in page
    assert "private person" not in brief_page(case)


def test_asks_for_nothing_and_runs_nothing(case: Case) -> None:
    page = tree(brief_page(case))
    assert page.xpath("//script | //img | //iframe | //form | //object | //link | //base") == []
    assert page.xpath("//@src | //@srcset | //@style | //@onclick | //@action") == []
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = page.xpath("//style")
    digest = b64encode(sha256(style.text.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "url(" not in style.text
    assert "@import" not in style.text


def test_markup_in_a_report_stays_text(case: Case) -> None:
    page = brief_page(hostile(case))
    parsed = tree(page)
    assert parsed.xpath("//script | //img | //@onerror") == []
    assert "{{ 7*7 }}" in parsed.text_content()
    assert [a for a in parsed.xpath("//a/@href") if not a.startswith("#")] == []


def test_overrides_of_direction_are_shown_and_not_obeyed(case: Case) -> None:
    actors = tuple(replace(a, name=f"\u202e{a.name}\u2066") for a in case.actors)
    page = brief_page(replace(case, actors=actors))
    assert not set(page) & set("\u202e\u2066")
    assert "[U+202E]Joren" in page


def test_right_to_left_names_are_isolated(case: Case) -> None:
    actors = tuple(replace(a, name="יוסף") if a.id == "a_joren" else a for a in case.actors)
    page = tree(brief_page(replace(case, actors=actors)))
    holders = page.xpath("//*[text()='יוסף']")
    assert holders
    assert {e.tag for e in holders} == {"bdi"}


def test_a_lone_surrogate_does_not_break_the_page(case: Case) -> None:
    odd = tuple(replace(d, outlet="half \ud83d a pair\x00") for d in case.documents)
    assert "half \ufffd a pair" in brief_page(replace(case, documents=odd)).encode().decode()


def test_an_empty_case_has_a_page() -> None:
    page = tree(brief_page(Case()))
    assert "The case holds no report yet." in page.text_content()


@pytest.mark.parametrize("part", ["findings", "leads", "recordings", "figures", "traces"])
def test_a_case_without_a_part_has_a_page_without_it(case: Case, part: str) -> None:
    bare = brief_page(replace(case, **{part: ()}))
    assert "They told us the bridge would hold" in bare
    assert len(bare) < len(brief_page(case))


def test_the_same_case_gives_the_same_page() -> None:
    assert brief_page(bridge_case()) == brief_page(bridge_case())


def test_statements_in_a_ring_are_still_listed(case: Case) -> None:
    ring = {"s_outer": "s_inner"}
    statements = tuple(replace(s, nested_in=ring.get(s.id, s.nested_in)) for s in case.statements)
    page = brief_page(replace(case, statements=statements))
    assert len(re.findall(r'<li class="st"', page)) == len(case.statements)
