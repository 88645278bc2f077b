import { dirname, join, resolve } from 'node:path';
import type { Invocation } from '../lakemodel.ts';
import { RESOURCE_TYPES, type Flags } from './flags.ts';
import { readVars } from './read-vars.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

/**
 * Turns flags and environment into the library's input: defaults filled in, folders absolute.
 * Throws UsageError where `--vars` cannot be read or no project is found.
 */
export function toInvocation(flags: Flags, world: Pick<World, 'cwd' | 'env' | 'exists'>): Invocation {
  const target = flags.target ?? nonEmpty(world.env['LAKEMODEL_TARGET']);
  return {
    projectDir: findProject(flags, world),
    ...(target !== undefined && { target }),
    ...(flags.targetPath !== undefined && { targetPath: resolve(world.cwd, flags.targetPath) }),
    vars: flags.vars === undefined ? {} : readVars(flags.vars),
    ...(flags.threads !== undefined && { threads: flags.threads }),
    select: [...(flags.select ?? []), ...(flags.models ?? [])],
    exclude: flags.exclude ?? [],
    ...(flags.selector !== undefined && { selector: flags.selector }),
    resourceTypes: resourceTypes(flags),
    indirectSelection: flags.indirectSelection ?? 'eager',
    fullRefresh: flags.fullRefresh ?? false,
    ...(flags.empty && { empty: true }),
    ...eventTime(flags),
    failFast: flags.failFast ?? false,
    storeFailures: flags.storeFailures ?? false,
    ...(flags.offline && { offline: true }),
    dryRun: flags.dryRun ?? false,
    ...(flags.state !== undefined && { state: resolve(world.cwd, flags.state) }),
    ...(flags.openlineage !== undefined && { openLineage: placeOf(flags.openlineage, world) }),
  };
}

/** A file from here, or an address as it is. */
export function placeOf<T extends string | true>(place: T, { cwd }: Pick<World, 'cwd'>): T | string {
  if (place === '')
    throw new UsageError('The place for events is empty.', { hint: 'Is the variable set that you wrote?' });
  return place === true || /^[a-z][a-z0-9+.-]*:\/\//i.test(place) ? place : resolve(cwd, place);
}

/** Both ends, or neither. */
function eventTime({ eventTimeStart, eventTimeEnd }: Flags): Pick<Invocation, 'eventTime'> {
  if (eventTimeStart === undefined && eventTimeEnd === undefined) return {};
  if (eventTimeStart === undefined || eventTimeEnd === undefined)
    throw new UsageError('--event-time-start and --event-time-end go together.', { hint: 'Give both of them.' });
  const start = timeOf('--event-time-start', eventTimeStart);
  const end = timeOf('--event-time-end', eventTimeEnd);
  if (start < end) return { eventTime: { start, end } };
  throw new UsageError('--event-time-start must be before --event-time-end.', {
    hint: 'The end is exclusive: for one day write that day and the next.',
  });
}

/** A time in UTC as `YYYY-MM-DD hh:mm:ss`. */
function timeOf(flag: string, text: string): string {
  const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::(\d\d))?Z?)?$/.exec(text);
  const time = match && `${match[1]} ${match[2] ?? '00:00'}:${match[3] ?? '00'}`;
  if (time && !Number.isNaN(Date.parse(`${time.replace(' ', 'T')}Z`))) return time;
  throw new UsageError(`${flag} cannot be "${text}".`, { hint: 'Write 2026-01-31, or "2026-01-31 06:00:00", in UTC.' });
}

const PROJECT_FILES = ['project.yml', 'project.yaml', 'dbt_project.yml'];

/** The project's folder: as given, or the nearest one upwards that holds project.yml. */
function findProject(flags: Flags, world: Pick<World, 'cwd' | 'env' | 'exists'>): string {
  const given = flags.projectDir ?? nonEmpty(world.env['LAKEMODEL_PROJECT_DIR']);
  const start = resolve(world.cwd, given ?? '.');
  for (let folder = start; ; folder = dirname(folder)) {
    if (PROJECT_FILES.some((name) => world.exists(join(folder, name)))) return folder;
    if (given !== undefined || folder === dirname(folder)) break;
  }
  throw given === undefined
    ? new UsageError(`There is no project.yml in "${start}" or in a folder above it.`, {
        hint: 'Go to a project, name one with --project-dir, or make one with "lakemodel init".',
      })
    : new UsageError(`There is no project.yml in "${start}".`, {
        hint: `It was named by ${flags.projectDir === undefined ? 'LAKEMODEL_PROJECT_DIR' : '--project-dir'}; "lakemodel init" makes a new project.`,
      });
}

function resourceTypes(flags: Flags): readonly string[] {
  if (!flags.excludeResourceType) return flags.resourceType ?? [];
  const left = without(flags.resourceType ?? RESOURCE_TYPES, flags.excludeResourceType);
  if (left.length > 0) return left;
  throw new UsageError('--resource-type and --exclude-resource-type leave no type of node.', {
    hint: 'Take a type out of --exclude-resource-type.',
  });
}

function without(all: readonly string[], excluded: readonly string[]): readonly string[] {
  return all.filter((type) => !excluded.includes(type));
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
