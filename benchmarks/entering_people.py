"""People at their pages: each leaves one cell after another, with a pause of a person between them.

Reads who they are as JSON from stdin, and prints the milliseconds of every answer. What one saves stands on
what they saved before, as their page knows it.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4


def main(port: int, what: str, seconds: float, pause: float) -> None:
    """Everyone for some seconds."""
    people = json.load(sys.stdin)
    times: list[list[float]] = [[] for _each in people]
    wrong: list[str] = []
    until = time.monotonic() + seconds

    def work(number: int) -> None:
        try:
            person = _Person(people[number], random.Random(number), times[number])
            person.work(port, what, until=until, pause=pause)
        except (OSError, RuntimeError) as problem:
            wrong.append(str(problem))

    threads = [threading.Thread(target=work, args=[number]) for number in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise SystemExit(wrong[0])
    print(json.dumps([each for one in times for each in one]))


@dataclass
class _Person:
    """Who sits at a page, and how long each answer took."""

    told: dict[str, Any]
    chance: random.Random
    times: list[float]

    def work(self, port: int, what: str, *, until: float, pause: float) -> None:
        heads: dict[str, str] = {}
        here = HTTPConnection("127.0.0.1", port)
        time.sleep(self.chance.random() * pause)  # nobody begins with the others
        while time.monotonic() < until:
            code = self.chance.choice(self.told["codes"])
            began = time.perf_counter()
            if what == "hello":
                here.request("GET", "/hello")
                here.getresponse().read()
            else:
                heads[code] = _save(here, self.told, code, self.chance, heads.get(code))
            self.times.append(1000 * (time.perf_counter() - began))
            time.sleep(pause * (0.5 + self.chance.random()))
        here.close()


def _save(
    here: HTTPConnection, person: dict[str, Any], code: str, chance: random.Random, on: str | None
) -> str:
    """Leave one cell; what stands in it afterwards. What stood there before this run the server tells."""
    whole = 1000 + chance.randrange(40)
    given = {"v": "", "n": str(whole - chance.randrange(99)), "d": str(whole), "w": "", "id": str(uuid4())}
    told = _post(here, person, code, given | {"on": on or ""})
    if told["outcome"] == "disputed" and on is None:
        told = _post(here, person, code, given | {"on": told["on"]})
    if told["outcome"] not in ("saved", "same"):
        raise RuntimeError(f"{person['path']} {code}: {told}")
    return str(told["on"])


def _post(here: HTTPConnection, person: dict[str, Any], code: str, given: dict[str, str]) -> dict[str, Any]:
    here.request(
        "POST",
        f"{person['path']}o/{code}/luu/",
        body=urlencode(given),
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": person["cookie"],
            "X-CSRFToken": person["token"],
        },
    )
    answer = here.getresponse()
    body = answer.read().decode()
    if "json" not in answer.headers.get("Content-Type", ""):
        raise RuntimeError(f"{person['path']} {code}: {answer.status} {body[:200]}")
    told: dict[str, Any] = json.loads(body)
    return told


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), float(sys.argv[4]))
