import io
import json
import struct
import zipfile
import zlib

import pytest

from manifest.check_files import measure_zip
from manifest.logo import ASSETS, SIDES, draw_logo
from manifest.package import PackageUnfit, build_package, pack, read_package, write_package


def open_package(version="0.1.0"):
    return zipfile.ZipFile(io.BytesIO(build_package(version)))


def read_pixels(png):
    """The bytes of the picture, whatever zlib packed them."""
    packed, at = b"", 8
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        packed += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    return zlib.decompress(packed)


def test_the_package_holds_the_app_and_nothing_else():
    assert open_package().namelist() == [
        "assets/app.css", "assets/app.js", "assets/iframe.html", "assets/logo-small.png", "assets/logo.png",
        "manifest.json", "translations/en.json",
    ]  # fmt: skip


def test_the_manifest_carries_the_version_asked_for():
    assert json.loads(open_package("2.4.1").read("manifest.json"))["version"] == "2.4.1"


def test_the_app_asks_an_admin_for_nothing_and_opens_no_host():
    manifest = json.loads(open_package().read("manifest.json"))
    assert not {"parameters", "domainWhitelist", "oauth"} & set(manifest)


def test_the_same_version_gives_the_same_bytes():
    assert build_package("0.1.0") == build_package("0.1.0")


def test_no_entry_tells_when_or_where_it_was_built():
    entries = open_package().infolist()
    assert {(e.date_time, e.create_system, e.compress_type, e.extra) for e in entries} == {
        ((1980, 1, 1, 0, 0, 0), 3, zipfile.ZIP_STORED, b"")
    }


def test_every_file_comes_out_of_the_zip_as_it_went_in():
    package, archive = read_package("0.1.0"), open_package()
    assert {name: archive.read(name) for name in archive.namelist()} == package


def test_the_measured_size_is_the_size_of_the_zip():
    assert measure_zip(read_package("0.1.0")) == len(build_package("0.1.0"))


def test_a_package_with_problems_is_refused_and_each_problem_is_told():
    package = dict(read_package("0.1.0"))
    del package["assets/logo.png"], package["translations/en.json"]
    with pytest.raises(PackageUnfit) as refusal:
        pack(package)
    assert "assets/logo.png: The logo is missing." in str(refusal.value)
    assert "Add translations/en.json." in str(refusal.value)


@pytest.mark.parametrize("version", ["", "1.0", "../1.0.0", '1.0.0", "private": "no', "$version"])
def test_a_version_that_is_none_writes_no_file(tmp_path, version):
    with pytest.raises(PackageUnfit):
        write_package(tmp_path / "dist", version)
    assert list(tmp_path.rglob("*")) == []


def test_the_written_file_is_named_after_its_version(tmp_path):
    path = write_package(tmp_path / "dist", "0.1.0")
    assert path == tmp_path / "dist" / "wellheard-0.1.0.zip"
    assert path.read_bytes() == build_package("0.1.0")


@pytest.mark.parametrize("name", SIDES)
def test_the_kept_logo_is_the_one_the_script_draws(name):
    assert read_pixels((ASSETS / name).read_bytes()) == read_pixels(draw_logo(SIDES[name]))
