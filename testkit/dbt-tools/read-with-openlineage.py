"""Reads OpenLineage events, one a line, into the classes of openlineage-python, and prints how many of each kind of event and facet there are.

Every facet goes into the class whose schema it names, and every value into a field of its class: what has no class or no field is an error. What the
classes write again must be what was read.
"""

import collections
import importlib
import json
import pkgutil
import sys
import types
import typing

import attr
from openlineage.client import generated
from openlineage.client.generated import base
from openlineage.client.serde import Serde

MODULES = [importlib.import_module(f"{generated.__name__}.{found.name}") for found in pkgutil.iter_modules(generated.__path__)]
CLASSES = {
    value._get_schema(): value
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, type) and attr.has(value) and hasattr(value, "_get_schema") and value.__module__ == module.__name__
}
WRITTEN_BY_CLASS = ("_schemaURL", "schemaURL")


def structure(wanted, value):
    """A value as an instance of what a class's field wants."""
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (typing.Union, types.UnionType):
        inner = [one for one in arguments if one is not type(None)]
        return None if value is None else structure(inner[0], value) if len(inner) == 1 else value
    if origin is list:
        return [structure(arguments[0], one) for one in value]
    if origin is dict:
        return {key: structure(arguments[1], one) for key, one in value.items()}
    if isinstance(wanted, type) and issubclass(wanted, base.BaseFacet):
        return instance(CLASSES[value["_schemaURL"]], value)
    if isinstance(wanted, type) and attr.has(wanted):
        return instance(wanted, value)
    if isinstance(wanted, type) and hasattr(wanted, "__members__"):
        return wanted(value)
    if wanted in (str, bool, int) and type(value) is not wanted:
        raise TypeError(f"{value!r} is no {wanted.__name__}")
    return value


def instance(of, value):
    hints = typing.get_type_hints(of)
    fields = {field.name: field for field in attr.fields(of)}
    unknown = [key for key in value if key not in fields]
    if unknown:
        raise TypeError(f"{of.__name__} has no field {unknown}")
    given = {fields[key].alias: structure(hints[key], one) for key, one in value.items() if key not in WRITTEN_BY_CLASS}
    if "_schemaURL" in value:
        COUNTS[of.__name__] += 1
    return of(**given)


COUNTS = collections.Counter()


def without_empty(value):
    """The client writes empty lists and mappings for what is left out."""
    if isinstance(value, dict):
        return {key: without_empty(one) for key, one in value.items() if one is not None and one != {} and one != []}
    return [without_empty(one) for one in value] if isinstance(value, list) else value


with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        event = json.loads(line)
        read = instance(CLASSES[event["schemaURL"]], event)
        again = json.loads(Serde.to_json(read))
        if without_empty(again) != without_empty(event):
            raise SystemExit(f"Written again it is another event:\n{line}\n{json.dumps(again)}")
        COUNTS[type(read).__name__] += 1
print(json.dumps(COUNTS))
