"""Who may do what, as one table: roles, acts, and what a token's scopes reach."""

from enum import StrEnum


class Role(StrEnum):
    """Why somebody may do something here."""

    SERVICE_STAFF = "service-staff"
    # Looks after the courses of a unit, and signs in here as the service's staff do.
    DEPARTMENT = "department"
    TEACHER = "teacher"
    ASSISTANT = "assistant"
    LEARNER = "learner"
    PROCTOR = "proctor"
    REVIEWER = "reviewer"
    ASSESSMENT = "assessment"


class Act(StrEnum):
    """What may be done, each named once."""

    SEE_PLATFORMS = "see-platforms"
    REGISTER_PLATFORM = "register-platform"
    DECIDE_ABOUT_PLATFORM = "decide-about-platform"
    DECIDE_ABOUT_DEPLOYMENT = "decide-about-deployment"
    BIND_ORIGIN = "bind-origin"
    INVITE_PLATFORM = "invite-platform"
    ROTATE_KEYS = "rotate-keys"
    SEE_TOOLS = "see-tools"
    REGISTER_TOOL = "register-tool"
    DECIDE_ABOUT_TOOL = "decide-about-tool"
    ASK_TOOLS_TO_FORGET = "ask-tools-to-forget"
    SEE_API_TOKENS = "see-api-tokens"
    CREATE_API_TOKEN = "create-api-token"
    REVOKE_API_TOKEN = "revoke-api-token"
    SEE_OUTBOX = "see-outbox"
    SEND_AGAIN = "send-again"
    MANAGE_SUBSCRIPTIONS = "manage-subscriptions"
    SEE_COURSE = "see-course"
    PLACE_LINK = "place-link"
    SIT_EXAM = "sit-exam"
    PREVIEW_EXAM = "preview-exam"
    SEE_EXAMS = "see-exams"
    EDIT_EXAMS = "edit-exams"
    SEE_ATTEMPTS = "see-attempts"
    INVIGILATE = "invigilate"
    DECIDE_ABOUT_ATTEMPT = "decide-about-attempt"
    COMPLETE_ATTEMPT = "complete-attempt"
    ENTER_SCORES = "enter-scores"
    SEE_ASSESSMENTS = "see-assessments"
    DEFINE_ASSESSMENTS = "define-assessments"
    SEE_REVIEWS = "see-reviews"
    COMMENT_ON_SITTING = "comment-on-sitting"
    REVIEW_ATTEMPT = "review-attempt"
    LIST_PROCTORS = "list-proctors"
    SEE_VENDORS = "see-vendors"
    MANAGE_VENDORS = "manage-vendors"
    SEE_DELIVERIES = "see-deliveries"
    RESEND_OUTCOMES = "resend-outcomes"
    TEST_CONNECTION = "test-connection"
    SEE_ACCOMMODATIONS = "see-accommodations"
    GRANT_TIME = "grant-time"
    SEE_PROFILES = "see-profiles"
    GIVE_PROFILE = "give-profile"
    SEE_ROSTER = "see-roster"
    READ_ROSTER = "read-roster"
    SEE_RESULTS = "see-results"
    EDIT_RESULTS = "edit-results"
    SEE_QUALIFICATIONS = "see-qualifications"
    QUALIFY = "qualify"
    SEE_OWN_QUALIFICATION = "see-own-qualification"
    EXPORT_QUALIFICATIONS = "export-qualifications"
    SEE_DEPARTMENT = "see-department"
    KEEP_DEADLINES = "keep-deadlines"
    REMIND_TEACHERS = "remind-teachers"
    SORT_COURSES = "sort-courses"
    SEE_MILESTONES = "see-milestones"
    EDIT_MILESTONES = "edit-milestones"
    EDIT_EVERY_MILESTONE = "edit-every-milestone"
    AWARD_MILESTONES = "award-milestones"
    WAIVE_MILESTONES = "waive-milestones"
    COMPLETE_COURSE = "complete-course"
    REPORT_COMPLETIONS = "report-completions"


class Scope(StrEnum):
    """What an API token can be made for; whoever may write may also read."""

    EXAMS_READ = "exams:read"
    EXAMS_WRITE = "exams:write"
    ATTEMPTS_READ = "attempts:read"
    ATTEMPTS_WRITE = "attempts:write"
    COMPLETIONS_WRITE = "completions:write"
    REVIEWS_READ = "reviews:read"
    REVIEWS_WRITE = "reviews:write"
    VENDORS_READ = "vendors:read"
    VENDORS_WRITE = "vendors:write"
    GRADES_READ = "grades:read"
    GRADES_WRITE = "grades:write"
    TIME_READ = "time:read"
    TIME_WRITE = "time:write"
    TOOLS_READ = "tools:read"
    TOOLS_WRITE = "tools:write"
    ROSTERS_READ = "rosters:read"
    ROSTERS_WRITE = "rosters:write"
    RESULTS_READ = "results:read"
    RESULTS_WRITE = "results:write"
    QUALIFICATIONS_READ = "qualifications:read"
    QUALIFICATIONS_WRITE = "qualifications:write"
    EXPORTS_WRITE = "exports:write"
    MILESTONES_READ = "milestones:read"
    MILESTONES_WRITE = "milestones:write"


MAY: dict[Act, frozenset[Role]] = {
    Act.SEE_PLATFORMS: frozenset({Role.SERVICE_STAFF}),
    Act.REGISTER_PLATFORM: frozenset({Role.SERVICE_STAFF}),
    Act.DECIDE_ABOUT_PLATFORM: frozenset({Role.SERVICE_STAFF}),
    Act.DECIDE_ABOUT_DEPLOYMENT: frozenset({Role.SERVICE_STAFF}),
    Act.BIND_ORIGIN: frozenset({Role.SERVICE_STAFF}),
    Act.INVITE_PLATFORM: frozenset({Role.SERVICE_STAFF}),
    Act.ROTATE_KEYS: frozenset({Role.SERVICE_STAFF}),
    Act.SEE_TOOLS: frozenset({Role.SERVICE_STAFF}),
    Act.REGISTER_TOOL: frozenset({Role.SERVICE_STAFF}),
    Act.DECIDE_ABOUT_TOOL: frozenset({Role.SERVICE_STAFF}),
    Act.ASK_TOOLS_TO_FORGET: frozenset({Role.SERVICE_STAFF}),
    Act.SEE_API_TOKENS: frozenset({Role.SERVICE_STAFF}),
    Act.CREATE_API_TOKEN: frozenset({Role.SERVICE_STAFF}),
    Act.REVOKE_API_TOKEN: frozenset({Role.SERVICE_STAFF}),
    Act.SEE_OUTBOX: frozenset({Role.SERVICE_STAFF}),
    Act.SEND_AGAIN: frozenset({Role.SERVICE_STAFF}),
    Act.MANAGE_SUBSCRIPTIONS: frozenset({Role.SERVICE_STAFF}),
    Act.SEE_COURSE: frozenset({Role.TEACHER, Role.ASSISTANT}),
    Act.PLACE_LINK: frozenset({Role.TEACHER}),
    Act.SIT_EXAM: frozenset({Role.LEARNER}),
    Act.PREVIEW_EXAM: frozenset({Role.TEACHER, Role.ASSISTANT}),
    Act.SEE_EXAMS: frozenset({Role.TEACHER, Role.ASSISTANT, Role.SERVICE_STAFF}),
    Act.EDIT_EXAMS: frozenset({Role.TEACHER, Role.SERVICE_STAFF}),
    Act.SEE_ATTEMPTS: frozenset({Role.TEACHER, Role.ASSISTANT, Role.SERVICE_STAFF}),
    # What an invigilator does in the hall: pause and resume, admit, free a seat.
    Act.INVIGILATE: frozenset(
        {Role.TEACHER, Role.ASSISTANT, Role.PROCTOR, Role.REVIEWER, Role.SERVICE_STAFF}
    ),
    # What changes somebody's result: end, fail, accept, reset, reopen, let resume.
    Act.DECIDE_ABOUT_ATTEMPT: frozenset({Role.TEACHER, Role.SERVICE_STAFF}),
    # What the place where the questions lie says of an attempt.
    Act.COMPLETE_ATTEMPT: frozenset({Role.ASSESSMENT, Role.SERVICE_STAFF}),
    Act.ENTER_SCORES: frozenset({Role.TEACHER, Role.SERVICE_STAFF}),
    Act.SEE_ASSESSMENTS: frozenset({Role.SERVICE_STAFF}),
    Act.DEFINE_ASSESSMENTS: frozenset({Role.SERVICE_STAFF}),
    Act.SEE_REVIEWS: frozenset(
        {Role.TEACHER, Role.ASSISTANT, Role.PROCTOR, Role.REVIEWER, Role.SERVICE_STAFF}
    ),
    Act.COMMENT_ON_SITTING: frozenset(
        {Role.TEACHER, Role.ASSISTANT, Role.PROCTOR, Role.REVIEWER, Role.SERVICE_STAFF}
    ),
    Act.REVIEW_ATTEMPT: frozenset({Role.TEACHER, Role.REVIEWER, Role.SERVICE_STAFF}),
    Act.LIST_PROCTORS: frozenset({Role.TEACHER, Role.SERVICE_STAFF}),
    Act.SEE_VENDORS: frozenset({Role.TEACHER, Role.ASSISTANT, Role.SERVICE_STAFF}),
    Act.MANAGE_VENDORS: frozenset({Role.SERVICE_STAFF}),
    Act.SEE_DELIVERIES: frozenset({Role.TEACHER, Role.ASSISTANT, Role.SERVICE_STAFF}),
    Act.RESEND_OUTCOMES: frozenset({Role.TEACHER, Role.SERVICE_STAFF}),
    Act.TEST_CONNECTION: frozenset({Role.SERVICE_STAFF}),
    Act.SEE_ACCOMMODATIONS: frozenset({Role.TEACHER, Role.ASSISTANT, Role.SERVICE_STAFF}),
    Act.GRANT_TIME: frozenset({Role.TEACHER, Role.SERVICE_STAFF}),
    Act.SEE_PROFILES: frozenset({Role.SERVICE_STAFF}),
    Act.GIVE_PROFILE: frozenset({Role.SERVICE_STAFF}),
    Act.SEE_ROSTER: frozenset({Role.TEACHER, Role.ASSISTANT, Role.DEPARTMENT, Role.SERVICE_STAFF}),
    Act.READ_ROSTER: frozenset({Role.TEACHER, Role.ASSISTANT, Role.DEPARTMENT, Role.SERVICE_STAFF}),
    # Who may sit the final exam is decided by whoever teaches or runs the department, and seen by
    # nobody else.
    Act.SEE_RESULTS: frozenset({Role.TEACHER, Role.DEPARTMENT, Role.SERVICE_STAFF}),
    Act.EDIT_RESULTS: frozenset({Role.TEACHER, Role.SERVICE_STAFF}),
    Act.SEE_QUALIFICATIONS: frozenset({Role.TEACHER, Role.DEPARTMENT, Role.SERVICE_STAFF}),
    Act.QUALIFY: frozenset({Role.TEACHER, Role.DEPARTMENT, Role.SERVICE_STAFF}),
    Act.SEE_OWN_QUALIFICATION: frozenset({Role.LEARNER}),
    # A teacher looks at lists; that a registry has taken one over is said by those who serve it.
    Act.EXPORT_QUALIFICATIONS: frozenset({Role.DEPARTMENT, Role.SERVICE_STAFF}),
    Act.SEE_DEPARTMENT: frozenset({Role.DEPARTMENT, Role.SERVICE_STAFF}),
    Act.KEEP_DEADLINES: frozenset({Role.DEPARTMENT, Role.SERVICE_STAFF}),
    Act.REMIND_TEACHERS: frozenset({Role.DEPARTMENT, Role.SERVICE_STAFF}),
    # Which unit a course belongs to decides who sees it.
    Act.SORT_COURSES: frozenset({Role.SERVICE_STAFF}),
    Act.SEE_MILESTONES: frozenset({Role.TEACHER, Role.ASSISTANT, Role.SERVICE_STAFF}),
    Act.EDIT_MILESTONES: frozenset({Role.TEACHER, Role.SERVICE_STAFF}),
    # Teachers make milestones of their own course; what courses share is the service's.
    Act.EDIT_EVERY_MILESTONE: frozenset({Role.SERVICE_STAFF}),
    Act.AWARD_MILESTONES: frozenset({Role.TEACHER, Role.SERVICE_STAFF}),
    Act.WAIVE_MILESTONES: frozenset({Role.TEACHER, Role.SERVICE_STAFF}),
    Act.COMPLETE_COURSE: frozenset({Role.TEACHER, Role.SERVICE_STAFF}),
    Act.REPORT_COMPLETIONS: frozenset({Role.ASSESSMENT, Role.SERVICE_STAFF}),
}
# What reaches every course: nobody who is bound to one may do it.
IN_EVERY_COURSE = frozenset(
    {
        Act.SEE_PROFILES,
        Act.GIVE_PROFILE,
        Act.SEE_TOOLS,
        Act.REGISTER_TOOL,
        Act.DECIDE_ABOUT_TOOL,
        Act.TEST_CONNECTION,
        Act.ASK_TOOLS_TO_FORGET,
        Act.MANAGE_VENDORS,
        Act.SEE_ASSESSMENTS,
        Act.DEFINE_ASSESSMENTS,
        Act.EDIT_EVERY_MILESTONE,
    }
)

# A token acts for the staff who made it, as far as its scopes go and no further.
ACTS_OF_SCOPE: dict[Scope, frozenset[Act]] = {
    Scope.EXAMS_READ: frozenset({Act.SEE_EXAMS}),
    Scope.EXAMS_WRITE: frozenset({Act.SEE_EXAMS, Act.EDIT_EXAMS}),
    Scope.ATTEMPTS_READ: frozenset({Act.SEE_ATTEMPTS}),
    Scope.ATTEMPTS_WRITE: frozenset(
        {Act.SEE_ATTEMPTS, Act.INVIGILATE, Act.DECIDE_ABOUT_ATTEMPT, Act.ENTER_SCORES}
    ),
    Scope.COMPLETIONS_WRITE: frozenset({Act.COMPLETE_ATTEMPT, Act.REPORT_COMPLETIONS}),
    Scope.REVIEWS_READ: frozenset({Act.SEE_REVIEWS}),
    Scope.REVIEWS_WRITE: frozenset(
        {Act.SEE_REVIEWS, Act.COMMENT_ON_SITTING, Act.REVIEW_ATTEMPT, Act.LIST_PROCTORS}
    ),
    Scope.VENDORS_READ: frozenset({Act.SEE_VENDORS}),
    Scope.VENDORS_WRITE: frozenset({Act.SEE_VENDORS, Act.MANAGE_VENDORS}),
    Scope.GRADES_READ: frozenset({Act.SEE_DELIVERIES}),
    Scope.GRADES_WRITE: frozenset({Act.SEE_DELIVERIES, Act.RESEND_OUTCOMES, Act.TEST_CONNECTION}),
    Scope.TIME_READ: frozenset({Act.SEE_ACCOMMODATIONS, Act.SEE_PROFILES}),
    Scope.TIME_WRITE: frozenset(
        {Act.SEE_ACCOMMODATIONS, Act.GRANT_TIME, Act.SEE_PROFILES, Act.GIVE_PROFILE}
    ),
    Scope.TOOLS_READ: frozenset({Act.SEE_TOOLS, Act.SEE_ASSESSMENTS}),
    Scope.TOOLS_WRITE: frozenset(
        {
            Act.SEE_TOOLS,
            Act.REGISTER_TOOL,
            Act.DECIDE_ABOUT_TOOL,
            Act.ASK_TOOLS_TO_FORGET,
            Act.SEE_ASSESSMENTS,
            Act.DEFINE_ASSESSMENTS,
        }
    ),
    Scope.ROSTERS_READ: frozenset({Act.SEE_ROSTER}),
    Scope.ROSTERS_WRITE: frozenset({Act.SEE_ROSTER, Act.READ_ROSTER}),
    Scope.RESULTS_READ: frozenset({Act.SEE_RESULTS}),
    Scope.RESULTS_WRITE: frozenset({Act.SEE_RESULTS, Act.EDIT_RESULTS}),
    Scope.QUALIFICATIONS_READ: frozenset({Act.SEE_QUALIFICATIONS, Act.SEE_DEPARTMENT}),
    Scope.QUALIFICATIONS_WRITE: frozenset(
        {Act.SEE_QUALIFICATIONS, Act.QUALIFY, Act.SEE_DEPARTMENT, Act.KEEP_DEADLINES}
    ),
    Scope.EXPORTS_WRITE: frozenset(
        {Act.SEE_QUALIFICATIONS, Act.SEE_DEPARTMENT, Act.EXPORT_QUALIFICATIONS}
    ),
    Scope.MILESTONES_READ: frozenset({Act.SEE_MILESTONES}),
    Scope.MILESTONES_WRITE: frozenset(
        {
            Act.SEE_MILESTONES,
            Act.EDIT_MILESTONES,
            Act.EDIT_EVERY_MILESTONE,
            Act.AWARD_MILESTONES,
            Act.WAIVE_MILESTONES,
            Act.COMPLETE_COURSE,
        }
    ),
}
