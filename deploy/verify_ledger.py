#!/usr/bin/env python3
"""Checks an exported blood inventory ledger. Needs Python 3.8 or newer and nothing else.

    python3 verify_ledger.py ledger-export.zip [--head SEQ:HASH ...]

Each entry carries SHA-256 over the hash of the entry before it and over its own content, so nothing can be changed,
left out, put in or put in another order without every later hash being another one. --head compares with a hash that
you were given at another time, or by somebody else (the hub keeps one a day): only that tells a ledger that was
rewritten as a whole. Exit code 0: whole. 1: not whole, the first wrong entry is named. 2: cannot be read.

What is hashed, all numbers big-endian, all text UTF-8:
    hash of the entry before, 32 bytes (zeros before entry 1); seq, 8; occurredAt and recordedAt, 8 each, in units of
    100 ns since 0001-01-01T00:00:00Z; kind of actor, 1 (0 service, 1 person, 2 machine, 3 hub); then type, name of the
    actor, reason, key and event, each as its length in 4 bytes and its bytes. No reason: length FFFFFFFF, no bytes.
"""
import argparse
import datetime
import hashlib
import io
import json
import re
import struct
import sys
import zipfile

FORMAT = "edge-ledger-export/1"
INSTANT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{7})Z")


class NotWhole(Exception):
    pass


def ticks(text):
    match = INSTANT.fullmatch(text)
    if match is None:
        raise NotWhole(f"'{text}' is no instant with seven digits of a second")
    year, month, day, hour, minute, second, fraction = (int(part) for part in match.groups())
    days = datetime.date(year, month, day).toordinal() - 1
    return (((days * 24 + hour) * 60 + minute) * 60 + second) * 10_000_000 + fraction


def digest(previous, entry):
    parts = [previous, struct.pack(">qqqB", entry["seq"], ticks(entry["occurredAt"]), ticks(entry["recordedAt"]), entry["actorKind"])]
    for name in ("type", "actorName", "reason", "key", "event"):
        text = entry[name]
        if text is None:
            parts.append(b"\xff\xff\xff\xff")
        else:
            raw = text.encode("utf-8")
            parts.append(struct.pack(">I", len(raw)) + raw)
    return hashlib.sha256(b"".join(parts)).digest()


def open_lines(path):
    if zipfile.is_zipfile(path):
        return io.TextIOWrapper(zipfile.ZipFile(path).open("ledger.jsonl"), encoding="utf-8", newline="\n")
    return open(path, encoding="utf-8", newline="\n")


def check(lines, heads):
    header = json.loads(next(lines))
    if header.get("format") != FORMAT:
        raise NotWhole(f"the first line does not say {FORMAT}")
    seq, previous, footer = header["after"], bytes.fromhex(header["previousHash"]), None
    if seq == 0 and previous != bytes(32):
        raise NotWhole("before entry 1 there must be 32 zero bytes")
    for line in lines:
        if footer is not None:
            raise NotWhole("there are lines after the last one")
        entry = json.loads(line)
        if "head" in entry:
            footer = entry
            continue
        if entry["seq"] != seq + 1:
            raise NotWhole(f"entry {seq + 1} is missing, entry {entry['seq']} follows {seq}")
        seq += 1
        try:
            previous = digest(previous, entry)
        except NotWhole as wrong:
            raise NotWhole(f"entry {seq}: {wrong}")
        if previous.hex() != entry["hash"]:
            raise NotWhole(f"entry {seq} is not what was recorded: its hash does not fit")
        if heads.pop(seq, entry["hash"]) != entry["hash"]:
            raise NotWhole(f"entry {seq} has another hash than the one that you were given: the ledger was rewritten")
    if footer is None:
        raise NotWhole(f"the file is cut off after entry {seq}")
    if (footer["last"], footer["head"], footer["entries"]) != (seq, previous.hex(), seq - header["after"]):
        raise NotWhole("the last line does not fit the entries")
    if heads:
        raise NotWhole(f"entry {min(heads)}, whose hash you were given, is not in the file")
    return header, seq, previous.hex()


def main():
    parser = argparse.ArgumentParser(description="Checks an exported blood inventory ledger.")
    parser.add_argument("file", help="the exported zip file, or the ledger.jsonl in it")
    parser.add_argument("--head", action="append", default=[], metavar="SEQ:HASH", help="a hash that you were given at another time")
    arguments = parser.parse_args()
    try:
        heads = {int(seq): value.lower() for seq, value in (head.split(":") for head in arguments.head)}
    except ValueError:
        parser.error("--head is a number, a colon and 64 hexadecimal digits")
    try:
        header, last, head = check(open_lines(arguments.file), heads)
    except NotWhole as wrong:
        print(f"NOT WHOLE: {wrong}.")
        return 1
    except (ValueError, KeyError, TypeError, AttributeError, struct.error, StopIteration, zipfile.BadZipFile) as wrong:
        print(f"NOT WHOLE: the file is damaged ({wrong}).")
        return 1
    except OSError as wrong:
        print(f"The file cannot be read: {wrong}.", file=sys.stderr)
        return 2
    print(f"WHOLE: entries {header['after'] + 1} to {last} of site {header['siteId']}, exported {header['exportedAt']}. Head {last}:{head}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
