"""Saved web pages: what is the report, what is furniture, what the page says of itself."""

import json

from lxml import html

from earwitness.intake import read_document

BODY = [
    "A crane fell on a warehouse in the harbour on Friday, and two people were hurt, police said.",
    "“It swayed for a minute and then it came down,” said a driver who had waited at the gate.",
    "The company that runs the terminal said that the crane had been inspected a week before.",
    "Harbour police closed the northern gate, and the ferries left from the old pier that day.",
]
LD = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": "NewsArticle",
            "headline": "Two hurt as crane falls in harbour",
            "datePublished": "2021-04-06T09:12:00Z",
            "author": [{"@type": "Person", "name": "Ada Lindqvist"}],
            "publisher": {"@type": "Organization", "name": "The Quay Post"},
        }
    ],
}


def page(body="", head="", main=None):
    paragraphs = "".join(f"<p>{words}</p>" for words in (BODY if main is None else main))
    return (
        f"<!DOCTYPE html><html lang='en-GB'><head><title>x</title>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav>"
        f"<article><h1>Two hurt as crane falls in harbour</h1>{paragraphs}{body}</article>"
        "<footer><p>About the Quay Post</p></footer></body></html>"
    )


def read(source, **options):
    return read_document(source.encode(), **options)


def kinds(document):
    return {b.span.of(document.text): (b.kind, b.furniture) for b in document.blocks}


def test_body_headline_and_furniture_are_told_apart():
    document = read(page())
    found = kinds(document)
    assert [b.span.of(document.text) for b in document.blocks_of("body")] == BODY
    assert found["Two hurt as crane falls in harbour"][0] == "headline"
    assert found["World"] == ("furniture", "navigation")
    assert found["About the Quay Post"][0] == "furniture"
    assert document.language == "en"


def test_json_ld_gives_headline_author_time_and_outlet():
    script = f"<script type='application/ld+json'>{json.dumps(LD)}</script>"
    document = read(page(head=script))
    assert document.headline == "Two hurt as crane falls in harbour"
    assert document.byline == ("Ada Lindqvist",)
    assert document.published.value == "2021-04-06T09:12+00:00"
    assert document.outlet == "The Quay Post"
    bare = read(page())
    assert (bare.byline, bare.published, bare.outlet) == ((), None, None)


def test_broken_json_ld_is_passed_over():
    document = read(page(head="<script type='application/ld+json'>{'headline': </script>"))
    assert document.headline == "Two hurt as crane falls in harbour"


def test_meta_elements_and_the_outlet_at_the_end_of_a_title():
    head = (
        "<meta property='og:title' content='Crane falls | The Quay Post'>"
        "<meta property='og:site_name' content='The Quay Post'>"
        "<meta property='article:published_time' content='2021-04-06T09:12:05.123+0200'>"
        "<meta name='author' content='By Ada Lindqvist and Tomas Rey'>"
        "<link rel='canonical' href='https://quay.example/crane'>"
    )
    document = read(
        f"<html><head>{head}</head><body><p>{BODY[0]}</p><p>{BODY[1]}</p></body></html>"
    )
    assert document.headline == "Crane falls"
    assert document.headline_span is None
    assert document.published.value == "2021-04-06T09:12:05+02:00"
    assert document.byline == ("Ada Lindqvist", "Tomas Rey")
    assert document.url == "https://quay.example/crane"
    assert document.outlet == "The Quay Post"


def test_the_host_names_the_outlet_where_the_page_does_not():
    assert read(page(), url="https://www.reuters.com/world/crane").outlet == "Reuters"


def test_what_a_reader_does_not_see_is_not_in_the_text():
    hidden = (
        "<script>alert('unseen one')</script><style>.unseen-two{}</style>"
        "<noscript>unseen three</noscript>"
        "<template><p>unseen four</p></template><div style='display:none'>unseen <b>five</b></div>"
        "<p hidden>unseen six</p><!-- unseen seven -->"
        "<span class='visually-hidden'>unseen eight</span>"
    )
    document = read(page(body=f"{hidden}<p>Seen after all of these by everybody on the page.</p>"))
    assert "unseen" not in document.text
    assert "Seen after all" in document.text


def test_captions_are_kept_and_marked():
    caption = "<figcaption>The crane on its side on Friday (PA)</figcaption>"
    figure = f"<figure><img src='a.jpg'>{caption}</figure>"
    document = read(page(body=figure))
    assert kinds(document)["The crane on its side on Friday (PA)"][0] == "caption"


def test_a_plea_inside_the_article_is_furniture_and_a_class_name_around_it_all_is_not():
    plea = "<p>Sign up to our newsletter for the best of the harbour every morning.</p>"
    source = page(main=[*BODY[:2], "PLEA", *BODY[2:]]).replace("<p>PLEA</p>", plea)
    document = read(source.replace("<article>", "<div class='with-sidebar'><article>"))
    found = kinds(document)
    assert found["Sign up to our newsletter for the best of the harbour every morning."] == (
        "furniture",
        "newsletter",
    )
    assert all(found[words][0] == "body" for words in BODY)


def test_links_carry_their_words():
    link = "<a href='https://example.org/r'>seen by the paper</a>"
    body = f"<p>The report, {link}, names nobody in it.</p>"
    document = read(page(body=body))
    targets = {link.target: link.span.of(document.text) for link in document.links}
    assert targets["https://example.org/r"] == "seen by the paper"
    assert targets["/w"] == "World"


def test_no_break_spaces_of_a_page_are_kept():
    document = read(
        page(main=["The\u00a0Quay Post sent a reporter to the harbour on Friday evening."])
    )
    assert "The\u00a0Quay Post" in document.text


def test_a_page_without_structure_is_read_too():
    document = read(f"<html><body>{BODY[0]}<br><br>{BODY[1]}</body></html>")
    assert [b.span.of(document.text) for b in document.blocks_of("body")] == BODY[:2]


def test_a_name_in_a_menu_is_no_outlet():
    assert read(page(body="<aside><a href='/e'>More news from Europe</a></aside>")).outlet is None


def test_the_title_serves_where_nothing_else_names_the_headline():
    source = (
        f"<html><head><title>Crane falls in port - Reuters</title></head><body><p>{BODY[0]}</p>"
    )
    document = read(source, url="https://www.reuters.com/world/crane")
    assert document.headline == "Crane falls in port"


def test_a_visible_time_is_kept_where_the_metadata_give_the_day_alone():
    head = "<meta property='article:published_time' content='2021-04-06'>"
    document = read(page(head=head, main=["6 April 2021 09:12 GMT", *BODY]))
    assert document.published.value == "2021-04-06T09:12+00:00"
    assert document.published.span.of(document.text) == "6 April 2021 09:12 GMT"


def test_each_paragraph_knows_the_way_to_its_element():
    source = page(
        body="<div><p>Nobody was <b>at the gate</b> that night, the keeper said.</p></div>"
    )
    document = read(source)
    tree = html.document_fromstring(source)
    for block in document.blocks:
        (element,) = tree.xpath(block.element)
        assert " ".join(element.text_content().split()) == block.span.of(document.text)


def test_a_page_nested_beyond_measure_has_no_ways():
    source = "<html>" + "<div>" * 3000 + BODY[0]
    document = read(source)
    assert BODY[0] in document.text
    assert all(block.element is None for block in document.blocks)


def live(number, words, name=""):
    signed = f"<span class='author'>{name}</span>" if name else ""
    return (
        f"<div class='live-events__entry'><time datetime='2021-04-06T0{number}:15:00Z'>{number}:15"
        f"</time>{signed}<h3>Entry number {number} of the day</h3><p>{words}</p></div>"
    )


def test_entries_of_a_live_page_have_times_and_authors_of_their_own():
    update = {
        "headline": "Entry number 9 of the day",
        "datePublished": "2021-04-06T09:17:00+01:00",
        "author": {"@type": "Person", "name": "Tomas Rey"},
    }
    given = json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": [update]})
    parts = [live(9, BODY[0]), live(8, BODY[1], "Ada Lindqvist"), live(7, BODY[2])]
    source = page(
        head=f"<script type='application/ld+json'>{given}</script>",
        main=[],
        body=f"<div class='live-events'>{''.join(parts)}</div>",
    )
    document = read(source)
    found = [(e.published, e.byline) for e in document.entries]
    assert found == [
        ("2021-04-06T09:17+01:00", ("Tomas Rey",)),
        ("2021-04-06T08:15+00:00", ("Ada Lindqvist",)),
        ("2021-04-06T07:15+00:00", ()),
    ]
    assert BODY[1] in document.entries[1].span.of(document.text)
    assert BODY[2] not in document.entries[1].span.of(document.text)


def test_a_page_that_is_not_live_has_no_entries():
    assert read(page()).entries is None
