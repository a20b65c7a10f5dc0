#!/bin/sh
# A sprint on the command line, from the plan to the amendment. Run it with a new store:
#
#     PILOTBOARD_STORE=/tmp/a-sprint.db sh docs/a-sprint.sh
#
# --today freezes the day of a command, so that two weeks go by in a second. The tests run this file as it stands.
set -eu
on() { day=$1; shift; pilotboard --today "$day" "$@"; }

# The scene: an organisation, a team, a pilot with four things to do.
on 2026-01-02 init --name "Larkmere Schools"
on 2026-01-02 people add "Ana Ruiz"
on 2026-01-02 teams add "Team Heron"
on 2026-01-02 teams join T-01 "Ana Ruiz" --role product_owner --share 50
on 2026-01-02 pilots add "Reading texts home" --team T-01
on 2026-01-02 items add "Draft the Spanish text" --pilot P-01 --estimate 3
on 2026-01-02 items add "Call list for site B" --pilot P-01 --estimate 2
on 2026-01-02 items add "District SMS account" --pilot P-01 --estimate 5
on 2026-01-02 items add "Print for the office" --pilot P-01 --estimate 1

# Plan: ten working days, a goal, what is to go into it. Nothing is promised yet.
on 2026-01-02 sprints add "Families get the reading text by Friday" --team T-01 --start 2026-01-05 --end 2026-01-16
on 2026-01-02 sprints edit S-1 --prediction "60 of 100 families read together on three evenings"
on 2026-01-02 items plan P01-01 P01-02 P01-03 --sprint S-1

# Start: what is in it now is the commitment.
on 2026-01-05 sprints start S-1
on 2026-01-05 items move P01-01 doing
on 2026-01-06 sprints note S-1 "Ana: the family centre reads the draft today. Omar: waiting for finance."

# The scope changes, and says why. Something is in the way, and is taken to who can help.
on 2026-01-07 items plan P01-04 --sprint S-1 --reason "The office asked for it by Monday"
on 2026-01-07 items edit P01-02 --estimate 3 --reason "Two schools, not one"
on 2026-01-08 impediments add "The contract waits at the finance office" --item P01-03
on 2026-01-12 impediments raise I-01
on 2026-01-09 items move P01-01 done
on 2026-01-13 items move P01-04 done
on 2026-01-14 sprints show S-1 --chart burndown --table
on 2026-01-14 impediments answer I-01 "The coach went there; it is signed on the 20th"

# Review and close: every leftover is decided, the record is frozen.
on 2026-01-16 sprints add --team T-01 --start 2026-01-19 --end 2026-01-30
on 2026-01-16 sprints close S-1 --carry P01-03 --back P01-02 --result "58 of 100 families, after one text"
on 2026-01-16 sprints show S-1

# What was wrong in it is said beside the record, never in it.
on 2026-01-20 sprints amend S-1 "It was 61 families: three answered on paper."
on 2026-01-20 sprints show S-1 --json
