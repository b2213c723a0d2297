"""How long lists take to load, and a CSMS to be told of them. Called by Benchmarks/seeding.sh."""
import os
import subprocess
import sys
import tempfile
import time
import urllib.request

here = os.path.dirname(os.path.abspath(__file__))
stub_script = os.path.join(here, "..", "..", "Tests", "Oracles", "stub_interface.py")
fleetsim = os.path.abspath(sys.argv[1])
count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
failed = False


def run(*words, wanted=0):
    start = time.monotonic()
    done = subprocess.run([fleetsim, *words], capture_output=True, text=True)
    took = time.monotonic() - start
    if done.returncode != wanted:
        sys.exit(f"{' '.join(words)} ended with {done.returncode}: {done.stderr[-2000:]}")
    return took, done.stdout


def judge(what, took, most):
    global failed
    failed = failed or took >= most
    print(f"{what}: {took:.2f} s (less than {most} s is wanted)")


with tempfile.TemporaryDirectory() as folder:
    stub = subprocess.Popen([sys.executable, "-u", stub_script], stdout=subprocess.PIPE, text=True)
    try:
        url = f"http://127.0.0.1:{int(stub.stdout.readline())}"
        with open(f"{folder}/chargers.csv", "w") as file:
            file.write("identity,site,model,connectors,network,password\n")
            for number in range(count):
                model = ["wallbox-pulsar-plus", "wallbox-commander-2", "generic-ac"][number % 3]
                file.write(f"CP{number:06},site-{number // 20},{model},1,wifi,secret-{number}\n")
        with open(f"{folder}/tokens.csv", "w") as file:
            file.write("token,status\n")
            for number in range(count):
                file.write(f"04{number:012X},{['accepted', 'blocked', 'expired'][number % 10 % 3]}\n")
        with open(f"{folder}/s.yaml", "w") as file:
            file.write(f"""
chargers: {{file: chargers.csv}}
tokens: {{file: tokens.csv}}
seeding:
  chargers:
    find: {{get: "{url}/chargers/{{identity}}"}}
    create: {{put: "{url}/chargers/{{identity}}", body: '{{"password": "{{password}}"}}', done: 201, already: 409}}
    remove: {{delete: "{url}/chargers/{{identity}}", done: 204, already: 404}}
  tokens:
    create: {{put: "{url}/tokens/{{token}}", body: "{{status}}", done: 201, already: 409}}
    remove: {{delete: "{url}/tokens/{{token}}", done: 204, already: 404}}
""")
        took, _ = run("check", f"{folder}/s.yaml")
        judge(f"checking {count} listed chargers and as many tokens", took, 1)
        took, said = run("seed", f"{folder}/s.yaml", "--quiet")
        print(said, end="")
        judge("seeding them", took, 60)
        took, said = run("seed", f"{folder}/s.yaml", "--quiet")
        print(said, end="")
        failed = failed or f"chargers: 0 put there, {count:,} there already" not in said
        print(f"once more: {took:.2f} s")
        took, said = run("seed", f"{folder}/s.yaml", "--quiet", "--undo")
        print(said, end="")
        judge("undoing it", took, 60)
        left = urllib.request.urlopen(f"{url}/all").read()
        failed = failed or left != b""
        print("left behind: " + ("nothing" if left == b"" else f"{len(left)} bytes"))
    finally:
        stub.kill()
sys.exit(1 if failed else 0)
