class TestATermOfCoursework:
    def test_fills_the_gradebook_of_every_course(self, lms):
        lms.post("coursework")

        columns = lms.get("line-items")
        assert {item["course"] for item in columns} == {"stat101", "chem210", "hist150"}
        assert all(0 <= each["given"] <= 20 for item in columns for each in item["grades"])

    def test_is_the_same_each_time_it_is_made(self, lms):
        lms.post("coursework")
        first = [item["grades"] for item in lms.get("line-items")]
        lms.reset()
        lms.post("coursework")

        again = [item["grades"] for item in lms.get("line-items")]
        assert [[one["given"] for one in grades] for grades in again] == [
            [one["given"] for one in grades] for grades in first
        ]

    def test_is_made_once(self, lms):
        assert lms.post("coursework")["grades"] > 100

        assert lms.post("coursework")["grades"] == 0
