"""What somebody does with complaints in a day, in a real browser, on a desk and on a phone."""

import re

from conftest import assert_fits

USER = "jonas"


def open_list(page, office, query=""):
    page.goto(f"{office.address}/records/complaints{query}")
    assert_fits(page)


def choose_first_account(page):
    lookup = page.locator("#field-customer")
    with page.expect_response(re.compile("/suggestions/accounts")):
        lookup.focus()
    page.wait_for_function("document.querySelectorAll('#field-customer-list option').length > 0")
    name = page.locator("#field-customer-list option").first.get_attribute("value")
    lookup.fill(name)
    page.wait_for_function("document.querySelector('[name=customer]').value !== ''")
    return name


def create_complaint(page, office, subject):
    page.goto(f"{office.address}/records/complaints/new")
    page.fill("#field-subject", subject)
    choose_first_account(page)
    page.click(".form-end button")
    page.wait_for_url(re.compile("/records/complaints/[0-9a-f-]{36}"))
    assert_fits(page)


def test_wrong_password_says_nothing_about_the_name(browser, office, window):
    context = browser.new_context(viewport=window)
    page = context.new_page()
    page.goto(f"{office.address}/language/de?to=/sign-in")
    page.fill("#user", USER)
    page.fill("#password", "nothing like it")
    page.click("main button[type=submit]")
    alarm = page.locator("[role=alert]")
    assert "Benutzername und Passwort prüfen" in alarm.inner_text()
    assert_fits(page)
    context.close()


def test_list_is_filtered_and_sorted(visit, office):
    page = visit(USER, "de")
    open_list(page, office)
    assert page.locator("h1").inner_text() == "Beschwerden"
    assert page.locator("tbody tr").count() > 1
    page.click("thead a >> text=Betreff")
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    page.click("thead a >> text=Betreff")
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    subject = page.locator("tbody tr").first.locator("td").nth(1).inner_text()
    word = max(re.findall(r"\w+", subject), key=len)
    page.click("text=Filtern")
    page.fill("#filter-subject", word)
    page.click("text=Anzeigen")
    assert "f.subject=" in page.url
    assert_fits(page)
    subjects = [row.locator("td").nth(1).inner_text() for row in page.locator("tbody tr").all()]
    assert subjects and all(word.lower() in text.lower() for text in subjects)
    open_list(page, office, "?filter=claim%20gt%201%20andd%20subject%20eq%20null")
    assert page.locator(".marked mark").inner_text() == "andd"


def test_complaint_from_first_entry_to_next_state(visit, office):
    page = visit(USER, "de")
    page.goto(f"{office.address}/records/complaints/new")
    page.fill("#field-claim", "sehr viel")
    page.click(".form-end button")
    assert "Noch nicht gespeichert" in page.locator("#faults").inner_text()
    assert page.locator("#field-subject-fault").inner_text() == "Bitte ausfüllen."
    assert "1.234,50" in page.locator("#field-claim-fault").inner_text()
    assert page.evaluate("document.activeElement.id") == "faults"
    assert_fits(page)
    page.fill("#field-subject", "Rechnung doppelt erhalten")
    page.fill("#field-claim", "1.234,50")
    account = choose_first_account(page)
    page.dblclick(".form-end button")
    page.wait_for_url(re.compile("/records/complaints/[0-9a-f-]{36}"))
    assert "1.234,50" in page.locator(".values").first.inner_text()
    assert account in page.locator(".values").first.inner_text()
    assert page.locator(".stages .now").inner_text() == "Eingegangen"
    assert_fits(page)
    page.click("button:text-is('Annehmen')")
    page.wait_for_url(re.compile("notice=sent"))
    assert page.locator(".stages .now").inner_text() == "In Bearbeitung"
    assert "Annehmen" in page.locator(".timeline > li").first.inner_text()
    page.click("details.chart summary")
    assert page.locator(".picture svg .current").count() == 1
    assert "In Bearbeitung" in page.locator(".picture svg .current").text_content()
    assert_fits(page)
    open_list(page, office, "?f.subject=Rechnung+doppelt+erhalten&sort=-number")
    numbers = [row.inner_text() for row in page.locator("tbody tr td:first-child").all()]
    assert len(numbers) == len(set(numbers))


def test_two_who_edit_at_once_are_shown_the_difference(visit, office):
    page = visit(USER)
    create_complaint(page, office, "Edited by two")
    address = page.url.split("?")[0]
    page.goto(f"{address}/edit")
    other = page.context.new_page()
    other.goto(f"{address}/edit")
    other.fill("#field-product", "Savings account")
    other.click(".form-end button")
    other.wait_for_url(re.compile("notice=saved"))
    other.close()
    page.fill("#field-issue", "Fees")
    page.click(".form-end button")
    conflict = page.locator("section.alarm").inner_text()
    assert "You changed this record yourself in the meantime" in conflict
    assert "Savings account" in conflict
    assert page.input_value("#field-product") == "Savings account"
    assert page.input_value("#field-issue") == "Fees"
    assert_fits(page)
    page.click(".form-end button")
    page.wait_for_url(re.compile("notice=saved"))
    assert "Fees" in page.locator(".values").first.inner_text()


def test_texts_of_records_stay_texts(visit, office):
    page = visit(USER)
    for attack in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', '"\u0301 onfocus=alert(1) autofocus x="'):
        create_complaint(page, office, attack)
        assert attack in page.locator("h1").inner_text()
        page.goto(page.url.split("?")[0] + "/edit")
        assert page.input_value("#field-subject") == attack
        page.locator("#field-subject").focus()
        open_list(page, office, "?sort=-number")
    assert page.locator("main script, main img").count() == 0


def test_works_without_script(visit, office):
    page = visit(USER, java_script_enabled=False)
    page.goto(f"{office.address}/records/accounts")
    name = page.locator("tbody tr td:first-child a").first.inner_text()
    page.goto(f"{office.address}/records/complaints/new")
    page.fill("#field-subject", "Typed by hand")
    page.fill("#field-customer", name)
    page.click(".form-end button")
    page.wait_for_url(re.compile("/records/complaints/[0-9a-f-]{36}"))
    assert name in page.locator(".values").first.inner_text()


def test_language_and_sign_out(visit, office):
    page = visit(USER, "de")
    page.click(".languages a[lang=en]")
    assert page.get_attribute("html", "lang") == "en"
    page.click(".person summary")
    page.click(".person button")
    page.wait_for_url(re.compile("/sign-in"))
    assert "You are signed out." in page.locator("[role=status]").inner_text()
    page.goto(f"{office.address}/records/complaints")
    assert "/sign-in" in page.url


def test_first_visit_loads_little_and_dark_is_dark(browser, office, window):
    context = browser.new_context(viewport=window, color_scheme="dark")
    page = context.new_page()
    sizes = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(f"{office.address}/sign-in", wait_until="networkidle")
    assert sum(sizes) < 300_000
    red, green, blue = map(
        int, re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))[:3]
    )
    assert max(red, green, blue) < 64
    context.close()
