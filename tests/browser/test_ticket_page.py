import shutil

import pytest
import requests

from sandbox.pages import make_pages
from sandbox.stories import load_stories, shift
from sandbox.zendesk import stamps, stories
from sandbox.zendesk.account import Account
from sandbox.zendesk.app import serve

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]

NOTE = (
    "<h3>Third contact about the double charge.</h3>"
    "<blockquote><p>Hi Maya, I will write to you by <strong>[[day and time]]</strong>.</p></blockquote>"
    "<p><em>Why</em>: <u>duplicate charge</u>, <code>ref-1</code>, "
    '<a href="/agent/tickets/1001">first ticket</a></p><hr><h4>Check</h4>'
    f"<ul><li>open promise</li></ul><ol><li>one</li></ol><pre>{'a long line ' * 20}</pre><p>{'w' * 300}</p>"
)
PATHS = ("/", "/tickets/1003", "/tickets/1102", "/tickets/1001", "/write", "/tickets/99")
# every piece of text with the colours it is seen in, lightest first
CONTRASTS = """() => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => channels(colour).slice(0, 3)
    .map(one => one / 255).map(one => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4)
    .reduce((sum, one, place) => sum + one * [.2126, .7152, .0722][place], 0);
  const ground = element => {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (channels(colour)[3] !== 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  return [...document.querySelectorAll("body *")]
    .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .map(one => {
      const [high, low] = [getComputedStyle(one).color, ground(one)].map(light).sort((a, b) => b - a);
      return [one.textContent.trim().slice(0, 40), (high + .05) / (low + .05)];
    });
}"""


@pytest.fixture
def sandbox():
    account = Account(client_secret="for-this-test")
    for story in load_stories():
        moved = stories.Story.model_validate(shift(story, stamps.now()))
        stories.load(account, moved, play=True)
    with serve(account=account, blueprints=[make_pages(account)]) as running:
        yield running


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    switches = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=switches)
        yield launched
        launched.close()


@pytest.fixture
def open_page(chromium, sandbox):
    contexts = []

    def open_at(path, width=1280, **options):
        context = chromium.new_context(base_url=sandbox.url, viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_at
    for context in contexts:
        context.close()


def leave_note(sandbox, ticket_id, html=NOTE):
    """As a help desk integration does: a token, then one update."""
    client = {"client_id": "wellheard", "client_secret": "for-this-test"}
    grant = {"grant_type": "client_credentials", "scope": "read write", **client}
    token = requests.post(f"{sandbox.url}/oauth/tokens", json=grant, timeout=10).json()["access_token"]
    update = {"ticket": {"comment": {"html_body": html, "public": False}}}
    answer = requests.put(
        f"{sandbox.url}/api/v2/tickets/{ticket_id}.json",
        json=update,
        headers={"Authorization": f"Bearer {token}"},
        timeout=10,
    )
    answer.raise_for_status()


def test_a_customer_writes_and_the_note_appears_by_itself_without_script(open_page, sandbox):
    page = open_page("/tickets/1003", java_script_enabled=False)
    page.get_by_label("Write as the customer").fill("Is anybody there?")
    page.get_by_role("button", name="Send as Maya Lindqvist").click()
    page.get_by_text("The note appears in a moment").wait_for()
    leave_note(sandbox, 1003)
    note = page.locator(".said.note")
    note.wait_for(timeout=15_000)
    assert "Third contact about the double charge." in note.inner_text()
    assert page.locator("meta[http-equiv=refresh]").count() == 0


def test_a_new_customer_writes_with_the_keyboard_alone(open_page):
    page = open_page("/write", java_script_enabled=False)
    page.get_by_label("Who writes").focus()
    for typed in ("", "Nadia Petrova", "", "A question", "Where is my parcel?"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("The note appears in a moment").wait_for()
    assert page.get_by_role("heading", level=1).inner_text() == "A question"


def test_an_agent_replies_and_solves(open_page):
    page = open_page("/tickets/1003", java_script_enabled=False)
    page.get_by_label("Reply as agent").fill("The money is on its way.")
    page.get_by_label("Agent", exact=True).select_option("Priya")
    page.get_by_label("and solve").check()
    page.get_by_role("button", name="Send public reply").click()
    page.locator(".said.reply").wait_for()
    assert page.locator(".heading .status").inner_text() == "Solved"


def test_name_and_language_are_asked_of_new_customers_only(open_page):
    page = open_page("/write")
    assert page.get_by_label("Name").is_visible()
    page.get_by_label("Who writes").select_option("maya@example.org")
    assert not page.get_by_label("Name").is_visible()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_scrolls_sideways(open_page, sandbox, width):
    leave_note(sandbox, 1003)
    page = open_page("/", width=width)
    for path in PATHS:
        page.goto(path)
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_the_contrast_of_wcag_aa(open_page, sandbox, scheme):
    leave_note(sandbox, 1003)
    page = open_page("/", color_scheme=scheme)
    for path in PATHS:
        page.goto(path)
        contrasts = page.evaluate(CONTRASTS)
        assert contrasts
        assert [(path, *one) for one in contrasts if one[1] < 4.5] == []


def test_dark_is_dark_and_light_is_light(open_page):
    grounds = {
        scheme: open_page("/", color_scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    }
    assert grounds == {"light": "rgb(245, 246, 247)", "dark": "rgb(19, 24, 28)"}


def test_markup_from_customers_runs_nothing_and_calls_nobody(open_page, sandbox):
    with serve() as elsewhere:
        image = f"<img src='{elsewhere.url}/api/v2/tickets' onerror='alert(1)'>"
        hostile = f"<script>document.title = 'taken'</script>{image}"
        writer = sandbox.account.add_user(hostile, "hostile@example.org")
        ticket = sandbox.account.customer_writes(writer, hostile, subject=hostile)
        leave_note(sandbox, ticket.id, f"<p>{hostile}</p>")
        page = open_page("/")
        opened = []
        page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
        page.goto(f"/tickets/{ticket.id}", wait_until="networkidle")
        assert page.get_by_role("heading", level=1).inner_text() == hostile
        assert page.title() != "taken"
        assert opened == []
        assert elsewhere.account.log.render() == []
