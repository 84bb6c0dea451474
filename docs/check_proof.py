"""Checks a proof file of Cairn without Cairn: python3 check_proof.py FILE LOG-KEY

Needs Python 3.9 or newer and the package "cryptography". LOG-KEY is what "cairn log key" prints at the log's owner; get
it from the owner in person or by telephone, not from the file. Exit status 0 when all of it holds, 1 with NOT PROVEN
when anything does not, 2 when it could not be checked.
"""

import base64, hashlib, json, sys

USAGE = "Usage: python3 check_proof.py FILE LOG-KEY   (LOG-KEY: what \"cairn log key\" prints at the log's owner)"


def stop(text, status):
    print(text, file=sys.stderr if status == 2 else sys.stdout)
    sys.exit(status)


def refused(kind, error, _trace):
    stop(f"NOT PROVEN: {error if kind is ValueError else 'this is no proof file of Cairn, or it was altered'}", 1)


try:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    stop('The package "cryptography" is missing: python3 -m pip install cryptography', 2)
if len(sys.argv) != 3:
    stop(USAGE, 2)
try:
    file = open(sys.argv[1], encoding="utf-8")
except OSError as error:
    stop(f"{sys.argv[1]} cannot be read: {error.strerror}. {USAGE}", 2)
if sys.argv[2].count("+") < 2:
    stop(f"This is no log key. {USAGE}", 2)
sys.excepthook = refused   # whatever fails below, the proof does not hold


def need(holds, what):
    if not holds:
        raise ValueError(what)


def verify(key, signature, text, what):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except Exception:
        raise ValueError(f"the signature of {what} does not hold") from None


sha = lambda b: hashlib.sha256(b).digest()
b64url = lambda s: base64.urlsafe_b64decode(s + "=" * (-len(s) % 4))
proof, log_key = json.load(file), sys.argv[2]   # the log's key, from its owner
shown = []

# 1. The token: signed by the key that it names, and committing to each disclosure (RFC 9901).
jwt, *disclosures = proof["token"].rstrip("~").split("~")
header, payload, signature = jwt.split(".")
kid = json.loads(b64url(header))["kid"]
verify(b64url(kid), b64url(signature), f"{header}.{payload}".encode(), "the token")
digests = json.loads(b64url(payload))["_sd"]
for d in disclosures:
    digest = base64.urlsafe_b64encode(sha(d.encode())).decode().rstrip("=")
    need(digest in digests, "a disclosure that the token does not commit to")
    _salt, name, value = json.loads(b64url(d))
    shown.append(f"{name}: {json.dumps(value, ensure_ascii=False)}")

# 2. The log: the token's hash is an entry under the checkpoint's root (RFC 6962, C2SP tlog-proof).
head, checkpoint = proof["tlogProof"].split("\n\n", 1)
lines = head.split("\n")
index = int(next(l for l in lines if l.startswith("index ")).split()[1])
path = [base64.b64decode(l) for l in lines if len(l) == 44 and " " not in l]
text, signatures = checkpoint.split("\n\n", 1)
origin, size, root = text.split("\n")[:3]
node, at, last = sha(b"\0" + sha(jwt.encode())), index, int(size) - 1
for other in path:
    if at & 1 or at == last:
        node = sha(b"\1" + other + node)
        while not at & 1 and at:
            at, last = at >> 1, last >> 1
    else:
        node = sha(b"\1" + node + other)
    at, last = at >> 1, last >> 1
need(last == 0 and node == base64.b64decode(root), "not an entry of this log")

# 3. The checkpoint: signed by the log's key (C2SP signed-note).
name, _id, key = log_key.split("+", 2)
line = next((l for l in signatures.split("\n") if l.startswith(f"— {name} ")), None)
need(line is not None, f"it is of log {origin}; the key given is of log {name}")
verify(base64.b64decode(key)[1:], base64.b64decode(line.split(" ")[2])[4:], (text + "\n").encode(), "the log")
print("\n".join(shown))
print(f"entry {index} of {origin}, in its checkpoint of {size} entries, under the given key")
