import json
import struct

import pytest

from manifest.check import check_package
from manifest.check_files import MOST_BYTES, measure_zip
from manifest.package import read_package

MANIFEST, ENGLISH = "manifest.json", "translations/en.json"
GONE = object()
SIGNING_KEY = {"name": "shared_key", "type": "text", "secure": True, "scopes": ["jwt_secret_key"]}


def change(value, **more):
    """The object with keys set, or dropped where the value is GONE."""
    return {key: new for key, new in {**value, **more}.items() if new is not GONE}


def with_files(**files):
    return change(read_package("0.1.0"), **files)


def with_manifest(**keys):
    package = read_package("0.1.0")
    return change(package, **{MANIFEST: json.dumps(change(json.loads(package[MANIFEST]), **keys)).encode()})


def with_place(place="ticket_sidebar", **options):
    return with_manifest(location={"support": {place: {"url": "assets/iframe.html", **options}}})


def with_parameters(*parameters, **keys):
    package = with_manifest(parameters=list(parameters), **keys)
    texts = json.loads(package[ENGLISH])
    names = [p["name"] for p in parameters if isinstance(p, dict) and isinstance(p.get("name"), str)]
    texts["app"]["parameters"] = {name: {"label": "A label"} for name in names}
    return change(package, **{ENGLISH: json.dumps(texts).encode()})


def with_texts(app, **keys):
    return change(with_manifest(**keys), **{ENGLISH: json.dumps({"app": app}).encode()})


def png(width, height):
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\x08\x06\x00\x00\x00"


SOUND = {
    "the package as it ships": read_package("0.1.0"),
    "a development version": with_manifest(version="0.1.0.dev3"),
    "a page served over https": with_place(url="https://assistant.example.org/panel"),
    "a page on this machine": with_place(url="http://localhost:4567/panel"),
    "a page named by a setting": with_place(url="{{setting.backend}}/panel"),
    "another place": with_place("nav_bar"),
    "a full author": with_manifest(author={"name": "A team", "email": "a@example.org", "url": "https://example.org"}),
    "a backend's host": with_manifest(domainWhitelist=["assistant.example.org"]),
    "a secure parameter with a scope": with_parameters(SIGNING_KEY),
    "a hidden parameter nobody must fill in": with_parameters({"name": "mode", "type": "hidden"}),
    "oauth with its parameter": with_parameters(
        {"name": "token", "type": "oauth"},
        oauth={"client_id": "a", "client_secret": "b", "authorize_uri": "c", "access_token_uri": "d"},
    ),
    "a second language": with_files(**{"translations/pt-br.json": b"{}"}),
}

BROKEN = {
    # files, zendesk.md 6.1
    "no manifest": (with_files(**{MANIFEST: GONE}), MANIFEST, "There is no manifest."),
    "everything in a folder": (
        {f"wellheard/{p}": c for p, c in read_package("0.1.0").items()}
        | {p: c for p, c in read_package("0.1.0").items() if "logo" in p},
        "wellheard/manifest.json", "lies in a folder",
    ),
    "no logo": (with_files(**{"assets/logo.png": GONE}), "assets/logo.png", "missing"),
    "a logo too small": (with_files(**{"assets/logo.png": png(128, 128)}), "assets/logo.png", "is 128 by 128 pixels"),
    "a logo of another kind": (
        with_files(**{"assets/logo-small.png": b"GIF89a" + b"0" * 40}), "assets/logo-small.png", "is not a PNG",
    ),
    "an empty logo": (with_files(**{"assets/logo.png": b""}), "assets/logo.png", "is not a PNG"),
    "a zip inside": (with_files(**{"assets/old.zip": b""}), "assets/old.zip", "refuses zip"),
    "a zip under another name": (with_files(**{"assets/old.dat": b"PK\x03\x04.."}), "assets/old.dat", "refuses zip"),
    "a pdf in capitals": (with_files(**{"assets/GUIDE.PDF": b""}), "assets/GUIDE.PDF", "refuses pdf"),
    "a package too large": (
        with_files(**{"assets/film.dat": b"." * MOST_BYTES}), "assets/film.dat", "over the limit of 2,000,000",
    ),
    "a page that loads what is not there": (
        with_files(**{"assets/app.css": GONE}), "assets/iframe.html", "loads 'app.css'",
    ),
    "a script over plain http": (
        with_files(**{"assets/app.js": b"load('http://example.org/a.js')"}), "assets/app.js",
        "names http://example.org/a.js,",
    ),
    # manifest.json, zendesk.md 6.2
    "a manifest that is not JSON": (with_files(**{MANIFEST: b"{"}), MANIFEST, "cannot be read"),
    "a manifest that is a list": (with_files(**{MANIFEST: b"[]"}), MANIFEST, "is not an object"),
    "a manifest that is not UTF-8": (with_files(**{MANIFEST: b'{"name": "\xff"}'}), MANIFEST, "cannot be read"),
    "a key that stands twice": (
        with_files(**{MANIFEST: read_package("0.1.0")[MANIFEST].replace(b"{", b'{"private": true,', 1)}), MANIFEST,
        "'private' stands twice",
    ),
    "no author": (with_manifest(author=GONE), MANIFEST, "author is missing"),
    "no default locale": (with_manifest(defaultLocale=GONE), MANIFEST, "defaultLocale is missing"),
    "no location": (with_manifest(location={}), MANIFEST, "location is missing"),
    "no framework version": (with_manifest(frameworkVersion=GONE), MANIFEST, "frameworkVersion is missing"),
    "an old framework version": (with_manifest(frameworkVersion="1.0"), MANIFEST, "frameworkVersion is '1.0'"),
    "a version that is a number": (with_manifest(version=1), MANIFEST, "version is not text"),
    "a version of one number": (with_manifest(version="1"), MANIFEST, "version is '1'"),
    "a flag in quotes": (with_manifest(private="true"), MANIFEST, "private is neither true nor false"),
    "an author that is a name": (with_manifest(author="A team"), MANIFEST, "author is not an object"),
    "an author's e-mail that is no text": (with_manifest(author={"email": 1}), MANIFEST, "author.email is not text"),
    "an author's empty address": (with_manifest(author={"name": "A", "url": ""}), MANIFEST, "author.url is ''"),
    "an author's broken address": (with_manifest(author={"url": "http://[a"}), MANIFEST, "author.url is 'http://[a'"),
    "a locale in capitals": (with_manifest(defaultLocale="EN"), MANIFEST, "defaultLocale is 'EN'"),
    "a locale without texts": (with_manifest(defaultLocale="sv"), MANIFEST, "default locale sv has no texts"),
    "a location that is a name": (with_manifest(location="ticket_sidebar"), MANIFEST, "location is not an object"),
    "an unknown host": (with_manifest(location={"desk": {}}), MANIFEST, "names the host 'desk'"),
    "places that are a list": (with_manifest(location={"support": ["modal"]}), MANIFEST, "support is not an object"),
    "an unknown place": (with_place("side_table"), MANIFEST, "no place 'side_table'"),
    "a place that is only a url": (
        with_manifest(location={"support": {"modal": "assets/iframe.html"}}), MANIFEST, "modal is not an object",
    ),
    "a page that is not packed": (with_place(url="assets/other.html"), MANIFEST, "shows 'assets/other.html'"),
    "a page outside assets": (with_place(url=ENGLISH), MANIFEST, f"shows '{ENGLISH}'"),
    "a page over plain http": (with_place(url="http://example.org"), MANIFEST, "shows 'http://example.org'"),
    "a page that is no address": (with_place(url="https://[a"), MANIFEST, "shows 'https://[a'"),
    "a place without a page": (with_place(url=None), MANIFEST, "shows None"),
    "a width in words": (with_place(flexible="yes"), MANIFEST, "flexible is neither true nor false"),
    "hosts that are one text": (with_manifest(domainWhitelist="a.org"), MANIFEST, "domainWhitelist is not a list"),
    "a host with a scheme": (
        with_manifest(domainWhitelist=["https://a.org"]), MANIFEST, "domainWhitelist has 'https://a.org'",
    ),
    # parameters and oauth, zendesk.md 6.2
    "parameters that are an object": (with_manifest(parameters={}), MANIFEST, "parameters is not a list"),
    "a parameter without a name": (with_parameters({"type": "text"}), MANIFEST, "has no name"),
    "a parameter called name": (with_parameters({"name": "name"}), MANIFEST, 'is called "name"'),
    "a parameter named twice": (
        with_parameters({"name": "mode"}, {"name": "mode"}), MANIFEST, "2 parameters are called 'mode'",
    ),
    "a parameter of the old secret type": (
        with_parameters({"name": "key", "type": "password"}), MANIFEST, "has the type 'password'",
    ),
    "a hidden parameter that must be filled in": (
        with_parameters({"name": "mode", "type": "hidden", "required": True}), MANIFEST, "hidden and required",
    ),
    "two oauth parameters": (
        with_parameters({"name": "a", "type": "oauth"}, {"name": "b", "type": "oauth"}), MANIFEST, "several oauth",
    ),
    "a required flag in quotes": (
        with_parameters({"name": "mode", "required": "yes"}), MANIFEST, "mode.required is neither true nor false",
    ),
    "a secure parameter without scopes": (
        with_parameters(change(SIGNING_KEY, scopes=GONE)), MANIFEST, "secure but has no scopes",
    ),
    "scopes on an open parameter": (
        with_parameters(change(SIGNING_KEY, secure=GONE)), MANIFEST, "has scopes but is not secure",
    ),
    "an unknown scope": (with_parameters(change(SIGNING_KEY, scopes=["cookie"])), MANIFEST, "unknown scopes"),
    "scopes that are one text": (with_parameters(change(SIGNING_KEY, scopes="header")), MANIFEST, "unknown scopes"),
    "oauth half filled in": (
        with_parameters({"name": "token", "type": "oauth"}, oauth={"client_id": "a", "authorize_uri": "b"}), MANIFEST,
        "oauth lacks client_secret, access_token_uri",
    ),
    "oauth without its parameter": (
        with_manifest(oauth=dict.fromkeys(("client_id", "client_secret", "authorize_uri", "access_token_uri"), "a")),
        MANIFEST, "no parameter has the type oauth",
    ),
    # translations, zendesk.md 6.3
    "texts named after no locale": (
        with_files(**{"translations/english.json": b"{}"}), "translations/english.json", "not named after a locale",
    ),
    "texts that are not JSON": (with_files(**{ENGLISH: b"name: Wellheard"}), ENGLISH, "cannot be read"),
    "an app without a name": (with_texts({"name": " "}), ENGLISH, "app.name has no text"),
    "texts without an app": (with_files(**{ENGLISH: b'{"app": "Wellheard"}'}), ENGLISH, "app.name has no text"),
    "a public app without a long description": (
        with_texts({"name": "A", "short_description": "B", "installation_instructions": "C"}, private=False), ENGLISH,
        "app.long_description has no text",
    ),
    "a parameter without a label": (
        with_manifest(parameters=[{"name": "mode"}]), ENGLISH, "app.parameters.mode.label has no text",
    ),
}  # fmt: skip


@pytest.mark.parametrize("package", SOUND.values(), ids=SOUND)
def test_a_sound_package_has_no_problems(package):
    assert [str(p) for p in check_package(package)] == []


@pytest.mark.parametrize(("package", "file", "sentence"), BROKEN.values(), ids=BROKEN)
def test_a_broken_package_names_the_file_and_what_is_wrong_with_it(package, file, sentence):
    found = check_package(package)
    assert [p.file for p in found] == [file], [str(p) for p in found]
    assert sentence in found[0].sentence


@pytest.mark.parametrize("package", [p for p, _, _ in BROKEN.values()], ids=BROKEN)
def test_every_problem_comes_with_a_cure(package):
    assert all(p.sentence.endswith(".") and p.cure.endswith(".") for p in check_package(package))


def test_a_package_of_exactly_the_limit_is_taken():
    room = MOST_BYTES - measure_zip(with_files(**{"assets/film.dat": b""}))
    assert check_package(with_files(**{"assets/film.dat": b"." * room})) == []
    assert len(check_package(with_files(**{"assets/film.dat": b"." * (room + 1)}))) == 1
