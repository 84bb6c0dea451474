"""Checks a disclosed revision with the Python package sd-jwt, which shares no code with Cairn.

    disclosed.py KEY.json PRESENTATION CLAIMS.json

KEY.json is the instance's public key (JWK), PRESENTATION the token with chosen disclosures, CLAIMS.json what must come out
and nothing else. Exits with 0 when it verifies, 1 when it does not.
"""

import json
import sys
from pathlib import Path

from jwcrypto.jwk import JWK
from sd_jwt.verifier import SDJWTVerifier


def main(key_file: str, presentation_file: str, claims_file: str) -> int:
    key = JWK.from_json(Path(key_file).read_text())
    presentation = Path(presentation_file).read_text()
    try:
        claims = SDJWTVerifier(presentation, lambda _issuer, _header: key).get_verified_payload()
    except Exception as error:  # whatever it raises, it did not verify
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    expected = json.loads(Path(claims_file).read_text())
    if claims != expected:
        print(f"disclosed are {sorted(claims)}, not {sorted(expected)}, or with other values", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
