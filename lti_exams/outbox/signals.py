"""For other apps of this process: what happened, told once the transaction is through.

Whoever must not miss one, even when the process dies in that instant, subscribes by webhook.
"""

from django.dispatch import Signal

# Sent with sender=Event and event=the row. A receiver that fails stops neither us nor another.
announced = Signal()
