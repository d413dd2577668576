"""The guided tour: what there is to see in the service, who to be for it, and what to do.

The demo names the service; a university that runs alone has no tour.
"""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guide:
    """Where the service is, and as whom its own staff sign in."""

    service: str
    staff: str
    password: str

    @property
    def staff_pages(self) -> str:
        return f"{self.service}/staff/"


@dataclass(frozen=True, slots=True)
class Station:
    """One stop: begin as somebody, at a page of the university."""

    key: str
    title: str
    why: str
    be: str
    be_name: str
    page: str
    steps: tuple[str, ...]
    # It begins at the service's own staff pages, in another tab.
    staff_first: bool = False


def guide() -> Guide | None:
    """Return what the demo told us, if a demo runs us."""
    told = os.environ.get("SANDBOX_TOUR", "").split(" ")
    return Guide(*told) if len(told) == 3 else None


STATIONS: tuple[Station, ...] = (
    Station(
        key="launch",
        title="Launch from a course",
        why="A student comes from the LMS without another password. Your browser treats the two as "
        "different sites, so third-party cookies are really third-party here.",
        be="ada-alder",
        be_name="Ada Alder, a student",
        page="/courses/stat101",
        steps=(
            "Open “Statistics with lti_exams”. It is not set up yet, and the page says so kindly.",
            (
                "Choose “Open in a new window” inside its frame: the launch goes on there, by a "
                "token that works once."
            ),
        ),
    ),
    Station(
        key="choose",
        title="Choose what a link opens",
        why="A link in a course opens whatever its teacher chooses. Rights come from the course: "
        "what somebody is elsewhere in the university counts for nothing.",
        be="mira-maple",
        be_name="Mira Maple, a teacher",
        page="/courses/stat101",
        steps=(
            "Open “For the teachers” and choose the course's dashboard.",
            "See who came and when: you, and Ada if she has been there.",
            "Be Ada again and open the same link: she sees her own exams and nobody else's.",
        ),
    ),
    Station(
        key="deep-linking",
        title="Add content from the service, or change your mind",
        why="Deep Linking lets a teacher pick inside the service. Whoever goes back without a "
        "choice is answered properly too.",
        be="mira-maple",
        be_name="Mira Maple, a teacher",
        page="/courses/stat101",
        steps=(
            "Choose “Add content from lti_exams”.",
            "Go back to the LMS without a choice: it says that nothing was added.",
        ),
    ),
    Station(
        key="exam",
        title="Make an exam and place it",
        why="A teacher makes an exam on the spot. The LMS gets a link and a column for its grade, "
        "and learners who open the link come to the exam.",
        be="mira-maple",
        be_name="Mira Maple, a teacher",
        page="/courses/stat101",
        steps=(
            "Choose “Add content from lti_exams”, and there “Make an exam”.",
            "Give it a title and a time limit of 30 minutes, and choose “Make the exam”.",
            "The LMS says that the link was added to the course.",
        ),
    ),
    Station(
        key="sit",
        title="Sit it as Ada, with a clock",
        why="The time runs on the service's clock: closing the page, a second tab or a wrong clock "
        "on the desk change nothing.",
        be="ada-alder",
        be_name="Ada Alder, a student",
        page="/courses/stat101",
        steps=(
            "Open the link of the exam that was made at the station before this one.",
            "Come in, read the instructions, tick the statement, and start.",
            "See the clock run. Leave the page open for the next station, or hand in.",
        ),
    ),
    Station(
        key="more-time",
        title="Give everybody five minutes more",
        why="A fire alarm costs everybody time. One act reaches all who are in progress, says how "
        "many before it is done, and can be taken back.",
        be="mira-maple",
        be_name="Mira Maple, a teacher",
        page="/courses/stat101",
        steps=(
            "Open the link of the exam: teachers come to its own page.",
            "Under “More time for everyone in progress”, write five minutes and why.",
            "“Attempts” shows the new time. Ada's open page shows it within half a minute.",
        ),
    ),
    Station(
        key="proctored",
        title="Sit an exam under the eyes of a proctor",
        why="The proctoring vendor is a tool that the service opens: it checks who somebody is, "
        "lets them in, and tells what it sees. The time does not run before that.",
        be="nils-nutmeg",
        be_name="Nils Nutmeg, a teacher",
        page="/courses/chem210",
        steps=(
            "Open “Exams” and let it open “Final exam”, which the vendor Hawkeye guards.",
            "Be Ada, open “Exams” in Organic Chemistry, and go on to the proctoring service.",
            "Show an identity card and the room, begin, and start the exam.",
        ),
    ),
    Station(
        key="questions",
        title="Answer the questions where they lie",
        why="The questions lie in another tool, Quill, which opens beside the clock. What is "
        "handed in there ends the exam here, and its score comes by itself.",
        be="ada-alder",
        be_name="Ada Alder, a student",
        page="/courses/chem210",
        steps=(
            "Open “Exams”: your final exam goes on. Choose “Open the questions”.",
            "Answer, and hand in. The page of the exam says that you have handed in.",
        ),
    ),
    Station(
        key="review",
        title="Decide about the sitting, and see the grade arrive",
        why="Whoever reviews sees what the vendor told, decides with a reason, and can take it "
        "back. The grade reaches the gradebook once, and by itself.",
        be="nils-nutmeg",
        be_name="Nils Nutmeg, a teacher",
        page="/courses/chem210",
        steps=(
            "Open “Exams”, then “Reviews”: Ada's sitting waits. Verify it, and say why.",
            "“Grades” shows her grade on its way, and soon delivered.",
            "The course's gradebook at the LMS shows it too.",
        ),
    ),
    Station(
        key="gate",
        title="Keep an exam shut until a milestone is reached",
        why="One click says that this needs that one first. Whoever is kept out reads what is "
        "missing and how to get it, and a gate opens at once when it is reached.",
        be="olga-olive",
        be_name="Olga Olive, a teacher",
        page="/courses/hist150",
        steps=(
            (
                "Open “Exams” and let it open “Midterm”. Under “Milestones”, let the Midterm need "
                "the Warm-up first."
            ),
            "Be Ada, and open “Exams” in The Medieval Town: she reads what is missing.",
            (
                "Be Olga again: under “Milestones”, “People”, award it to Ada, with a reason. Her "
                "page lets her in."
            ),
        ),
    ),
    Station(
        key="final-list",
        title="Say who may sit the final exam",
        why="A list is made in three steps, explains itself before it is saved, and is never "
        "changed afterwards: a correction is a new list.",
        be="nils-nutmeg",
        be_name="Nils Nutmeg, a teacher",
        page="/courses/chem210",
        steps=(
            "Open “Exams”, then “Final exam” among the pages of the course, and choose “Begin”.",
            "Choose “By hand”, tick some students, and look at the preview.",
            "Save the list. “The students and the reasons” says why, as each of them reads it too.",
        ),
    ),
    Station(
        key="deadlines",
        title="See which courses are late, and remind them",
        why="A department sees every course against its deadline. Teachers are reminded a week "
        "before it and when it passes, and the department is told when nothing follows.",
        staff_first=True,
        be="olga-olive",
        be_name="Olga Olive, a teacher",
        page="/courses/hist150",
        steps=(
            "Be Olga and open “Exams”: whoever comes to teach a course can be written to.",
            "Sign in to the staff pages of the service, and open “Department”.",
            "Make a deadline that has passed, tick The Medieval Town, and hold it to it.",
            "The course is late as long as no list is ready: tick it, and remind its teachers.",
            "Be Olga again and save a list: the department sees the course as ready.",
        ),
    ),
    Station(
        key="refusal",
        title="Break something, and read what you are told",
        why="A refused launch says what failed, whose side it is, what to do next, and a reference "
        "that finds the line in the log.",
        be="quinn-quince",
        be_name="Quinn Quince, the administrator",
        page="/administration/faults",
        steps=(
            "Switch on “Wrong clock”: it is two minutes ahead then.",
            (
                "Be Ada and open “Statistics with lti_exams”: the launch is refused, and the page "
                "says that the clock of the LMS is probably wrong."
            ),
            "Switch the fault off and open the link once more.",
        ),
    ),
    Station(
        key="keys",
        title="Change the LMS's keys in the middle of the day",
        why="The service notices an unknown key, asks the LMS for its keys, and goes on. It asks "
        "at most once a minute, so that nobody can make it a nuisance.",
        be="quinn-quince",
        be_name="Quinn Quince, the administrator",
        page="/administration/tools",
        steps=(
            "Choose “Rotate keys”, at the end of the page.",
            "Be Ada and open “Statistics with lti_exams”: nothing is different for her.",
        ),
    ),
    Station(
        key="register",
        title="Register an LMS in a minute",
        why="Dynamic registration exchanges every address and key. Without an invitation, a "
        "registration waits until our staff approve it.",
        staff_first=True,
        be="quinn-quince",
        be_name="Quinn Quince, the administrator",
        page="/administration/tools",
        steps=(
            "Sign in to the staff pages of the service, and make an invitation.",
            (
                "Come back here, be the administrator, and paste the invitation's address under "
                "“Let a tool register itself”."
            ),
            "Choose “Register”. The staff pages show who used the invitation.",
        ),
    ),
    Station(
        key="privacy",
        title="Ask what is kept about people",
        why="A data privacy launch shows what the service keeps, and whom to ask to have it "
        "erased. What it keeps of one person is shown to that person alone.",
        be="quinn-quince",
        be_name="Quinn Quince, the administrator",
        page="/administration/tools",
        steps=(
            "Under lti_exams, choose Ada Alder and “Ask the tool”.",
            "Read what is kept. Ada's own data are not there: you are not Ada.",
        ),
    ),
)
