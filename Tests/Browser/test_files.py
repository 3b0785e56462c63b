"""Pictures on forms and pages: uploaded, seen, replaced, removed, and kept when something else has to be corrected."""

import re
import struct
import zlib

from conftest import assert_fits
from test_office_day import USER, create_complaint


def picture(name, width, height, colour):
    """A PNG of one colour."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes(colour) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return {"name": name, "mimeType": "image/png", "buffer": content}


def shown_width(page):
    """The width of the picture as the browser has read it; 0 where it could not."""
    image = page.locator(".preview img")
    image.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.preview img').complete")
    return image.evaluate("image => image.naturalWidth")


def save(page):
    page.click(".form-end button")
    page.wait_for_url(re.compile(r"/records/complaints/[0-9a-f-]{36}\?notice="))


def test_picture_is_uploaded_seen_replaced_and_removed(visit, office):
    page = visit(USER)
    create_complaint(page, office, "A broken window")
    page.click(".head-end >> text=Edit")
    page.set_input_files("#field-photo", picture("window.png", 320, 200, (200, 40, 40)))
    save(page)
    assert shown_width(page) == 320
    assert_fits(page)
    assert page.locator("dd >> text=window.png").count() >= 1

    page.click(".head-end >> text=Edit")
    assert "window.png" in page.locator(".held").inner_text()
    page.set_input_files("#field-photo", picture("mended.png", 64, 48, (40, 200, 40)))
    save(page)
    assert shown_width(page) == 64
    change = page.locator(".timeline li").first
    assert "window.png" in change.locator("del").inner_text()
    assert "mended.png" in change.locator("ins").inner_text()

    page.click(".head-end >> text=Edit")
    page.check("[name='photo.remove']")
    save(page)
    assert page.locator(".preview").count() == 0


def test_picture_is_kept_when_another_field_is_wrong(visit, office):
    page = visit(USER)
    create_complaint(page, office, "A leaking roof")
    page.click(".head-end >> text=Edit")
    page.fill("#field-subject", "")
    page.set_input_files("#field-photo", picture("roof.png", 80, 60, (40, 40, 200)))
    page.click(".form-end button")
    page.wait_for_selector("#faults")
    assert "roof.png" in page.locator(".held").inner_text()
    assert_fits(page)
    page.fill("#field-subject", "A leaking roof")
    save(page)
    assert shown_width(page) == 80


def test_file_that_is_too_large_is_told_of_before_it_is_sent(visit, office):
    page = visit(USER)
    create_complaint(page, office, "A large file")
    page.click(".head-end >> text=Edit")
    page.set_input_files("#field-photo", {"name": "x.png", "mimeType": "image/png", "buffer": b"0" * 10_000_001})
    assert "10 MB" in page.locator("#field-photo ~ p.fault").inner_text()
    page.set_input_files("#field-photo", [])


def test_what_is_no_picture_is_refused_beside_its_field(visit, office):
    page = visit(USER, "de")
    create_complaint(page, office, "Kein Bild")
    page.click(".head-end >> text=Bearbeiten")
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    page.set_input_files("#field-photo", {"name": "x.svg", "mimeType": "image/svg+xml", "buffer": svg})
    page.click(".form-end button")
    assert "SVG" in page.locator("#field-photo-fault").inner_text()
