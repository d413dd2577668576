"""The names of claims, messages and services, as the specifications write them."""

_LTI = "https://purl.imsglobal.org/spec/lti/claim/"
_AGS = "https://purl.imsglobal.org/spec/lti-ags/scope/"

MESSAGE_TYPE = f"{_LTI}message_type"
VERSION = f"{_LTI}version"
DEPLOYMENT_ID = f"{_LTI}deployment_id"
TARGET_LINK_URI = f"{_LTI}target_link_uri"
RESOURCE_LINK = f"{_LTI}resource_link"
ROLES = f"{_LTI}roles"
CONTEXT = f"{_LTI}context"
CUSTOM = f"{_LTI}custom"
TOOL_PLATFORM = f"{_LTI}tool_platform"
LAUNCH_PRESENTATION = f"{_LTI}launch_presentation"

LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"

RESOURCE_LINK_REQUEST = "LtiResourceLinkRequest"
DEEP_LINKING_REQUEST = "LtiDeepLinkingRequest"
START_PROCTORING = "LtiStartProctoring"
END_ASSESSMENT = "LtiEndAssessment"

ACS = "https://purl.imsglobal.org/spec/lti-ap/scope/control.all"
LINE_ITEM = f"{_AGS}lineitem"
LINE_ITEM_READ = f"{_AGS}lineitem.readonly"
RESULT_READ = f"{_AGS}result.readonly"
SCORE = f"{_AGS}score"
ROSTER = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"

PLATFORM_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-platform-configuration"
TOOL_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-tool-configuration"
