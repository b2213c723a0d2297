"""Reads the ready files of docs/nightly.md as those would who run them: YAML by PyYAML, shell by
bash -n, units by systemd-analyze where there is one. Prints what it read, and fails at the first mistake."""

import configparser
import os
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

text = open(sys.argv[1], encoding="utf-8").read()
blocks = re.findall(r"^```(\w+)\n(.*?)^```", text, re.M | re.S)
units = tempfile.mkdtemp()
commands = []
for language, body in blocks:
    if language == "yaml":
        data = yaml.safe_load(body)
        assert isinstance(data, dict), body
        # YAML 1.1 reads the key ‘on’ as true.
        if True in data:
            assert data[True]["schedule"][0]["cron"].count(" ") == 4
            steps = [step for job in data["jobs"].values() for step in job["steps"]]
            assert all(("uses" in step) != ("run" in step) for step in steps), steps
            commands += [step["run"] for step in steps if "run" in step]
        elif "nightly" in data:
            commands += data["nightly"]["script"]
    elif language == "sh":
        # A line of a crontab begins with its five fields.
        line = re.sub(r"^\S+ \S+ \* \* \* ", "", body)
        commands.append(line)
    elif language == "ini":
        name = re.match(r"# /etc/systemd/system/(\S+)\n", body).group(1)
        open(os.path.join(units, name), "w", encoding="utf-8").write(body)
        unit = configparser.ConfigParser(interpolation=None, strict=True)
        unit.optionxform = str
        unit.read_string(body)
        assert "Unit" in unit and ("Service" in unit or "Timer" in unit), name
        if "Service" in unit:
            commands.append(unit["Service"]["ExecStart"])
    else:
        raise SystemExit(f"a block of {language}")
for command in commands:
    subprocess.run(["bash", "-n", "-c", command], check=True)
print(*[option for command in commands if "fleetsim nightly" in command
        for option in re.findall(r"(?<= )--[a-z]+", re.sub(r"\$\(.*?\)", "", command))])
if shutil.which("systemd-analyze"):
    # The programs that they start are not on this machine.
    for name in os.listdir(units):
        path = os.path.join(units, name)
        body = open(path, encoding="utf-8").read().replace("/usr/local/bin/fleetsim", "/bin/true")
        open(path, "w", encoding="utf-8").write(body.replace("User=fleetsim\n", ""))
    paths = [os.path.join(units, name) for name in sorted(os.listdir(units))]
    subprocess.run(["systemd-analyze", "verify", *paths], check=True)
shutil.rmtree(units)
