# The same in Python: breccia journal export | python3 check.py
import hashlib, re, sys
n, erased, previous = 0, 0, b"0" * 64
for n, line in enumerate(sys.stdin.buffer, 1):
    seal, head, body = line.removesuffix(b"\n").split(b"\t")
    named = re.search(rb',"body":"([^"]*)"}$', head)
    erased += bool(named and not body)
    if not (head.startswith(b'{"seq":%d,' % n)
            and hashlib.sha256(previous + b"\n" + head).hexdigest().encode() == seal
            and (hashlib.sha256(body).hexdigest().encode() == named[1] if named and body else not body)):
        sys.exit(f"broken at event {n}")
    previous = seal
print(f"whole: {n} events, {erased} bodies erased, seal {previous.decode()}") if n else sys.exit("broken: there is none")
