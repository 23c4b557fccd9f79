#!/usr/bin/env python3
"""Verify a vd1 draw from its bundle alone: python3 verify_vd1.py FOLDER-or-ZIP

Written from the protocol, apart from the program that draws. Needs Python 3.8 and nothing else.
It checks everything but the signatures of the drand beacons (BLS12-381 is not in the standard
library): it prints the rounds, to be compared with any drand relay.

Exit codes: 0 OK, 1 a check failed, 64 wrong words, 66 not to be read.
"""
import bisect
import datetime
import hashlib
import os
import re
import sys
import unicodedata
import zipfile

FILES = ("rules.txt", "open.txt", "entries.tsv", "audience.tsv", "freeze.txt", "final.txt",
         "beacons.tsv", "reveal.txt", "result.tsv", "signatures.tsv")
BYTES_MAX = 512 * 1024 * 1024
FILES_MAX = 10_000
SERIALS_MAX = 50_000_000
EXACT_MAX = 2 ** 53 - 1
CONTRIBUTION_HEX_MAX = 2 * 4096
# chain hash: (genesis, period), in seconds
CHAINS = {"52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971": (1692803367, 3)}


class Wrong(Exception):
    """Something in the bundle does not hold."""


class Unreadable(Exception):
    """There is no bundle to look at."""


def H(data):
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def must(holds, why):
    if not holds:
        raise Wrong(why)


# --- strict reading ---------------------------------------------------------------------------

def lines(data, prose=False):
    must(not data.startswith(b"\xef\xbb\xbf"), "byte-order-mark")
    must(not data or data.endswith(b"\n"), "last-line-feed-missing")
    found = data.split(b"\n")[:-1]
    for number, line in enumerate(found, 1):
        must(line or prose, "line %d: empty-line" % number)
        must(b"\r" not in line, "line %d: carriage-return" % number)
        try:
            yield line.decode("utf-8", "strict")
        except UnicodeDecodeError:
            raise Wrong("line %d: not-utf8" % number) from None


def table(data, columns):
    for number, line in enumerate(lines(data), 1):
        fields = line.split("\t")
        must(len(fields) == columns, "line %d: wrong-number-of-fields" % number)
        yield number, fields


def ident(text):
    kinds = [unicodedata.category(c) for c in text]
    must(kinds and not {"Cc", "Cf", "Zl", "Zp"} & set(kinds) and "Zs" not in (kinds[0], kinds[-1]),
         "not-an-id: %r" % text)
    return text


def listed(text):
    """An id that stands between commas, in a file or in what is hashed."""
    must("," not in text, "not-an-id: %r" % text)
    return ident(text)


def decimal(text):
    must(re.fullmatch(r"0|[1-9][0-9]{0,15}", text) and int(text) <= EXACT_MAX,
         "not-a-decimal: %r" % text)
    return int(text)


def hexes(text, length=None):
    must(re.fullmatch(r"([0-9a-f]{2})+", text) and length in (None, len(text)),
         "not-lower-case-hex: %r" % text)
    return text


class Keyed:
    """A heading, then name=value lines in a fixed order."""

    def __init__(self, data, heading):
        self.rest = list(lines(data))
        must(self.rest, "missing-line")
        must(self.rest.pop(0) == heading, "not-as-written: the heading")

    def take(self, name):
        must(self.rest, "missing-line: %s" % name)
        must(self.rest[0].startswith(name + "="), "not-as-written: %s" % name)
        return self.rest.pop(0)[len(name) + 1:]

    def end(self):
        must(not self.rest, "unexpected-line")


def nanoseconds(text):
    form = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]{1,9})?"
                        r"(Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])", text)
    must(form, "not-a-time: %r" % text)
    zone = "+00:00" if form[3] == "Z" else form[3]
    try:
        at = datetime.datetime.strptime(form[1] + zone, "%Y-%m-%dT%H:%M:%S%z")
    except ValueError:
        raise Wrong("not-a-time: %r" % text) from None
    must(at.strftime("%S") == form[1][-2:], "not-a-time: %r" % text)
    past = at - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    fraction = (form[2] or ".0")[1:].ljust(9, "0")
    return (past.days * 86400 + past.seconds) * 10 ** 9 + int(fraction)


# --- the tree of RFC 6962 ---------------------------------------------------------------------

def root(leaves):
    level = [hashlib.sha256(b"\0" + leaf).digest() for leaf in leaves]
    if not level:
        return H(b"")
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        level = [hashlib.sha256(b"\1" + level[i] + level[i + 1]).digest()
                 for i in range(0, len(level) - 1, 2)] + odd
    return level[0].hex()


# --- Ed25519, RFC 8032 ------------------------------------------------------------------------

P = 2 ** 255 - 19
L = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def point(data):
    y = int.from_bytes(data, "little") & (2 ** 255 - 1)
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    sign = data[31] >> 7
    if y >= P or (x * x - x2) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


def add(a, b):
    A, B = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    C, E = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = B - A, E - C, E + C, B + A
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(n, a):
    total = (0, 1, 1, 0)
    while n:
        total = add(total, a) if n & 1 else total
        a, n = add(a, a), n >> 1
    return total


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed_by(key, message, signature):
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or times(8, a)[0] == 0:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    one, other = times(8 * s, BASE), times(8, add(r, times(h, a)))
    return not any((one[i] * other[2] - other[i] * one[2]) % P for i in (0, 1))


# --- the files --------------------------------------------------------------------------------

def read_open(data):
    f = Keyed(data, "vd1-open")
    o = {"draw": listed(f.take("draw"))}
    for name in ("rules", "code", "key", "commit"):
        o[name] = hexes(f.take(name), 64)
    chain = f.take("chain")
    o["chain"] = chain if chain == "none" else hexes(chain, 64)
    o["gap"], o["lead"] = decimal(f.take("gap")), decimal(f.take("lead"))
    o["limit"] = f.take("limit")
    must(o["limit"] in ("none", "owner-prize", "owner-draw"), "not-as-written: limit")
    f.end()
    if chain == "none":
        must(o["gap"] == 0 and o["lead"] == 0, "gap and lead are 0 in sealed mode")
    else:
        must(chain in CHAINS, "the chain is not one that is known")
        must(o["gap"] >= 1, "gap is at least 1 in drand mode")
    return o


def read_freeze(data):
    f = Keyed(data, "vd1-freeze")
    z = {"open": hexes(f.take("open"), 64), "prizes": []}
    for name in ("entries", "audience"):
        fields = f.take(name).split(",")
        must(len(fields) == 3, "wrong-number-of-fields: %s" % name)
        z[name] = (hexes(fields[0], 64), decimal(fields[1]), hexes(fields[2], 64))
    k = f.take("k")
    z["k"] = k if k == "sealed" else hexes(k, 64)
    while f.rest and f.rest[0].startswith("prize="):
        fields = f.take("prize").split(",")
        must(len(fields) == 5, "wrong-number-of-fields: prize")
        must(fields[0] not in [p[0] for p in z["prizes"]], "duplicate: %s" % fields[0])
        z["prizes"].append((listed(fields[0]), *map(decimal, fields[1:])))
    z["time"] = nanoseconds(f.take("time"))
    f.end()
    return z


def same_table(data, rows, frozen):
    must(rows == frozen[1], "%d rows, freeze.txt says %d" % (rows, frozen[1]))
    must(H(data) == frozen[0], "the file is not the one of freeze.txt")
    must(root(data.split(b"\n")[:-1]) == frozen[2], "the root is not the one of freeze.txt")


def read_entries(data, freeze):
    """The rows of each prize by their first serial: [(first, count, entry, owner)]."""
    before, rows, prizes = None, 0, {}
    for number, (prize, entry, owner, first, count) in table(data, 5):
        here = (listed(prize).encode(), ident(entry).encode())
        must(here != before, "line %d: duplicate" % number)
        must(before is None or here > before, "line %d: out-of-order" % number)
        first, count = decimal(first), decimal(count)
        must(first > 0 and count > 0 and first + count <= EXACT_MAX, "line %d: not-a-decimal" % number)
        prizes.setdefault(prize, []).append((first, count, entry, hexes(owner, 32)))
        before, rows = here, number
    for prize, entries in prizes.items():
        following = 1
        for first, count, entry, _ in sorted(entries, key=lambda row: row[0]):
            must(first >= following, "overlapping-serials: %s %s" % (prize, entry))
            must(first <= following, "missing-serials: %s %s" % (prize, entry))
            following += count
        entries.sort(key=lambda row: row[0])
    if freeze:
        frozen = {prize[0]: prize[3] for prize in freeze["prizes"]}
        for prize in prizes:
            must(prize in frozen, "prize %s stands in no line of freeze.txt" % prize)
        for prize, serials in frozen.items():
            must(serials_of(prizes.get(prize, [])) == serials, "serials of %s" % prize)
        same_table(data, rows, freeze["entries"])
    return prizes


def serials_of(entries):
    return entries[-1][0] + entries[-1][1] - 1 if entries else 0


def read_audience(data, freeze):
    rows = 0
    for rows, (seq, owner, random) in table(data, 3):
        must(decimal(seq) == rows, "line %d: out-of-order" % rows)
        hexes(owner, 32)
        must(len(hexes(random)) <= CONTRIBUTION_HEX_MAX, "line %d: not-as-written" % rows)
    if freeze:
        same_table(data, rows, freeze["audience"])


def read_final(data, freeze_hash):
    f = Keyed(data, "vd1-final")
    said, dice = hexes(f.take("freeze"), 64), f.take("dice")
    must(re.fullmatch(r"-|[0-9]{20}", dice), "not-as-written: dice")
    f.end()
    must(said == freeze_hash, "freeze.txt is not the one of final.txt")
    return dice


def check_rounds(o, freeze):
    rounds = [prize[4] for prize in freeze["prizes"]]
    if o["chain"] == "none":
        return must(not any(rounds), "a round is not 0 in sealed mode")
    genesis, period = CHAINS[o["chain"]]
    must(rounds[0] >= 1, "a prize has no round")
    for before, after in zip(rounds, rounds[1:]):
        must(after == before + o["gap"], "round %d is not %d after %d" % (after, o["gap"], before))
    first = (genesis + (rounds[0] - 1) * period) * 10 ** 9
    must(first - freeze["time"] >= o["lead"] * 10 ** 9, "the first round is too near to the freeze")


def read_beacons(data, freeze):
    rounds = [prize[4] for prize in freeze["prizes"]]
    beacons = {}
    for number, (round_, signature) in table(data, 2):
        must(number <= len(rounds) and decimal(round_) == rounds[number - 1],
             "round %s is no prize's" % round_)
        beacons[int(round_)] = hexes(signature, 96)
    must(len(beacons) == len(rounds), "a round is missing")
    return beacons


def read_reveal(data, o, final_hash):
    f = Keyed(data, "vd1-reveal")
    final, k = hexes(f.take("final"), 64), hexes(f.take("k"), 64)
    f.end()
    must(final == final_hash, "final.txt is not the one of reveal.txt")
    must(H("vd1-k,%s,%s" % (o["draw"], k)) == o["commit"], "k is not the one that was committed to")
    return k


def result_of(o, freeze, entries, final_hash, x_of):
    winners_of_draw, rows = set(), []
    for prize, quantity, alternates, serials, round_ in freeze["prizes"]:
        seed = H("vd1-seed,%s,%s,%d,%s" % (final_hash, prize, round_, x_of(round_)))
        start = hashlib.sha256((seed + ",").encode())
        if serials > SERIALS_MAX:
            raise Unreadable("%d serials are more than this script can rank" % serials)
        scored = []
        for serial in range(1, serials + 1):
            state = start.copy()
            state.update(b"%d" % serial)
            scored.append((state.digest(), serial))
        scored.sort()
        held = entries.get(prize, [])
        firsts = [row[0] for row in held]
        taken, places = set(), []
        for score, serial in scored:
            _, _, entry, owner = held[bisect.bisect(firsts, serial) - 1]
            if len(places) == quantity + alternates:
                break
            if o["limit"] != "none" and owner in taken:
                continue
            if o["limit"] == "owner-draw" and owner in winners_of_draw:
                continue
            taken.add(owner)
            places.append((serial, entry, owner, score.hex()))
        for at, place in enumerate(places):
            kind = ("win", at + 1) if at < quantity else ("alt", at + 1 - quantity)
            rows.append("\t".join(map(str, (prize, *kind, *place))))
        winners_of_draw.update(place[2] for place in places[:quantity])
    return rows


def check_signatures(bundle, key):
    names = set()
    for number, (name, signature) in table(bundle["signatures.tsv"], 2):
        must(ident(name) not in names, "line %d: duplicate" % number)
        names.add(name)
        must(name in bundle, "%s is signed and missing" % name)
        must(signed_by(bytes.fromhex(key), bundle[name], bytes.fromhex(hexes(signature, 128))),
             "the signature of %s does not verify" % name)
    for name in FILES[:-1]:
        must(name not in bundle or name in names, "%s is not signed" % name)


# --- the checks, in their order ---------------------------------------------------------------

def verify(bundle, say):
    def file(name):
        must(name in bundle, "%s is missing" % name)
        return bundle[name]

    def check(name, work):
        try:
            value = work()
        except Wrong as wrong:
            raise Wrong("%s: %s" % (name, wrong)) from None
        say("  ok  " + name)
        return value

    def same_rules():
        for _ in lines(file("rules.txt"), prose=True):
            pass
        must(H(file("rules.txt")) == o["rules"], "not the rules of open.txt")

    def same_freeze():
        freeze = read_freeze(file("freeze.txt"))
        must(freeze["open"] == H(file("open.txt")), "open.txt is not the one of freeze.txt")
        must(freeze["prizes"], "there is no prize")
        must(all(prize[1] >= 1 for prize in freeze["prizes"]), "a prize has no quantity")
        must(sealed or freeze["k"] != "sealed", "k is not revealed in drand mode")
        return freeze

    def same_commitment():
        if sealed:
            return must(freeze["k"] == "sealed", "k stands in freeze.txt in sealed mode")
        must(H("vd1-k,%s,%s" % (o["draw"], freeze["k"])) == o["commit"], "not the committed k")

    o = check("open", lambda: read_open(file("open.txt")))
    sealed = o["chain"] == "none"
    check("rules", same_rules)
    try:
        frozen = read_freeze(bundle.get("freeze.txt", b""))
    except Wrong:
        frozen = None  # said by its own check, below
    entries = check("entries", lambda: read_entries(file("entries.tsv"), frozen))
    check("audience", lambda: read_audience(file("audience.tsv"), frozen))
    freeze = check("freeze", same_freeze)
    check("commit", same_commitment)
    dice = check("final", lambda: read_final(file("final.txt"), H(bundle["freeze.txt"])))
    final_hash = H(bundle["final.txt"])
    check("dice", lambda: must(dice != "-" or not sealed, "sealed mode needs the dice"))
    check("rounds", lambda: check_rounds(o, freeze))
    beacons = {}
    if sealed:
        k = check("reveal", lambda: read_reveal(file("reveal.txt"), o, final_hash))
    else:
        beacons = check("beacon", lambda: read_beacons(file("beacons.tsv"), freeze))
    rows = result_of(o, freeze, entries, final_hash, lambda round_: k if sealed else beacons[round_])
    check("result", lambda: must(list(lines(file("result.tsv"))) == rows, "not the computed result"))
    if "signatures.tsv" in bundle:
        check("signatures", lambda: check_signatures(bundle, o["key"]))
    return o["draw"], final_hash, beacons, rows


# --- folder or zip ----------------------------------------------------------------------------

def safe(path):
    parts = path.rstrip("/").split("/")
    return all(p not in ("", ".", "..") and not re.search(r"[\\:\x00-\x1f\x7f]", p) for p in parts)


def read_zip(place):
    with zipfile.ZipFile(place) as archive:
        infos = archive.infolist()
        # Some programs write "./open.txt".
        names = [re.sub(r"^\./", "", info.orig_filename) for info in infos]
        names = [name for name in names if name]
        if len(names) > FILES_MAX or len(set(names)) < len(names) or not all(map(safe, names)):
            raise Unreadable("too many files, a name twice, or a name that leads elsewhere")
        own = [i for i in infos if i.filename.split("/")[-1] in FILES and not i.filename.startswith("__MACOSX/")]
        if len({re.sub(r"^\./", "", i.filename).rpartition("/")[0] for i in own}) > 1:
            raise Unreadable("the files of a draw stand in two folders")
        if sum(info.file_size for info in own) > BYTES_MAX:
            raise Unreadable("too large")
        return {info.filename.split("/")[-1]: archive.read(info) for info in own}


def read_folder(place):
    bundle, left = {}, BYTES_MAX
    for name in FILES:
        path = os.path.join(place, name)
        if os.path.lexists(path):
            if not os.path.isfile(path) or os.path.getsize(path) > left:
                raise Unreadable("%s is no file, or too large" % name)
            with open(path, "rb") as file:
                bundle[name] = file.read(left)
            left -= len(bundle[name])
    return bundle


def main(words):
    if len(words) != 1 or words[0].startswith("-"):
        print("python3 verify_vd1.py FOLDER-or-ZIP", file=sys.stderr)
        return 64
    try:
        bundle = read_folder(words[0]) if os.path.isdir(words[0]) else read_zip(words[0])
        if not bundle:
            raise Unreadable("none of a draw's files is there")
    except (Unreadable, OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        print("cannot read %r: %s" % (words[0], error), file=sys.stderr)
        return 66
    try:
        draw, final_hash, beacons, rows = verify(bundle, print)
    except Wrong as wrong:
        print("FAILED  " + ascii(str(wrong))[1:-1])
        return 1
    except Unreadable as error:
        print(error, file=sys.stderr)
        return 66
    print("\ndraw  %s\nF     %s\n" % (ascii(draw)[1:-1], final_hash))
    for row in rows:
        print(ascii(row.replace("\t", "  "))[1:-1])
    for round_, signature in beacons.items():
        print("\nround %d: BLS was not checked here; any relay of the chain must say\n%s" % (round_, signature))
    print("\nOK  %s%s" % (ascii(draw)[1:-1], "" if "signatures.tsv" in bundle else " (unsigned)"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
