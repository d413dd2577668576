"""The names of LTI's claims and scopes, typed once."""

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
PROCTORING = "https://purl.imsglobal.org/spec/lti-ap/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"

MESSAGE_TYPE = f"{LTI}message_type"
VERSION = f"{LTI}version"
DEPLOYMENT_ID = f"{LTI}deployment_id"
TARGET_LINK_URI = f"{LTI}target_link_uri"
RESOURCE_LINK = f"{LTI}resource_link"
ROLES = f"{LTI}roles"
CONTEXT = f"{LTI}context"
CUSTOM = f"{LTI}custom"
LAUNCH_PRESENTATION = f"{LTI}launch_presentation"

ATTEMPT_NUMBER = f"{PROCTORING}attempt_number"
SESSION_DATA = f"{PROCTORING}session_data"
START_ASSESSMENT_URL = f"{PROCTORING}start_assessment_url"
ACS = f"{PROCTORING}acs"
END_ASSESSMENT_RETURN = f"{PROCTORING}end_assessment_return"
VERIFIED_USER = f"{PROCTORING}verified_user"
ERRORMSG = f"{PROCTORING}errormsg"

DEEP_LINKING_SETTINGS = f"{DEEP_LINKING}deep_linking_settings"
CONTENT_ITEMS = f"{DEEP_LINKING}content_items"
DATA = f"{DEEP_LINKING}data"

AGS_ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"

ROSTER = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
ROSTER_SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"

CONTROL_SCOPE = "https://purl.imsglobal.org/spec/lti-ap/scope/control.all"
SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
RESULT_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly"
