"""What is packed ahead for hosts that send it."""

import gzip
from pathlib import Path

import brotli

from macros.finishing import packing
from macros.finishing.site import Site


def test_what_is_packed_is_what_stands_beside_it(site: Path) -> None:
    """Every packed file unpacks to its neighbour, byte for byte, and is smaller."""
    unpack = {".gz": gzip.decompress, ".br": brotli.decompress}
    packed = [file for file in site.rglob("*") if file.suffix in unpack]
    assert len(packed) > 200
    for file in packed:
        original = file.with_suffix("")
        assert unpack[file.suffix](file.read_bytes()) == original.read_bytes(), file
        assert file.stat().st_size < original.stat().st_size


def test_every_text_of_some_length_is_packed(site: Path) -> None:
    """Pages, code, data, drawings and twins are packed; what is packed in itself is not."""
    for kind in ("html", "css", "js", "json", "svg", "xml", "txt", "md", "webmanifest"):
        files = [file for file in site.rglob(f"*.{kind}") if file.stat().st_size > 2000]
        assert all(
            (file.parent / f"{file.name}.{ending}").is_file() for file in files for ending in ("gz", "br")
        ), kind
    assert not [file for file in site.rglob("*") if ".png." in file.name or ".woff2." in file.name]


def test_no_time_and_no_name_is_in_a_packed_file(site: Path) -> None:
    """A packed file's head says nothing of when and from what it was made."""
    head = (site / "index.html.gz").read_bytes()[:10]
    assert head[:4] == b"\x1f\x8b\x08\x00"
    assert head[4:8] == bytes(4)


def test_what_is_packed_ahead_is_left_as_it_is(tmp_path: Path) -> None:
    """A text that was packed while others were written is not packed again; what is short is not packed at all."""
    for name, length in (("early.md", 1000), ("late.md", 1000), ("short.md", 10)):
        (tmp_path / name).write_text("a" * length)
    early = [tmp_path / "early.md", tmp_path / "short.md"]
    packing.pack(early)
    before = (tmp_path / "early.md.gz").stat().st_mtime_ns
    packing.write(Site(tmp_path), early)
    assert (tmp_path / "early.md.gz").stat().st_mtime_ns == before
    packed = {f"{name}.md{ending}" for name in ("early", "late") for ending in ("", ".br", ".gz")}
    assert {path.name for path in tmp_path.iterdir()} == packed | {"short.md"}


def test_what_changed_is_packed_anew(tmp_path: Path) -> None:
    """Packing again replaces what was packed before, and takes away what nothing stands beside any more."""
    (tmp_path / "a.txt").write_text("a" * 1000)
    (tmp_path / "b.txt").write_text("b" * 1000)
    packing.write(Site(tmp_path))
    (tmp_path / "a.txt").write_text("c" * 1000)
    (tmp_path / "b.txt").unlink()
    packing.write(Site(tmp_path))
    assert gzip.decompress((tmp_path / "a.txt.gz").read_bytes()) == b"c" * 1000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "a.txt.br", "a.txt.gz"]
