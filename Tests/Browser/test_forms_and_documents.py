"""Forms for a role and a state, letters to print, and colours, in a real browser."""

import re

import pytest

from conftest import assert_fits
from test_office_day import create_complaint, open_list

AGENT = "jonas"
MANAGER = "miriam"


def send(page, label):
    with page.expect_navigation(url=re.compile("notice=sent")):
        page.click(f".actions button:text-is('{label}')")


def test_form_is_the_one_for_role_and_state(visit, office):
    page = visit(AGENT)
    create_complaint(page, office, "To be decided by somebody else")
    address = page.url.split("?")[0]
    send(page, "Accept")
    send(page, "Submit for decision")
    page.goto(f"{address}/edit")
    assert page.locator(".form-section h2").first.inner_text() == "Complaint"
    assert page.locator("#field-subject").count() == 1
    assert_fits(page)

    manager = visit(MANAGER)
    manager.goto(f"{office.address}/records/complaints")
    assert manager.locator(".tabs [aria-current]").inner_text() == "To be decided"
    assert_fits(manager)
    manager.goto(f"{address}/edit")
    assert [heading.inner_text() for heading in manager.locator(".form-section h2").all()] == ["Decision", "Complaint"]
    assert manager.locator("#field-subject").count() == 0
    assert "To be decided by somebody else" in manager.locator("section:has(#section-complaint) .fields").inner_text()
    assert_fits(manager)
    manager.click(".form-end button")
    assert manager.locator("#field-resolution-fault").inner_text() == "Please fill this in."
    manager.fill("#field-resolution", "The fee is refunded.\nWe are sorry.")
    manager.click(".form-end button")
    manager.wait_for_url(re.compile("notice=saved"))
    assert "The fee is refunded." in manager.locator("#section-answer + dl").inner_text()
    send(manager, "Grant relief")
    manager.click(".documents a >> text=Notice of decision")
    assert manager.locator(".letter blockquote").inner_text() == "The fee is refunded.\nWe are sorry."


def test_letter_can_be_printed_in_its_languages(visit, office):
    page = visit(AGENT, "de")
    create_complaint(page, office, "Brief & <b>mehr</b>")
    number = page.locator("h1").inner_text().split()[0]
    page.click(".documents a >> text=Eingangsbestätigung")
    assert page.locator(".letter h1").inner_text() == f"Ihre Beschwerde {number}"
    assert page.get_attribute("html", "lang") == "de"
    assert "Brief & <b>mehr</b>" in page.locator(".letter table").inner_text()
    assert_fits(page)
    page.click(".letter-bar a[hreflang=en]")
    assert page.locator(".letter h1").inner_text() == f"Your complaint {number}"
    assert page.get_attribute("html", "lang") == "en"
    page.emulate_media(media="print")
    assert not page.locator(".letter-bar").is_visible()
    assert page.locator(".letter").is_visible()
    page.emulate_media(media="screen")
    page.click(".letter-bar a >> nth=0")
    assert number in page.locator("h1").inner_text()


def luminance(colour):
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_coloured_options_can_be_read(visit, office, scheme):
    page = visit(AGENT, color_scheme=scheme)
    open_list(page, office, "?view=all")
    assert page.locator("td .badge").count() > 1
    for badge in page.locator("td .badge").all()[:20]:
        ink, wash = badge.evaluate("it => [getComputedStyle(it).color, getComputedStyle(it).backgroundColor]")
        darker, lighter = sorted((luminance(ink), luminance(wash)))
        assert badge.inner_text() and (lighter + 0.05) / (darker + 0.05) >= 4.5, (ink, wash)
    assert page.locator("td .state[class*=' c-']").count() > 1
