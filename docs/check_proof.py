"""Checks a proof file of Cairn without Cairn: python3 check_proof.py FILE LOG-KEY

Needs Python 3.9 or newer and the package "cryptography". LOG-KEY is what "cairn log key" prints at the log's owner; get
it from the owner in person or by telephone, not from the file. Ends with an error when anything does not hold.
"""

import base64, hashlib, json, sys
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

sha = lambda b: hashlib.sha256(b).digest()
b64url = lambda s: base64.urlsafe_b64decode(s + "=" * (-len(s) % 4))
proof, log_key = json.load(open(sys.argv[1])), sys.argv[2]   # the log's key, from its owner

# 1. The token: signed by the key that it names, and committing to each disclosure (RFC 9901).
jwt, *disclosures = proof["token"].rstrip("~").split("~")
header, payload, signature = jwt.split(".")
kid = json.loads(b64url(header))["kid"]
Ed25519PublicKey.from_public_bytes(b64url(kid)).verify(b64url(signature), f"{header}.{payload}".encode())
digests = json.loads(b64url(payload))["_sd"]
for d in disclosures:
    digest = base64.urlsafe_b64encode(sha(d.encode())).decode().rstrip("=")
    assert digest in digests, "a disclosure that the token does not commit to"
    _salt, name, value = json.loads(b64url(d))
    print(f"{name}: {json.dumps(value, ensure_ascii=False)}")

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
assert last == 0 and node == base64.b64decode(root), "not an entry of this log"

# 3. The checkpoint: signed by the log's key (C2SP signed-note).
name, _id, key = log_key.split("+", 2)
line = next(l for l in signatures.split("\n") if l.startswith(f"— {name} "))
Ed25519PublicKey.from_public_bytes(base64.b64decode(key)[1:]).verify(base64.b64decode(line.split(" ")[2])[4:], (text + "\n").encode())
print(f"entry {index} of {origin}, in its checkpoint of {size} entries, under the given key")
