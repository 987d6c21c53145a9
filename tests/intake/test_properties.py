"""What holds for any text and any bytes: blocks in order, bounded time, never another exception."""

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from earwitness.intake import IntakeError, read_document
from strategies import some

LINES = st.sampled_from(
    [
        "Sign up now.",
        "By Ada Lindqvist",
        "6 April 2021 09:12 BST",
        "A crane fell on Friday, police said.",
        "Comments",
        "“Go home,” he said.Subscribe now.",
        "Two hurt in harbour",
        "(Photo: PA)",
        "logged inPlease refresh the page",
        "\u00a0",
        "",
    ]
)
TEXTS = st.one_of(st.text(max_size=400), st.lists(LINES | st.text(max_size=60)).map("\n".join))


def check(document):
    end = 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end <= len(document.text)
        assert not document.text[end : block.span.start].strip()
        assert block.span.of(document.text).strip() == block.span.of(document.text)
        assert (block.furniture is not None) == (block.kind == "furniture")
        end = block.span.end
    assert not document.text[end:].strip()
    for span in (document.headline_span, document.published and document.published.span):
        assert span is None or span.end <= len(document.text)
    for link in document.links:
        assert link.span.of(document.text)


@some(150)
@given(TEXTS)
def test_blocks_of_any_text_leave_out_only_white_space(text):
    try:
        document = read_document(text.encode("utf-8", "replace"))
    except IntakeError:
        return
    check(document)
    assert document == read_document(text.encode("utf-8", "replace"))


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div class='ad'>", "</div>", "<a href='x'>", "</a>", "<h1>", "</h1>", "<br>",
     "<pre>", "<script>", "</script>", "<figcaption>", "<li>",
     "<!--", "-->", "<time datetime='2021-01-01'>"]
)  # fmt: skip


@some(80)
@given(st.lists(TAGS | LINES | st.text(max_size=30), max_size=40))
def test_blocks_of_any_page_leave_out_only_white_space(parts):
    try:
        document = read_document(
            ("<!doctype html><html><body>" + " ".join(parts)).encode("utf-8", "replace")
        )
    except IntakeError:
        return
    check(document)


@some(150)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", None]))
def test_any_bytes_give_a_document_or_a_reason(data, path):
    with contextlib.suppress(IntakeError):
        check(read_document(data, path=path))


@pytest.mark.parametrize(
    "data",
    [
        b"a" * 5_000_000,
        b"Sign up now. " * 400_000,
        b"by " * 1_500_000,
        b"(" * 2_000_000,
        b"The A of the B and C " * 200_000,
        b"1 May 2020 " * 300_000,
        b"line\n" * 200_000,
        b"Comments\n" * 100_000,
        b"<html>" + b"<div>" * 100_000 + b"Words at the very bottom." + b"</div>" * 100_000,
        b"<html>" + b"<p>word " * 20_000,
        b"<html><body>" + b"<a href='x'>" * 20_000 + b"words",
        b"<html><p>" + b"word " * 1_000_000,
        b"<!--" * 200_000 + b" words",
        ("“" * 500_000).encode() + b" words",
    ],
    ids=lambda data: repr(data[:24]),
)
def test_hostile_input_is_done_in_bounded_time(data):
    start = time.process_time()
    with contextlib.suppress(IntakeError):
        check(read_document(data))
    assert time.process_time() - start < 25


def test_words_below_a_hundred_thousand_elements_are_not_lost():
    data = b"<html>" + b"<div>" * 100_000 + b"Words at the very bottom." + b"</div>" * 100_000
    assert "Words at the very bottom." in read_document(data).text


def test_a_zero_byte_in_a_page_of_text_is_read_round():
    data = b"A crane fell on Friday in the harbour, and\x00 two people were hurt, the police said."
    assert "two people were hurt" in read_document(data).text


SHAPES = st.sampled_from(
    ["<p>{}</p>", "<div><p>{}</p></div>", "<ul><li>{}</li><li>And so on to the end.</li></ul>",
     "<h2>{}</h2>", "<section><div>{}</div></section>", "<blockquote><p>{}</p></blockquote>",
     "<div>{}<p>A later line of the page.</p></div>",
     "<figure><figcaption>{}</figcaption></figure>",
     "<table><tr><td>{}</td><td>Another cell.</td></tr></table>"]
)  # fmt: skip
INNER = st.sampled_from(
    ["{}", "<b>{}</b>", "<a href='/x'>{}</a>", "<i>It</i> {}", "{} <em>today</em>", "\n  {}\n"]
)
SAID = st.lists(
    st.sampled_from(["ferry", "Hafen", "12", "é", "港", "sank", "“no”", "🙂", "the", "at night"]),
    min_size=1,
    max_size=12,
).map(" ".join)


@some(50)
@given(st.lists(st.tuples(SHAPES, INNER, SAID), min_size=1, max_size=12))
def test_the_way_from_words_to_their_element_and_back(parts):
    made = "".join(
        shape.format(inner.format(f"{words} no{i}."))
        for i, (shape, inner, words) in enumerate(parts)
    )
    source = f"<html lang='en'><head><title>A page</title></head><body><main>{made}</main></body>"
    document = read_document(source.encode())
    tree = html.document_fromstring(source)
    for i, (_, _, words) in enumerate(parts):
        said = f"{words} no{i}."
        # One block holds the words; the element that it names holds them too, and no smaller one.
        (block,) = [b for b in document.blocks if said in _shown(b.span.of(document.text))]
        (element,) = tree.xpath(block.element)
        assert _shown(block.span.of(document.text)) in _shown(element.text_content())
        inner = [e for e in element if said in _shown(e.text_content())]
        assert all(e.tag in ("b", "a", "i", "em") for e in inner), (made, block.element)


def _shown(words):
    return " ".join(words.split())
