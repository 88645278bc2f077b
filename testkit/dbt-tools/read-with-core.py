"""Reads a target folder as dbt-core reads its own and prints what it understood: python read-with-core.py TARGET."""

import json
import sys
from pathlib import Path

from dbt.artifacts.schemas.catalog import CatalogArtifact
from dbt.artifacts.schemas.freshness import FreshnessExecutionResultArtifact
from dbt.artifacts.schemas.manifest import WritableManifest
from dbt.artifacts.schemas.run import RunResultsArtifact
from dbt.contracts.graph.manifest import Manifest

target = Path(sys.argv[1])
written = WritableManifest.read_and_check_versions(str(target / "manifest.json"))
manifest = Manifest.from_writable_manifest(written)
results = RunResultsArtifact.read_and_check_versions(str(target / "run_results.json"))
catalog = CatalogArtifact.read_and_check_versions(str(target / "catalog.json"))
sources = FreshnessExecutionResultArtifact.read_and_check_versions(str(target / "sources.json"))

json.dump(
    {
        "nodes": sorted(manifest.nodes),
        "sources": sorted(manifest.sources),
        "macros": sorted(manifest.macros),
        "exposures": sorted(manifest.exposures),
        "unit_tests": sorted(manifest.unit_tests),
        "catalog": sorted([*catalog.nodes, *catalog.sources]),
        "statuses": sorted(f"{result.unique_id} {str(result.status)}" for result in results.results),
        "freshness": [f"{result.unique_id} {str(result.status)}" for result in sources.results],
    },
    sys.stdout,
)
