"""Validates YAML files against a JSON Schema, with a validator that is not ours.

usage: validate.py SCHEMA FILE...

Fails where the schema itself is not sound, its defaults and examples included.

Prints one line for each file, 'ok' or 'bad' with its number of errors, and what they are below.
Each file is read twice: with every scalar but nothing (`~`) as a string, and with numbers as an editor sees them.
Dates stay strings in both: PyYAML would make objects of them, which JSON does not have.
"""

import json
import sys

import jsonschema
import yaml


class Strings(yaml.SafeLoader):
    """Strings, and nothing."""


Strings.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in all if tag.endswith(":null")]
    for first, all in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


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



def check_examples(node):
    """Every default and example is a value that its own part of the schema accepts."""
    if isinstance(node, dict):
        own = jsonschema.Draft7Validator({"definitions": schema["definitions"], "allOf": [node]})
        for value in ([node["default"]] if "default" in node else []) + node.get("examples", []):
            own.validate(value)
        for below in node.values():
            check_examples(below)
    elif isinstance(node, list):
        for below in node:
            check_examples(below)


check_examples(schema["definitions"])
check_examples(schema["properties"])

for path in sys.argv[2:]:
    errors = []
    for loader in (Strings, Editor):
        with open(path, encoding="utf-8") as file:
            document = yaml.load(file, Loader=loader)
        errors += validator.iter_errors(document)
    print("bad" if errors else "ok", path, len(errors))
    for error in errors:
        print("  /" + "/".join(map(str, error.absolute_path)) + ":", error.message[:200])
