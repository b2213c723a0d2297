"""Holds a JSON document on standard input against the JSON Schema in the file that is named.

Prints what is wrong, and nothing where all is well.
"""

import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
for error in jsonschema.Draft202012Validator(schema).iter_errors(json.load(sys.stdin)):
    print(f"{error.json_path}: {error.message[:300]}")
