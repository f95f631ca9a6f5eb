"""What is worked out of a mass is kept with it, however many masses there are."""

from __future__ import annotations

from massastudie.volumes import Lichaam, Status, kept_with

CITY = 20_000


def test_each_mass_is_looked_at_once_and_each_question_is_one() -> None:
    asked: list[tuple[str, int]] = []

    @kept_with
    def answer(lichaam: Lichaam, times: int) -> str:
        asked.append((lichaam.id, times))
        return lichaam.id * times

    city = [Lichaam(f"p{i}", "", None, Status.BESTAAND, "nu", False, ()) for i in range(CITY)]
    first = [answer(item, 2) for item in city]
    again = [answer(item, 2) for item in city]
    assert all(one is other for one, other in zip(first, again, strict=True))
    assert len(asked) == CITY
    assert answer(city[0], 3) == "p0p0p0"
    assert asked[-1] == ("p0", 3)
