"""Slack's v0 signature: HMAC-SHA256 over version, timestamp and body."""

import hashlib
import hmac
import time

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def signed(body: bytes, secret: str, content_type: str) -> dict[str, str]:
    """Headers of a request that the app can trust. Stamped with real time, in seconds."""
    stamp = str(int(time.time()))
    base = b"v0:" + stamp.encode() + b":" + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (sandbox)",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
    }
