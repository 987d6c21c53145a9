"""Mail, feeds, archives, books, PDF, subtitles, Markdown: the report inside, and what is given."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_or_reason import read_or_reason
from wrapped import BODY, HEADLINE, PAGE, column, kinds_of, mail, pdf, warc, words_of, zipped

from earwitness.intake import IntakeError, members_of, read_document
from strategies import some


def members(data, name):
    return list(members_of(data, name))


# -- mail


def test_a_mail_is_a_report_with_subject_sender_and_date():
    document = read_document(mail("\r\n\r\n".join(BODY)), path="a.eml")
    assert document.headline == HEADLINE
    assert document.headline_span.of(document.text) == HEADLINE
    assert document.outlet == "The Quay Post"
    assert document.byline == ()
    assert document.published.value == "2021-04-06T09:12+02:00"
    assert words_of(document) == BODY


def test_a_person_who_writes_signs():
    document = read_document(mail(BODY[0], sender="Ada Lindqvist <ada@example.org>"), path="a.eml")
    assert document.byline == ("Ada Lindqvist",)


def test_a_mail_is_known_by_its_headers_whatever_its_name():
    assert read_document(mail(BODY[0])).headline == HEADLINE


def test_a_forwarded_newsletter_is_its_own_sender_s():
    heads = (
        "---------- Forwarded message ---------\r\nFrom: The Quay Post <news@quay.example>\r\n"
        "Date: Mon, 5 Apr 2021 at 08:00 +0100\r\nSubject: Library of the port opens\r\n"
        "To: <reader@example.org>\r\n\r\n"
    )
    data = mail(
        f"Look at this.\r\n\r\n{heads}{BODY[0]}", "Fwd: Library", "Ada Lindqvist <a@example.org>"
    )
    document = read_document(data, path="a.eml")
    assert document.headline == "Library of the port opens"
    assert document.outlet == "The Quay Post"
    found = kinds_of(document)
    assert found["From: The Quay Post <news@quay.example>"] == ("furniture", "mail header")
    assert found[BODY[0]][0] == "body"


def test_the_html_of_a_mail_is_read_as_a_page():
    plea = (
        "<p>You get this mail because you signed up. <a href='u'>Unsubscribe</a> at any time.</p>"
    )
    html = (
        f"<html><body><table><tr><td>{''.join(f'<p>{w}</p>' for w in BODY)}{plea}</td></tr></table>"
    )
    document = read_document(mail(html, kind="html"), path="a.eml")
    assert [w for w in words_of(document) if w in BODY] == BODY
    assert document.headline == HEADLINE
    assert not any("Unsubscribe" in words for words in words_of(document))


def test_a_mailbox_gives_each_message_its_own_bytes_and_number():
    one, two = mail(BODY[0]), mail(BODY[1], subject="Another")
    mark = b"From news@quay.example Tue Apr  6 09:12:00 2021\n"
    found = members(mark + one + b"\n\n" + mark + two, "news.mbox")
    assert [m.name for m in found] == ["news.mbox#1", "news.mbox#2"]
    assert [read_document(m.data, path=m.name).headline for m in found] == [HEADLINE, "Another"]


def test_a_mail_without_words_says_so():
    data = mail("").replace(b"text/plain", b"image/png")
    with pytest.raises(IntakeError) as caught:
        read_document(data, path="a.eml")
    assert caught.value.code == "no-text"


# -- feeds

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Quay Post</title>
<lastBuildDate>Wed, 07 Apr 2021 10:00:00 GMT</lastBuildDate>
<item><title>{HEADLINE}</title><link>https://quay.example/crane</link><dc:creator>Ada Lindqvist</dc:creator>
<pubDate>Tue, 06 Apr 2021 09:12:00 +0200</pubDate><description>Two hurt.</description>
<content:encoded><![CDATA[{"".join(f"<p>{w}</p>" for w in BODY)}]]></content:encoded></item>
<item><title>Library opens</title><description>{BODY[3]}</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Quay Post</title>
<entry><title>{HEADLINE}</title><link href="https://quay.example/crane"/><author><name>Ada Lindqvist</name></author>
<published>2021-04-06T09:12:00+02:00</published><content type="html">&lt;p&gt;{BODY[0]}&lt;/p&gt;&lt;p&gt;{BODY[1]}&lt;/p&gt;</content>
</entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Quay Post",
        "items": [
            {
                "id": "1",
                "url": "https://quay.example/crane",
                "title": HEADLINE,
                "authors": [{"name": "Ada Lindqvist"}],
                "date_published": "2021-04-06T09:12:00+02:00",
                "content_text": "\n\n".join(BODY),
            }
        ],
    }
)


@pytest.mark.parametrize("feed", [RSS, ATOM, JSON_FEED], ids=["rss", "atom", "json"])
def test_an_entry_of_a_feed_is_a_report(feed):
    first = members(feed.encode(), "feed.xml")[0]
    document = read_document(first.data, path=first.name)
    assert document.path == "feed.xml#1"
    assert document.headline == HEADLINE
    assert document.byline == ("Ada Lindqvist",)
    assert document.outlet == "The Quay Post"
    assert document.url == "https://quay.example/crane"
    assert document.published.value == "2021-04-06T09:12+02:00"
    assert words_of(document)[:2] == BODY[:2]


def test_an_entry_keeps_its_bytes_when_the_feed_is_fetched_again():
    later = RSS.replace("10:00:00", "11:00:00").replace(
        "<item><title>Lib", "<item/><item><title>Lib"
    )
    assert members(RSS.encode(), "f")[0].data == members(later.encode(), "f")[0].data


def test_a_feed_of_many_is_not_one_report():
    with pytest.raises(IntakeError) as caught:
        read_document(RSS.encode(), path="feed.xml")
    assert caught.value.code == "several"


def test_entities_of_a_feed_neither_grow_nor_reach_out(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the keeper")
    lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{lol}<!ENTITY x SYSTEM "file://{secret}">]>'
    feed = RSS.replace('<?xml version="1.0"?>', f'<?xml version="1.0"?>{doctype}')
    feed = feed.replace("Two hurt.", "&l11; &x;").replace("<title>Lib", "<title>&x;Lib")
    start = time.process_time()
    for member in members(feed.encode(), "feed.xml"):
        assert "secret of the keeper" not in read_document(member.data).text
    assert time.process_time() - start < 5


# -- archives


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("encoding", [None, "gzip"])
def test_a_web_archive_gives_its_pages_with_their_addresses(packed, encoding):
    pages = [
        ("https://www.reuters.com/a", PAGE.encode()),
        ("https://quay.example/b", PAGE.encode()),
    ]
    name = "news.warc.gz" if packed else "news.warc"
    found = members(warc(pages, packed=packed, encoding=encoding), name)
    assert [m.name for m in found] == [f"{name}#1", f"{name}#2"]
    document = read_document(found[0].data, path=found[0].name)
    assert document.url == "https://www.reuters.com/a"
    assert document.outlet == "Reuters"
    assert words_of(document) == BODY
    assert found[0].data.startswith(b"WARC/")


def test_the_charset_that_the_server_names_is_believed():
    page = PAGE.replace("harbour on Friday", "гавань").encode("windows-1251", "replace")
    data = warc([("https://quay.example/b", page)], kind="text/html; charset=windows-1251")
    assert "гавань" in read_document(members(data, "a.warc")[0].data).text


def test_a_wacz_is_opened_and_its_pages_are_read():
    inner = warc([("https://quay.example/b", PAGE.encode())], packed=True)
    data = zipped(
        {"datapackage.json": "{}", "archive/data.warc.gz": inner, "pages/pages.jsonl": ""}
    )
    (found,) = members(data, "case.wacz")
    assert found.name == "case.wacz#1"
    assert read_document(found.data).headline == HEADLINE


def test_a_zip_of_pages_gives_each_and_its_paths_lead_nowhere():
    data = zipped(
        {"../../etc/a.html": PAGE, "b/c.txt": "\n\n".join(BODY), "b/d.png": "x", ".h/e.txt": "x"}
    )
    found = members(data, "saved.zip")
    assert [m.name for m in found] == ["saved.zip#etc/a.html", "saved.zip#b/c.txt"]


@pytest.mark.parametrize("make", [
    lambda: zipped({"a.txt": b"0" * 60_000_000}),
    lambda: warc([("https://quay.example/b", b"0" * 60_000_000)], packed=True),
    lambda: zipped({"META-INF/container.xml": b"<a>" + b" " * 60_000_000}),
    lambda: zipped({"word/document.xml": b"<a>" + b" " * 60_000_000}),
], ids=["zip", "warc", "epub", "docx"])  # fmt: skip
def test_what_unpacks_to_very_much_is_refused(make):
    with pytest.raises(IntakeError) as caught:
        [read_document(m.data, path=m.name) for m in members(make(), "bomb")]
    assert caught.value.code == "too-large"


# -- books and Word files

CONTAINER = '<container><rootfiles><rootfile full-path="o/p.opf"/></rootfiles></container>'
PACKAGE = f"""<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>{HEADLINE}</dc:title>
<dc:creator>Ada Lindqvist</dc:creator><dc:publisher>The Quay Post</dc:publisher><dc:date>2021-04-06</dc:date>
<dc:language>en</dc:language></metadata><manifest><item id="b" href="two.xhtml"/><item id="a" href="one.xhtml"/>
<item id="n" href="nav.xhtml" properties="nav"/></manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""


def test_a_book_is_read_in_the_order_of_its_spine():
    data = zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "o/p.opf": PACKAGE,
            "o/one.xhtml": f"<html><body><h1>{HEADLINE}</h1><p>{BODY[0]}</p><p>{BODY[1]}</p></body></html>",
            "o/two.xhtml": f"<html><body><p>{BODY[2]}</p><p>{BODY[3]}</p></body></html>",
            "o/nav.xhtml": "<html><body><p>Contents</p></body></html>",
        }
    )
    document = read_document(data, path="a.epub")
    assert words_of(document) == BODY
    assert "Contents" not in document.text
    assert (document.headline, document.byline) == (HEADLINE, ("Ada Lindqvist",))
    assert (document.outlet, document.published.value) == ("The Quay Post", "2021-04-06")


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def paragraph(words, style=None):
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{words}</w:t></w:r></w:p>"


def word(*paragraphs, rels=""):
    document = f"<w:document {W} {R}><w:body>{''.join(paragraphs)}</w:body></w:document>"
    files = {"[Content_Types].xml": "<a/>", "word/document.xml": document}
    if rels:
        files["word/_rels/document.xml.rels"] = rels
    return zipped(files)


def test_a_word_file_with_headings():
    link = '<w:p><w:r><w:t>The paper </w:t></w:r><w:hyperlink r:id="r1"><w:r><w:t>saw the list</w:t></w:r></w:hyperlink><w:r><w:t> of all who were on the pier that day.</w:t></w:r></w:p>'
    gone = f"<w:p><w:del><w:r><w:delText>Nine</w:delText></w:r></w:del><w:ins><w:r><w:t>{BODY[1]}</w:t></w:r></w:ins></w:p>"
    rels = (
        '<Relationships><Relationship Id="r1" Target="https://quay.example/list"/></Relationships>'
    )
    data = word(paragraph(HEADLINE, "Heading1"), paragraph(BODY[0]), gone, link, rels=rels)
    document = read_document(data, path="a.docx")
    assert document.headline == HEADLINE
    assert words_of(document)[:2] == BODY[:2]
    assert "Nine" not in document.text
    (found,) = document.links
    assert (found.target, found.span.of(document.text)) == (
        "https://quay.example/list",
        "saw the list",
    )


def test_a_word_file_that_was_merely_typed_is_read_as_typed_text():
    data = word(*map(paragraph, [HEADLINE, "By Ada Lindqvist", "6 April 2021", *BODY]))
    document = read_document(data, path="a.docx")
    assert (document.headline, document.byline) == (HEADLINE, ("Ada Lindqvist",))
    assert document.published.value == "2021-04-06"
    assert words_of(document) == BODY


# -- Markdown


def test_markdown_with_fields_above():
    front = f'---\ntitle: "{HEADLINE}"\nauthor: Ada Lindqvist\ndate: 2021-04-06\n---\n'
    text = f"{front}\n{BODY[0]}\n\n{BODY[1]} See [the list](https://quay.example/list).\n\n## Later\n\n{BODY[2]}\n"
    document = read_document(text.encode(), path="a.md")
    assert (document.headline, document.byline) == (HEADLINE, ("Ada Lindqvist",))
    assert document.published.value == "2021-04-06"
    assert words_of(document, "subheading") == ["Later"]
    assert words_of(document)[0] == BODY[0]
    assert document.links[0].target == "https://quay.example/list"


def test_markdown_without_fields_has_its_first_heading_as_headline():
    document = read_document(f"# {HEADLINE}\n\n{BODY[0]}\n\n{BODY[1]}\n".encode(), path="a.md")
    assert document.headline == HEADLINE
    assert words_of(document) == BODY[:2]


# -- subtitles

VTT = """WEBVTT

NOTE made by hand

1
00:00:01.000 --> 00:00:03.500 align:start
<v Ada Lindqvist>Did you see it <i>fall</i>,

2
00:00:03.500 --> 00:00:05.000
<v Ada Lindqvist>or did you hear it?

3
00:01:05.250 --> 00:01:07.000
<v Tomas Rey>I heard it &amp; ran.
"""


def test_subtitles_are_a_transcript_with_a_paragraph_and_a_time_for_each_turn():
    document = read_document(VTT.encode(), path="a.vtt")
    assert document.text == (
        "Ada Lindqvist: Did you see it fall, or did you hear it?\nTomas Rey: I heard it & ran."
    )
    assert [b.kind for b in document.blocks] == ["body", "body"]
    assert [b.element for b in document.blocks] == ["t=1.000,5.000", "t=65.250,67.000"]


def test_srt_with_names_and_dashes():
    text = (
        "1\r\n00:00:01,000 --> 00:00:03,500\r\nADA: Did you see it fall?\r\n\r\n"
        "2\r\n00:00:03,600 --> 00:00:05,000\r\n- I heard it.\r\n- And I ran.\r\n"
    )
    document = read_document(text.encode(), path="a.srt")
    assert document.text == "ADA: Did you see it fall?\n– I heard it.\n– And I ran."


def test_a_transcript_in_plain_text_is_all_body():
    text = "Operator: Go ahead.\nCaptain Rey: We are at the pier. Nobody came.\nOperator: Wait there.\n"
    document = read_document(text.encode(), path="call.txt")
    assert [b.kind for b in document.blocks] == ["body"] * 3


# -- PDF

LEFT = [
    "A crane fell on a warehouse in the har-",
    "bour on Friday, and two people were hurt,",
    "police said. It had stood there for ninety",
    "years, longer than most of the houses.",
    "The company that runs the terminal said",
]
RIGHT = [
    "that the crane had been inspected a week",
    "before. Harbour police closed the gate on",
    "the north, and all of the ferries left from",
    "the old pier, where nobody had been told",
    "of it by the evening of that same Friday.",
]


def test_two_columns_are_read_one_after_the_other_and_cut_words_made_whole():
    rows = [
        row
        for pair in zip(column(50, 600, LEFT), column(320, 600, RIGHT), strict=True)
        for row in pair
    ]
    document = read_document(pdf([[(50, 650, 22, HEADLINE), *rows]]), path="a.pdf")
    text = " ".join(document.text.split())
    assert document.headline == HEADLINE
    assert "in the harbour on Friday, and two people" in text
    assert "the terminal said that the crane had been inspected a week before." in text


def test_running_heads_and_page_numbers_are_furniture_and_do_not_cut_a_sentence():
    def page(number, lines):
        head = [(50, 760, 9, "The Quay Post, 6 April 2021"), (300, 30, 9, f"Page {number} of 3")]
        return [head[0], *column(50, 700, lines), head[1]]

    document = read_document(
        pdf([page(1, LEFT), page(2, RIGHT), page(3, ["The harbour opens again in May."])]),
        path="a.pdf",
    )
    found = kinds_of(document)
    assert found["The Quay Post, 6 April 2021"] == ("furniture", "running head")
    assert found["Page 2 of 3"] == ("furniture", "running head")
    body = " ".join(words_of(document))
    assert "the terminal said that the crane had been inspected" in body


def test_paragraphs_of_a_pdf_are_parted_where_white_space_or_an_indent_parts_them():
    lines = column(50, 700, LEFT[:4]) + column(50, 630, RIGHT[1:])
    document = read_document(pdf([lines]), path="a.pdf")
    assert len(words_of(document)) == 2


def test_a_pdf_of_pictures_says_what_to_do():
    with pytest.raises(IntakeError) as caught:
        read_document(pdf([[]]), path="scan.pdf")
    assert caught.value.code == "no-text"
    assert "OCR" in caught.value.message


# -- whatever the bytes are

STARTS = st.sampled_from(
    [b"%PDF-1.4\n", b"PK\x03\x04", b"WARC/1.0\r\n", b"\x1f\x8b", b"WEBVTT\n\n", b"<rss><channel>",
     b'{"version": "https://jsonfeed.org/version/1", ', b"From a@b Tue Apr  6 09:12:00 2021\n",
     b"From: a@b.example\r\nSubject: x\r\nDate: y\r\n", b"1\n00:00:01,000 --> 00:00:02,000\n", b""]
)  # fmt: skip


@some(200)
@given(
    STARTS, st.binary(max_size=300), st.sampled_from(["a", "a.md", "a.eml", "a.warc.gz", "a.pdf"])
)
def test_any_bytes_give_documents_or_a_reason(start, rest, name):
    read_or_reason(start + rest, name)


WHOLE = [mail("\r\n\r\n".join(BODY)), RSS.encode(), warc([("https://q.example", PAGE.encode())], packed=True),
         zipped({"word/document.xml": f"<w:document {W}>{paragraph(BODY[0])}</w:document>"}),
         pdf([column(50, 700, LEFT)]), VTT.encode()]  # fmt: skip


@some(150)
@given(st.sampled_from(WHOLE), st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_files_with_a_few_wrong_bytes_give_documents_or_a_reason(data, at, wrong):
    at %= len(data)
    test_any_bytes_give_documents_or_a_reason.hypothesis.inner_test(
        b"", data[:at] + wrong + data[at + len(wrong) :], "a"
    )
