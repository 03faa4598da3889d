#!/bin/sh
# The manual against the program: its examples run, its JSON documents have the keys that it lists and no others, and
# the incident that it prints looks as one does.
set -u

command -v python3 >/dev/null || {
	echo "ok - python3 is not here: skipped"
	exit 77
}
dir=$builddir/tests/man-examples.dir
rm -rf "$dir"
mkdir -p "$dir/home" || exit 99
trap 'rm -rf "$dir"' EXIT
unset BRECCIA_AS BRECCIA_CONFIG BRECCIA_REGISTER LC_ALL LC_MESSAGES XDG_CONFIG_HOME XDG_DATA_HOME
LANG=C HOME=$dir/home PATH=$builddir:$PATH
export LANG HOME PATH

timeout 120 breccia demo "$dir/demo" >"$dir/out" 2>&1 || {
	echo "not ok - the demonstration begins"
	cat "$dir/out"
	exit 1
}
# shellcheck disable=SC1091 # made just now
. "$dir/demo/env"
PAGE=$srcdir/man/breccia.1 DIR=$dir python3 - <<'END'
import json, os, re, subprocess, sys

page = open(os.environ["PAGE"], encoding="utf-8").read()
failed = False


def ok(holds, what, why=""):
	global failed
	print(("ok - " if holds else "not ok - ") + what)
	if not holds:
		failed = True
		print("\t" + str(why))


def run(command, **more):
	return subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=120, **more)


def plain(text):
	return re.sub(r"\\&", "", text).replace("\\e", "\\")


# An answer that is older than what is entered from it.
answer = os.environ["DIR"] + "/answer.eml"
open(answer, "w").write("as it came")
run("breccia receipt add 1 " + answer)
# Before all else: no account sends more than so many a minute.
run("breccia affected 2 alfa subjects=1200 campaign=Renewals reference=DB/7 && breccia --as p2 notify 2 --to alfa && breccia send -q")

# Examples: what follows "$ " up to the next one, whether on one line (.Dl) or in a display.
examples = page[page.index("\n.Sh EXAMPLES"):page.index("\n.Sh SEE ALSO")]
setting_up = page[page.index("\n.Ss Setting it up"):page.index("\n.Sh COMMANDS")]
commands = []
for line in plain(examples + setting_up).split("\n"):
	line = re.sub(r"^\.Dl ", "", line)
	if line.startswith("$ "):
		commands.append(line[2:])
	elif commands and not line.startswith(".") and (commands[-1].endswith("\\") or commands[-1].count("'") % 2):
		commands[-1] += "\n" + line
ok(len(commands) >= 7, "the manual has examples", commands)
for command in commands:
	seal = run("breccia seal").stdout.strip()
	command = re.sub(r"[0-9a-f]{4}\.\.\.[0-9a-f]{4}@42", seal, command).replace("amend 13", "amend 7").replace("notify 13", "notify 7").replace("-o ", "-o $DIR/")
	if command.startswith("breccia init"):
		command += " -r sqlite:" + os.environ["DIR"] + "/own.db --no-input </dev/null"
	done = run(command)
	ok(done.returncode == 0, "runs: " + command.split("\n")[0][:60], done.stdout + done.stderr)

# JSON documents: the table says which keys they have.
arguments = {"(none)": "", "log": "log -q 'one more'", "amend": "amend 7 subjects=12", "notify": "notify 7", "outbox show": "outbox show 6/n1",
	"assess": "assess 1 --as p2 --dpc behavioural --ei name:1 --cb none", "action": "action add 6 'call the supplier' --kind communication",
	"evidence": "evidence add 6 $PAGE --action 1", "affected": "affected 2", "called": "called 6 dpo --outcome 'no answer'",
	"opinion": "--as p2 opinion 1 subjects no --reason x", "decide": "--as p4 decide 1 subjects no --reason x",
	"file": "file 1 authority-72h --at now --number 4711", "close": "--as p2 close D1", "void": "--as p2 void 4 --reason x",
	"verify": "verify", "config": "config list", "person": "person list", "client": "client list", "dpo": "dpo show", "show": "show 6",
	"duty": "duty list", "duty show": "duty show dpia", "dossier": "dossier 6", "dossier --for": "dossier 2 --for alfa", "dossier --format edpb": "dossier 6 --format edpb",
	"dossier --bundle": "dossier 6 --bundle $DIR/bundle.zip",
	"demo": "demo $DIR/another", "note": "note 6 x", "take": "--as p2 take 6", "late": "late 5 --cause other --reason x",
	"waive": "--as p4 waive 7 authority-72h --reason x", "hold-legal": "hold-legal 6 --reason x", "config set": "config set hold 10m",
	"reopen": "--as p2 reopen D1 --reason x && breccia -q --as p2 close D1 >$DIR/out", "outbox hold": "outbox hold 6/n2",
	"outbox withdraw": "--as p2 outbox withdraw 3/n2 --reason x", "init": "init -r sqlite:$DIR/third.db --org X --me 'A <a@b.example>'",
	"import": "import $DIR/past.json", "erase": "erase --closed-before 2020-01-01 --reason x --yes",
	"backup": "backup $DIR/copy.db", "restore": "restore --force $DIR/copy.db", "adopt": "adopt --yes --reason again"}
may_miss = {"mailbox", "what", "seq", "against", "next", "password_days", "no_dpo", "against_opinion", "late_minutes", "review", "evidence", "outcome", "kind", "client", "from", "to", "anchor", "duty_days"}
run("breccia --as p2 take D1")
open(os.environ["DIR"] + "/past.json", "w").write('{"title":"x","detected_at":"2019-05-02 08:00","source_id":"7/2019"}')
table = page[page.index("\n.Sh JSON"):page.index("An incident:")]
rows = re.findall(r"^\.It (.+) Ta (.+)$", plain(table), re.M)[1:]
ok(len(rows) >= 15, "the manual lists the documents", rows)
for name, keys in [(name, keys) for names, keys in rows for name in names.split(", ")]:
	done = run("breccia " + ("" if "--format" in name else "--json ") + arguments.get(name, name))
	try:
		document = json.loads(done.stdout)
	except ValueError as why:
		ok(False, "JSON of " + name, str(why) + done.stdout + done.stderr)
		continue
	keys = set(re.sub(r"[;{].*", "", keys).replace(" ", "").split(","))
	found = set(document) - {"v"}
	if "anincident" in keys or "anotice" in keys:
		ok({"ref", "clocks", "seal"} <= found or {"id", "state", "proof", "text"} <= found, "JSON of " + name, found)
	else:
		ok(list(document)[0] == "v" and document["v"] == 1 and found <= keys and keys - found <= may_miss,
			"JSON of " + name, (sorted(found), sorted(keys)))

for command in ("person change p1 --phone 3", "client change alfa --phone 3", "dpo away --to +3d", "dpo back"):
	done = run("breccia --json " + command)
	ok(done.stdout == '{"v":1}\n', "v alone: " + command, done.stdout + done.stderr)

# The incident that is printed: none of its keys is invented.
example = json.loads(re.search(r"^\{\"v\":1,\"ref\".*?^\.Ed", page, re.M | re.S)[0][:-3])
run("breccia note 6 'called back'")
run("breccia receipt add 6 " + answer + " --notice 6/n1 --reason 'by hand'")
for line in ("opinion 1 authority yes --from-reply 1 --reason x", "file 1 authority-72h --at -1h --number 1 --protocol 2 --note x --evidence " + answer, "--as p2 opinion 7 subjects yes --reason x", "--as p4 decide 7 subjects no --reason x --signed-by N",
		"--as p2 opinion 3 breach no --reason x", "--as p4 decide 3 breach no --reason x", "--as p2 reopen D1 --reason x",
		"--as p2 close D1",
		"--as p2 void 5 --duplicate-of 6 --reason x"):
	done = run("breccia " + line)
	ok(done.returncode == 0, "as in the example: " + line[:40], done.stdout + done.stderr)
incidents = json.loads(run("breccia --json list --all").stdout)["incidents"]
incidents.append(json.loads(run("breccia --json show 6").stdout))


def shape(value, path=""):
	if isinstance(value, dict):
		return {path + "." + key for key in value}.union(*(shape(v, path + "." + k) for k, v in value.items()))
	if isinstance(value, list):
		return set().union(*(shape(v, path + "[]") for v in value))
	return set()


real = set().union(*(shape(i) for i in incidents))
# A folder answers without a code.
only_servers = {".notices[].code", ".notices[].to[].code", ".notices[].to[].reply"}
ok(shape(example) <= real | only_servers, "the incident in the manual is one", sorted(shape(example) - real))
ok(bool({".no_such_key"} - real), "a key that does not exist would be found")
sys.exit(failed)
END
