from django.urls import path

from lti_exams.web.staff import outbox_pages

urlpatterns = [
    path("again", outbox_pages.send_all_again, name="staff-outbox-again"),
    path("mails", outbox_pages.decide_mails, name="staff-outbox-mails"),
    path("messages/<int:pk>/again", outbox_pages.send_again, name="staff-message-again"),
    path("subscriptions/add", outbox_pages.add, name="staff-subscription-add"),
    path("subscriptions/<int:pk>", outbox_pages.subscription, name="staff-subscription"),
    path("subscriptions/<int:pk>/decide", outbox_pages.decide, name="staff-subscription-decide"),
]
