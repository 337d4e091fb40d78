"""Validates YAML files against a JSON Schema, with a validator that is not ours.

usage: validate.py SCHEMA FILE...

Prints one line for each file, 'ok' or 'bad' with its number of errors, and what they are below.
Each file is read twice: with every scalar as a string, and with numbers as an editor sees them.
Dates stay strings in both: PyYAML would make objects of them, which JSON does not have.
"""

import json
import sys

import jsonschema
import yaml


class Editor(yaml.SafeLoader):
    """Scalars as YAML 1.2 has them: numbers, but no dates."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in all if not tag.endswith(":timestamp")]
    for first, all in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)

for path in sys.argv[2:]:
    errors = []
    for loader in (yaml.BaseLoader, Editor):
        with open(path, encoding="utf-8") as file:
            document = yaml.load(file, Loader=loader)
        errors += validator.iter_errors(document)
    print("bad" if errors else "ok", path, len(errors))
    for error in errors:
        print("  /" + "/".join(map(str, error.absolute_path)) + ":", error.message[:200])
