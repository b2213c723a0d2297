#!/usr/bin/env python3
"""Checks OCPP 1.6 frames against the JSON schemas that come with PyPI's `ocpp` package.

Reads lines from standard input, each a JSON array of an action and a frame:

    ["Heartbeat",[3,"17",{"currentTime":"2026-03-02T00:00:00.000Z"}]]

The action says which schema a CALLRESULT is held to; a CALL must name it itself. Prints the first
failures (--limit, 20 by default) and exits 1 if there were any; else prints how many were checked.
"""

import argparse
import datetime
import decimal
import functools
import json
import pathlib
import sys

import jsonschema
import ocpp.v16

CALL, RESULT, ERROR = 2, 3, 4
SCHEMAS = pathlib.Path(ocpp.v16.__file__).parent / "schemas"
ERROR_CODES = {
    "NotImplemented",
    "NotSupported",
    "InternalError",
    "ProtocolError",
    "SecurityError",
    "FormationViolation",
    "PropertyConstraintViolation",
    "OccurenceConstraintViolation",
    "TypeConstraintViolation",
    "GenericError",
}
FORMATS = jsonschema.FormatChecker(formats=())


@FORMATS.checks("date-time", raises=ValueError)
def is_date_time(text):
    # A value of another type is the business of "type", not of "format".
    if not isinstance(text, str):
        return True
    return datetime.datetime.fromisoformat(text).tzinfo is not None


def load(text):
    """Reads JSON with exact decimals: in binary floats 0.3 is no multiple of 0.1."""
    return json.loads(text, parse_float=decimal.Decimal)


@functools.cache
def validator(message_type, action):
    """The compiled schema of an action's request or confirmation."""
    name = action + ("Response" if message_type == RESULT else "")
    path = SCHEMAS / (name + ".json")
    if not path.is_file():
        return None
    schema = load(path.read_text(encoding="utf-8-sig"))
    return jsonschema.validators.validator_for(schema)(schema, format_checker=FORMATS)


def payload_problem(message_type, action, payload):
    schema = validator(message_type, action)
    if schema is None:
        return f"no schema for {action}"
    error = next(schema.iter_errors(payload), None)
    if error is None:
        return None
    return f"{'/'.join(map(str, error.absolute_path)) or 'payload'}: {error.message}"


def error_problem(frame):
    if len(frame) != 5:
        return "a CALLERROR has five elements"
    _, _, code, description, details = frame
    if code not in ERROR_CODES:
        return f"unknown error code {code!r}"
    if not isinstance(description, str) or len(description) > 255:
        return "the description must be a string of up to 255 characters"
    return None if isinstance(details, dict) else "the details must be an object"


def problem(action, frame):
    """What is wrong with a frame, or None."""
    if not isinstance(frame, list) or len(frame) < 3:
        return "a frame is an array of three elements or more"
    message_type, message_id = frame[0], frame[1]
    if not isinstance(message_id, str) or len(message_id) > 36:
        return "the id must be a string of up to 36 characters"
    if message_type == CALL:
        if len(frame) != 4:
            return "a CALL has four elements"
        if frame[2] != action:
            return f"names {frame[2]!r} where {action!r} was announced"
        return payload_problem(CALL, action, frame[3])
    if message_type == RESULT:
        if len(frame) != 3:
            return "a CALLRESULT has three elements"
        return payload_problem(RESULT, action, frame[2])
    if message_type == ERROR:
        return error_problem(frame)
    return f"unknown message type {message_type!r}"


def line_problem(line):
    try:
        action, frame = load(line)
    except (ValueError, TypeError) as error:
        return f"not an array of an action and a frame: {error}"
    return problem(action, frame)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=int, default=20, help="failures to print")
    limit = parser.parse_args().limit
    checked = failed = 0
    for line in sys.stdin.buffer:
        checked += 1
        found = line_problem(line)
        if found is None:
            continue
        failed += 1
        if failed <= limit:
            print(f"line {checked}: {found}\n  {line.decode(errors='replace').rstrip()[:400]}")
    print(f"{checked} frames checked, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
