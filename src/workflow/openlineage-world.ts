import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Host, Invocation } from '../lakemodel.ts';
import type { ProjectLineage } from '../lineage/project-lineage.ts';
import {
  facetMaker,
  openFileSink,
  openHttpSink,
  producerOf,
  type EventPlace,
  type EventSink,
  type EventWorld,
  type WarehousePlace,
} from '../openlineage/index.ts';
import { findRepository } from './openlineage-git.ts';
import { warehousePlace } from './openlineage-place.ts';
import type { OpenProject } from './open-project.ts';

interface WorldInput {
  readonly opened: OpenProject;
  readonly invocation: Invocation;
  readonly host: Host;
  readonly namespace: string | undefined;
  readonly lineage: ProjectLineage;
  readonly locationOf?: WarehousePlace['locationOf'];
}

/** Everything that events of a project are made from. */
export function eventWorld(input: WorldInput): EventWorld {
  const { opened, invocation, host, namespace, lineage, locationOf = () => undefined } = input;
  const { project, graph } = opened;
  const version = lakemodelVersion();
  const producer = producerOf(version);
  const repository = findRepository(invocation.projectDir);
  return {
    project,
    graph,
    lineage,
    warehouse: warehousePlace(project, invocation, host, locationOf),
    namespace: namespace ?? project.name,
    version,
    producer,
    facet: facetMaker(producer),
    ...(repository && { repository }),
  };
}

/** The way to where events go. A file is relative to the project. */
export function openSink(
  place: EventPlace,
  { projectDir }: Invocation,
  options: { replace?: boolean } = {},
): EventSink {
  return place.kind === 'http' ? openHttpSink(place) : openFileSink(resolve(projectDir, place.path), options);
}

function lakemodelVersion(): string {
  // Both src/workflow and dist/workflow lie two folders below the package's root.
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
