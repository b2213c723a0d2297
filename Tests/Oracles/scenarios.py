"""Checks scenarios against the JSON Schema, as an editor does.

The first argument is the schema's file; standard input is a JSON array of YAML texts. Prints what
is wrong with each, one line per text, which is empty for a good one.
"""

import json
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """Leaves dates as text, which is what JSON has instead."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
for text in json.load(sys.stdin):
    error = jsonschema.exceptions.best_match(validator.iter_errors(yaml.load(text, Loader)))
    print(f"{error.json_path}: {error.message}".replace("\n", " ") if error else "")
