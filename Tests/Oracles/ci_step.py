"""Prints a script of action.yml or ci/gitlab.yml: FILE, then the name of a step or the key of a list of scripts."""

import sys

import yaml

path, name = sys.argv[1:]
document = yaml.safe_load(open(path, encoding="utf-8"))
if "runs" in document:
    steps = {step["name"]: step["run"] for step in document["runs"]["steps"]}
    print(steps[name])
else:
    print("\n".join(document[".fleetsim"][name]))
