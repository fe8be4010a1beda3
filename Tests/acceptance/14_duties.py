#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each duty is missed exactly once: when no daemon ran for weeks, when two look at once, in two
time zones at one instant, and when both are killed in the middle of many misses.

The ledger is recorded by the database's clock, which this script puts forward. It also reads the
calendar of a party with two calendar programs' own parsers."""

import concurrent.futures
import datetime
import http.client
import json
import os
import time

from acceptance import check, finish, note, skip
from servers import command, installation

MISSES = int(os.environ.get("PROBITY_DUTY_MISSES", "10000"))
PARTIES = 200
CLOCK = """
SET allow_system_table_mods = on;
CREATE TABLE public.clock_shift (shift interval NOT NULL);
INSERT INTO public.clock_shift VALUES (interval '0');
ALTER FUNCTION pg_catalog.clock_timestamp() RENAME TO machine_timestamp;
CREATE FUNCTION pg_catalog.clock_timestamp() RETURNS timestamptz
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
AS 'SELECT machine_timestamp() + shift FROM public.clock_shift';
"""


class Register:
    """Two daemons over a database whose clock is put forward."""

    def __init__(self, cluster, daemons):
        self.cluster, self.daemons = cluster, daemons
        self.stop()
        cluster.sql(CLOCK)
        self.start()
        self.officer = self.issue("--role", "regulator", "--authority", "CN-NIA",
                                  "--territory", "CN")

    def stop(self):
        """Ends both daemons in order."""
        for daemon in self.daemons:
            daemon.stop()

    def start(self):
        """Starts both daemons."""
        for daemon in self.daemons:
            daemon.start()

    def put(self, instant):
        """Puts the database's clock to an instant."""
        self.cluster.sql(
            "UPDATE public.clock_shift SET shift = "
            f"timestamptz '{instant}' - pg_catalog.machine_timestamp()")

    def now(self):
        """The day in UTC by the database's clock."""
        return datetime.date.fromisoformat(self.cluster.sql(
            "SELECT (clock_timestamp() AT TIME ZONE 'UTC')::date"))

    def issue(self, *grant):
        """A token."""
        done = command(self.daemons[0], "token", "issue", *grant, "--label", "duties",
                       "--format", "json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["token"]

    def ask(self, method, path, body=None, token=None, daemon=0, **headers):
        """One request: its status and what it answers."""
        status, _, text = self.daemons[daemon].request(
            method, path, body, token or self.officer, **headers)
        return status, json.loads(text) if text.startswith("{") else text

    def made(self, path, body, member, token=None):
        """What a request makes; anything but a success ends the script."""
        status, answer = self.ask("POST", path, body, token)
        assert status in (200, 201), answer
        return answer[member]

    def party(self, name):
        """A party that may invite."""
        party = self.made("/v1/parties", {
            "kind": "organisation", "name": name, "town": "Guangzhou", "region": "CN-44",
            "facts": {"recordsComplete": True, "paymentRecordsComplete": True}}, "party")["id"]
        self.made(f"/v1/parties/{party}/accreditations", {
            "role": "inviter", "route": "cn-visa-f", "from": "2026-01-01"}, "accreditation")
        return party

    def told(self, party, duty, day, role="inviter", token=None, **more):
        """A duty that a day raises."""
        return self.made("/v1/duties", {
            "party": party, "role": role, "duty": duty, "on": str(day), **more}, "duty", token)

    def duty(self, duty):
        """A duty as it stands."""
        return self.ask("GET", f"/v1/duties/{duty['id']}")[1]

    def events(self, party):
        """The events of a party, as the day each happened by indicator and state."""
        return [(event["indicator"], event["state"], event["occurredOn"]) for event in
                self.ask("GET", f"/v1/events?party={party}")[1]["events"]]

    def missed(self):
        """How many duties are missed, by the list."""
        return int(self.cluster.sql("SELECT count(*) FROM probity.duty WHERE state = 'missed'"))

    def wait_for(self, duties, state, seconds=120):
        """Waits until all of some duties are in a state; false where they are not in time."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if all(self.duty(duty)["state"] == state for duty in duties):
                return True
            time.sleep(1)
        return False

    def verified(self, name):
        """Has every row compared with the ledger."""
        done = command(self.daemons[0], "verify")
        check(done.returncode == 0, name, done.stdout[-2000:] + done.stderr[-2000:])


def after(day, days):
    """A day so many days later, as it is written."""
    return str(datetime.date.fromisoformat(str(day)) + datetime.timedelta(days=days))


def nobody_ran(register):
    """Nobody looks at the clock for forty days."""
    party = register.party("Close-out Ltd")
    today = register.now()
    undertaking = register.made("/v1/undertakings", {
        "route": "cn-visa-f", "from": str(today),
        "vouchers": [{"party": party, "role": "inviter"}],
        "nominee": {"nationality": "IND", "document": "Z1234567", "birthDate": "1990-05-17"}},
        "undertaking")
    register.made(f"/v1/undertakings/{undertaking['id']}:close",
                  {"outcome": "departed", "on": str(today)}, "undertaking")
    listed = register.ask("GET", f"/v1/duties?party={party}")[1]["duties"]
    check([duty["duty"] for duty in listed] == ["cn.close-out"]
          and listed[0]["raisedBy"]["undertaking"] == undertaking["id"],
          "an undertaking that is closed raises the duty to close it out", listed)
    check(listed[0]["lastDay"] == after(today, 30), "which is due thirty days later", listed)
    own = register.issue("--role", "employer", "--party", party)
    told = register.told(party, "cn.supplement", today, token=own)
    register.stop()
    register.put(f"{after(today, 40)} 12:00:00+00")
    register.start()
    owed = [listed[0], told]
    check(register.wait_for(owed, "missed"), "two daemons that start at once find what was missed",
          [register.duty(duty) for duty in owed])
    time.sleep(35)
    check(sorted(register.events(party)) == sorted([
        ("cn.invitation.late-close-out", "confirmed", after(today, 31)),
        ("cn.documents.not-supplemented", "confirmed", after(today, 31))]),
        "and enter each once, as of the day after its last one", register.events(party))
    late = register.made(f"/v1/duties/{told['id']}:discharge", {"kind": "documents"}, "duty", own)
    check(late["state"] == "late" and late["daysLate"] == 10,
          "what is done ten days late says so", late)
    states = sorted(event[1] for event in register.events(party)
                    if event[0] == "cn.documents.not-supplemented")
    check(states == ["annulled", "confirmed"], "the miss is annulled, and the late filing stands",
          states)
    calendar(register, party)


def time_zones(register):
    """At one instant it is another day in China than in the United Kingdom."""
    party = register.party("Two Zones Ltd")
    british = register.told(party, "uk.report.organisation", register.now(), role="sponsor")
    last = british["lastDay"]
    register.put(f"{after(last, -3)} 12:00:00+00")
    chinese = register.told(party, "cn.report-change", after(last, -10), role="sponsor")
    check(chinese["lastDay"] == last, "two duties fall due on one day", (chinese, british))
    register.put(f"{last} 15:00:00+00")
    time.sleep(45)
    check(register.duty(chinese)["state"] != "missed", "before midnight in China none is missed")
    register.put(f"{last} 16:00:05+00")
    check(register.wait_for([chinese], "missed"), "at midnight in China that one is missed")
    time.sleep(35)
    check(register.duty(british).get("missed") is None, "and the other is not",
          register.duty(british))
    register.put(f"{after(last, 1)} 00:00:05+00")
    check(register.wait_for([british], "missed"), "which is missed once its day is over, too")


def raise_many(register):
    """Very many duties of two hundred parties, due on one day."""
    today = str(register.now())
    parties = [register.party(f"Many {number} Ltd") for number in range(PARTIES)]
    daemon = register.daemons[0]

    def tell(numbers):
        connection = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=60)
        for number in numbers:
            connection.request("POST", "/v1/duties", json.dumps({
                "party": parties[number % PARTIES], "role": "inviter", "duty": "cn.supplement",
                "on": today, "reference": f"n{number}"}), {
                    "Authorization": f"Bearer {register.officer}",
                    "Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read()
            assert answer.status == 201, text
        connection.close()

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        list(pool.map(tell, [range(start, MISSES, 16) for start in range(16)]))
    return after(today, 31)


def kill_rounds(register):
    """Both daemons die without a warning, again and again, while they enter misses."""
    day = raise_many(register)
    before = register.missed()
    register.stop()
    register.put(f"{after(day, 7)} 12:00:00+00")
    kills = []
    for share in (0.05, 0.3, 0.6):
        register.start()
        deadline = time.monotonic() + 120
        while register.missed() - before < share * MISSES and time.monotonic() < deadline:
            time.sleep(0.05)
        for daemon in register.daemons:
            daemon.kill()
        kills.append(register.missed() - before)
    register.start()
    deadline = time.monotonic() + 300
    while register.missed() - before < MISSES and time.monotonic() < deadline:
        time.sleep(1)
    note(f"both daemons were killed at {kills} of {MISSES:,} misses")
    check(any(0 < count < MISSES for count in kills), "a kill fell into the middle", kills)
    check(register.missed() - before == MISSES, "every duty is missed in the end",
          register.missed() - before)
    events = register.cluster.sql(
        "SELECT count(*), count(DISTINCT origin_id) FROM probity.event_index "
        "WHERE origin_system = 'probity.duties' AND origin_id IN ("
        "SELECT duty_id::text FROM probity.duty WHERE duty = 'cn.supplement')")
    entries = register.cluster.sql(
        "SELECT count(*) FROM probity.ledger_entry WHERE kind = 'duty.missed'")
    missed = register.cluster.sql(
        "SELECT count(*) FROM probity.duty WHERE convert_from(bytes, 'UTF8')::jsonb ? 'missed'")
    check(entries == missed, "the ledger has one entry for each duty that was missed",
          f"{entries} entries, {missed} duties")
    check(events == f"{MISSES + 1}|{MISSES + 1}", "and one event for each, none twice", events)
    party = register.cluster.sql(
        "SELECT party_id FROM probity.duty WHERE state = 'missed' ORDER BY last_day DESC LIMIT 1")
    days = {event[2] for event in register.events(party)}
    check(days == {day}, "which happened on the due date, whenever it was entered", days)


def calendar(register, party):
    """The calendar of a party, read by two parsers that share nothing with ours."""
    status, text = register.ask("GET", f"/v1/duties/calendar.ics?party={party}",
                                Accept_Language="zh")
    check(status == 200, "a party's duties come as a calendar", text)
    try:
        import icalendar
        import vobject
    except ImportError as error:
        skip("the calendar is read by icalendar and vobject", str(error))
        return
    owed = {duty["id"]: duty for duty in
            register.ask("GET", f"/v1/duties?party={party}&limit=500")[1]["duties"]}
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    found = {str(event["UID"]).partition("@")[0]: event for event in events}
    check(set(found) == set(owed) and owed, "icalendar finds each duty once", sorted(found))
    check(all(str(found[key].decoded("DTSTART")) == duty["lastDay"] for key, duty in owed.items()),
          "on its last day", text)
    check(all("销签" in str(event["SUMMARY"]) or "容缺" in str(event["SUMMARY"])
              for event in events), "under its title in the language asked for", text)
    check(not any(event.errors for event in events), "without a fault",
          [event.errors for event in events])
    read = vobject.readOne(text)
    read.validate()
    check({event.uid.value.partition("@")[0] for event in read.vevent_list} == set(owed),
          "and vobject finds the same", text)


def main():
    with installation(daemons=2, PROBITY_RATE_LIMITS="off") as (cluster, daemons):
        register = Register(cluster, daemons)
        nobody_ran(register)
        register.verified("nothing differs from the ledger")
        time_zones(register)
        kill_rounds(register)
        register.verified("nothing differs from the ledger after all of it")
    finish()


main()
