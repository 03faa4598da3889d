#!/bin/sh
# Local times on the nights when the clocks change, 2026 to 2037, mean what Python's zoneinfo says they mean: every half
# hour from the noon before to the noon after, in Rome, in two other zones, and in one that moves by half an hour.
set -u

dir=$builddir/tests/when-zoneinfo.dir
table=$dir/table
rm -rf "$dir"
mkdir -p "$dir" || exit 99
trap 'rm -rf "$dir"' EXIT

python3 - >"$table" <<'PYTHON'
import sys
from datetime import datetime, timedelta, timezone
try:
    from zoneinfo import ZoneInfo
    ZoneInfo("Europe/Rome")
except Exception:
    sys.exit(77)

UTC = timezone.utc

def nights(zone):
    """The local days on which the offset changes."""
    t, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)
    while t < end:
        next = t + timedelta(hours=1)
        if t.astimezone(zone).utcoffset() != next.astimezone(zone).utcoffset():
            yield next.astimezone(zone).date()
        t = next

def written(t, zone):
    return t.astimezone(zone).isoformat()

for name in "Europe/Rome", "Europe/London", "America/New_York", "Australia/Lord_Howe":
    zone = ZoneInfo(name)
    for day in nights(zone):
        begin = datetime(day.year, day.month, day.day) - timedelta(hours=12)
        for halves in range(72):
            local = begin + timedelta(minutes=30 * halves)
            both = [local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
            real = sorted({t for t in both if t.astimezone(zone).replace(tzinfo=None) == local})
            typed = local.strftime("%d/%m/%Y %H:%M")
            if len(real) == 1:
                print(name, typed, int(real[0].timestamp()), sep="\t")
            else:
                print(name, typed, "twice" if real else "never", *(written(t, zone) for t in both), sep="\t")
PYTHON
status=$?
case $status in
77 | 126 | 127)
	echo "skipped: no python3 with zoneinfo and tzdata"
	exit 77
	;;
0) ;;
*) exit 99 ;;
esac
grep -q never "$table" && grep -q twice "$table" || exit 99
if "$builddir/tests/when-table" <"$table"; then
	echo "ok - local times mean what zoneinfo says"
else
	echo "not ok - local times mean what zoneinfo says"
	exit 1
fi
