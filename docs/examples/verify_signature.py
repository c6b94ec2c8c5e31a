"""Tells whether a post is from Lonekey, and new.

    verify_signature.py SECRET HEADER BODY_FILE      exit status 0 if so, 1 if not
"""

import hashlib
import hmac
import sys
import time

TOLERATED_SECONDS = 300


def is_genuine(secret: str, header: str, body: bytes) -> bool:
    """header: X-Lonekey-Signature; body: the bytes as they came, before anything parses them."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    sent, signature = parts.get("t", ""), parts.get("v1", "")
    if not sent.isdigit() or abs(time.time() - int(sent)) > TOLERATED_SECONDS:
        return False
    expected = hmac.new(secret.encode(), sent.encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature)


if __name__ == "__main__":
    with open(sys.argv[3], "rb") as file:
        sys.exit(0 if is_genuine(sys.argv[1], sys.argv[2], file.read()) else 1)
