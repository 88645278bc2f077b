"""Writes the JSON Schemas of dbt-core's four artifacts, gzipped, into a folder: python dump-schemas.py FOLDER.

Run with a Python that has the pinned dbt-core (README.md). The same dbt-core gives the same bytes.
"""

import gzip
import json
import sys
from pathlib import Path

from dbt.artifacts.schemas.catalog import CatalogArtifact
from dbt.artifacts.schemas.freshness import FreshnessExecutionResultArtifact
from dbt.artifacts.schemas.manifest import WritableManifest
from dbt.artifacts.schemas.run import RunResultsArtifact

ARTIFACTS = {
    "manifest-v12": WritableManifest,
    "run-results-v6": RunResultsArtifact,
    "catalog-v1": CatalogArtifact,
    "sources-v3": FreshnessExecutionResultArtifact,
}

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, artifact in ARTIFACTS.items():
    text = json.dumps(artifact.json_schema(), sort_keys=True, separators=(",", ":"))
    (folder / f"{name}.schema.json.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
