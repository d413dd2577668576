"""The library of standardwebhooks.com, run by its own interpreter: does it take what we sent?"""

import base64
import json
import sys

from standardwebhooks import Webhook, WebhookVerificationError

told = json.load(sys.stdin)
try:
    print(
        json.dumps(Webhook(told["secret"]).verify(base64.b64decode(told["body"]), told["headers"]))
    )
except WebhookVerificationError:
    print("null")
