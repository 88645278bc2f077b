"""Reads a target folder with dbt-artifacts-parser and prints what it understood: python read-with-parser.py TARGET."""

import json
import sys
from collections import Counter
from pathlib import Path

from dbt_artifacts_parser import parser

target = Path(sys.argv[1])


def load(name):
    return json.loads((target / name).read_text())


manifest = parser.parse_manifest(load("manifest.json"))
catalog = parser.parse_catalog(load("catalog.json"))
results = parser.parse_run_results(load("run_results.json"))
sources = parser.parse_sources(load("sources.json"))
nodes = manifest.nodes.values()
tables = {**catalog.nodes, **catalog.sources}


def word(value):
    return getattr(value, "value", value)


json.dump(
    {
        "versions": [type(each).__name__ for each in (manifest, catalog, results, sources)],
        "types": Counter(word(node.resource_type) for node in nodes),
        "tests": Counter(node.test_metadata.name for node in nodes if getattr(node, "test_metadata", None)),
        "columns": {node.unique_id: list(node.columns or {}) for node in nodes},
        "catalog": {id: list(table.columns) for id, table in tables.items()},
        "statuses": Counter(word(result.status) for result in results.results),
        "freshness": {result.unique_id: word(result.status) for result in sources.results},
    },
    sys.stdout,
)
