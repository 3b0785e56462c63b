"""What only a browser shows: entries that are not lost, lists that fit, and a menu on a phone."""

import re

import pytest

from conftest import assert_fits
from test_forms_and_documents import luminance
from test_office_day import create_complaint

USER = "jonas"


def test_language_changes_and_entries_stay(visit, office):
    page = visit(USER)
    page.goto(f"{office.address}/records/complaints/new")
    page.fill("#field-subject", "Typed before the language changed")
    page.fill("#field-claim", "1,234.50")
    page.click(".languages a[hreflang=de]")
    page.wait_for_function("document.documentElement.lang === 'de'")
    assert page.input_value("#field-subject") == "Typed before the language changed"
    assert page.input_value("#field-claim") == "1234,50"
    assert_fits(page)
    page.click(".form-end [data-leave]")
    page.wait_for_url(re.compile("/records/complaints$"))


def test_language_changes_without_script(visit, office):
    page = visit(USER, java_script_enabled=False)
    page.goto(f"{office.address}/records/complaints/new")
    page.fill("#field-subject", "Typed without script")
    page.click("button[lang=de]")
    assert page.get_attribute("html", "lang") == "de"
    assert page.input_value("#field-subject") == "Typed without script"


def test_leaving_an_unsaved_form_is_asked_about(browser, office, window):
    context = browser.new_context(viewport=window)
    context.set_default_timeout(20_000)
    page = context.new_page()
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.dismiss()))
    page.goto(f"{office.address}/sign-in")
    page.fill("#user", USER)
    page.fill("#password", office.password(USER))
    page.click("main button[type=submit]")
    page.goto(f"{office.address}/records/complaints/new")
    # Nothing was typed: nobody is asked.
    page.click("a.mark")
    page.wait_for_url(f"{office.address}/")
    assert dialogs == []
    page.goto(f"{office.address}/records/complaints/new")
    page.click("#field-subject")
    page.keyboard.type("unsaved")
    page.evaluate("document.querySelector('a.mark').click()")
    page.wait_for_timeout(300)
    assert dialogs == ["beforeunload"]
    assert page.input_value("#field-subject") == "unsaved"
    context.close()


def test_file_that_is_too_large_is_not_left_out_in_silence(visit, office):
    page = visit(USER)
    create_complaint(page, office, "With a large file")
    address = page.url.split("?")[0]
    page.click(".head-end >> text=Edit")
    page.set_input_files("#field-photo", {"name": "x.png", "mimeType": "image/png", "buffer": b"0" * 10_000_001})
    page.click(".form-end button")
    page.wait_for_timeout(300)
    assert page.url == f"{address}/edit"
    assert "10 MB" in page.locator("p.fault").inner_text()
    assert page.evaluate("document.activeElement.id") == "field-photo"
    page.set_input_files("#field-photo", [])
    assert page.locator("p.fault").count() == 0
    page.click(".form-end button")
    page.wait_for_url(re.compile(re.escape(address)))


def test_half_a_date_is_not_sent_as_none(visit, office):
    page = visit(USER)
    create_complaint(page, office, "With a day")
    page.click(".head-end >> text=Edit")
    field = page.locator("input[type=date]").first
    if field.count() == 0:
        pytest.skip("this form has no day")
    field.focus()
    page.keyboard.type("1")
    page.click(".form-end button")
    page.wait_for_timeout(300)
    assert page.url.endswith("/edit")
    assert "incomplete" in page.locator("p.fault").first.inner_text()
    page.click(".form-end [data-leave]")


def test_unbroken_and_long_texts_leave_the_other_columns_in_sight(visit, office):
    page = visit(USER)
    create_complaint(page, office, "x" * 190)
    page.goto(f"{office.address}/records/complaints?sort=-number&view=all")
    assert_fits(page)
    row = page.locator("tbody tr").first
    assert row.bounding_box()["height"] <= 400
    if page.viewport_size["width"] > 640:
        for cell in row.locator("td").all():
            box = cell.bounding_box()
            assert box["width"] > 30, cell.inner_text()
    row.locator("td:first-child a").click()
    assert_fits(page)


def test_menu_on_a_phone_says_where_one_is_and_leads_everywhere(visit, office):
    page = visit(USER)
    page.goto(f"{office.address}/records/complaints")
    if page.viewport_size["width"] > 640:
        assert page.locator(".types a[aria-current]").is_visible()
        assert not page.locator(".menu").is_visible()
        return
    assert not page.locator(".types").is_visible()
    assert "Complaints" in page.locator(".menu summary").inner_text()
    page.click(".menu summary")
    for link in page.locator(".menu a").all():
        box = link.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]
    assert page.locator(".menu a[aria-current]").is_visible()
    assert_fits(page)
    page.keyboard.press("Escape")
    assert not page.locator(".menu nav").is_visible()
    page.goto(f"{office.address}/records/complaints?view=all")
    for badge in page.locator("td .badge").all()[:5]:
        assert badge.bounding_box()["width"] < badge.locator("xpath=..").bounding_box()["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_borders_and_the_keyboards_place_can_be_seen(visit, office, scheme):
    page = visit(USER, color_scheme=scheme)
    page.goto(f"{office.address}/records/complaints/new")

    def contrast(one, other):
        darker, lighter = sorted((luminance(one), luminance(other)))
        return (lighter + 0.05) / (darker + 0.05)

    for field in page.locator("form.record-form :is(input, select, textarea):not([type=hidden]):visible").all():
        border, ground, around = field.evaluate(
            """it => {
                const ground = it => {
                    for (let up = it; up; up = up.parentElement) {
                        const colour = getComputedStyle(up).backgroundColor;
                        if (!/, 0\\)$|transparent/.test(colour)) return colour;
                    }
                };
                return [getComputedStyle(it).borderTopColor, ground(it), ground(it.parentElement)];
            }"""
        )
        if field.get_attribute("type") in ("checkbox", "radio", "file"):
            continue
        assert contrast(border, ground) >= 3 and contrast(border, around) >= 3, (border, ground, around)
    for target in ("#field-subject", ".form-end button", "a.mark", ".languages a"):
        page.locator(target).first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        ring, around = page.locator(target).first.evaluate(
            """it => {
                for (let up = it.parentElement; up; up = up.parentElement) {
                    const colour = getComputedStyle(up).backgroundColor;
                    if (!/, 0\\)$|transparent/.test(colour)) return [getComputedStyle(it).outlineColor, colour];
                }
            }"""
        )
        assert contrast(ring, around) >= 3, (target, ring, around)
