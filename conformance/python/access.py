"""Checks what the door makes with Python packages that share no code with Cairn.

    access.py totp SECRET SECONDS CODE             pyotp: the code of that moment is this one
    access.py password HASH PASSWORD               argon2-cffi: the hash is an argon2id hash of the password
    access.py assertion ASSERTION.json ORIGIN      webauthn: the passkey signed the digest under that origin

Exits with 0 when it holds, 1 when it does not.
"""

import json
import sys
from pathlib import Path

import pyotp
from argon2 import PasswordHasher, Type, extract_parameters
from webauthn import verify_authentication_response
from webauthn.helpers import base64url_to_bytes


def totp(secret: str, seconds: str, code: str) -> None:
    made = pyotp.TOTP(secret).at(int(seconds))
    assert made == code, f"pyotp makes {made}"


def password(stored: str, text: str) -> None:
    assert extract_parameters(stored).type is Type.ID, "it is no argon2id hash"
    PasswordHasher().verify(stored, text)


def assertion(file: str, origin: str) -> None:
    given = json.loads(Path(file).read_text())
    credential = {
        "id": "AA",
        "rawId": "AA",
        "type": "public-key",
        "response": {name: given[name] for name in ("authenticatorData", "clientDataJSON", "signature")},
    }
    verify_authentication_response(
        credential=credential,
        expected_challenge=base64url_to_bytes(given["subject"]),
        expected_rp_id=given["host"],
        expected_origin=origin,
        credential_public_key=base64url_to_bytes(given["publicKey"]),
        credential_current_sign_count=0,
        require_user_verification=True,
    )


if __name__ == "__main__":
    check = {"totp": totp, "password": password, "assertion": assertion}[sys.argv[1]]
    try:
        check(*sys.argv[2:])
    except Exception as error:  # whatever it raises, it did not hold
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(1)
