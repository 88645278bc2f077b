import type { AwsInspector, WorkGroupFacts } from '../../engines/aws/inspect.ts';
import { bytesText } from '../../cost/index.ts';
import { failed, ok, warning, type Check, type Finding } from './checks.ts';
import { clockFinding } from './clock.ts';
import { settingOf, type DoctorContext } from './context.ts';
import { probeTable } from './probe.ts';
import { quotaFinding } from './quota.ts';

/** Checks of Athena: who calls, where queries run, where results, tables and state lie, and whether all of it may be used. */
export function athenaChecks(context: DoctorContext, aws: AwsInspector): readonly Check[] {
  const region = settingOf(context, 'region', 'region_name');
  const group = settingOf(context, 'work_group') ?? 'primary';
  const data = settingOf(context, 's3_data_dir');
  const state = stateLocation(context);
  const facts = once(() => aws.workGroup(group));
  return [
    { id: 'credentials', title: 'credentials', run: () => credentials(aws) },
    { id: 'clock', title: 'clock', needs: ['credentials'], run: () => clock(context, aws) },
    { id: 'work-group', title: 'work group', needs: ['credentials'], run: async () => workGroup(await facts(), group) },
    {
      id: 'results',
      title: 'query results',
      needs: ['work-group'],
      run: async () => results(await facts(), settingOf(context, 's3_staging_dir'), region, aws),
    },
    { id: 'catalog', title: 'Glue catalog', needs: ['credentials'], run: () => catalog(context, aws) },
    {
      id: 'tables',
      title: 'tables in S3',
      needs: ['credentials'],
      run: () => (data === undefined ? noDataDir() : sameRegion(data, region, aws)),
    },
    {
      id: 'state',
      title: 'state in S3',
      needs: ['credentials'],
      run: () => (state === undefined ? noSharedState() : stateFinding(state, context, aws)),
    },
    {
      id: 'quota',
      title: 'queries at once',
      run: () => quotaFinding(region ?? '', context.project.target.threads),
    },
    {
      id: 'write',
      title: 'writing',
      needs: ['work-group', 'results', 'catalog', 'tables'],
      run: () => probeTable(context),
    },
  ];
}

async function credentials(aws: AwsInspector): Promise<Finding> {
  const { account, arn } = await aws.identity();
  return ok(`Account ${account}, ${arn}.`);
}

async function clock(context: DoctorContext, aws: AwsInspector): Promise<Finding> {
  const before = context.now();
  const { serverTime } = await aws.identity();
  return clockFinding(before, serverTime, context.now(), 'AWS');
}

function workGroup({ enabled, engineVersion, cutoffBytes }: WorkGroupFacts, name: string): Finding {
  if (!enabled)
    return failed(`The work group "${name}" is disabled.`, 'Enable it in Athena, or name another in `work_group`.');
  const version = Number(/\d+$/.exec(engineVersion ?? '')?.[0] ?? 3);
  if (version < 3)
    return failed(
      `The work group "${name}" runs ${engineVersion}.`,
      'Set its engine version to 3: older ones have no MERGE.',
    );
  const limit = cutoffBytes === undefined ? '' : ` A query may read ${bytesText(cutoffBytes)} at most.`;
  return ok(`"${name}" is enabled${engineVersion === undefined ? '' : `, ${engineVersion}`}.${limit}`);
}

async function results(
  { enforced, managedResults, resultLocation }: WorkGroupFacts,
  own: string | undefined,
  region: string | undefined,
  aws: AwsInspector,
): Promise<Finding> {
  if (managedResults) return ok('Athena keeps them itself (managed results).');
  const location = enforced ? (resultLocation ?? own) : (own ?? resultLocation);
  if (location === undefined)
    return failed(
      'Neither the target nor its work group says where results go.',
      'Give the target `s3_staging_dir: s3://…/`, or set a result location in the work group.',
    );
  const found = await sameRegion(location, region, aws);
  await aws.list(location);
  if (
    found.status === 'ok' &&
    enforced &&
    own !== undefined &&
    resultLocation !== undefined &&
    !sameFolder(own, resultLocation)
  )
    return warning(
      `The work group sends them to ${resultLocation}, whatever the target says (${own}).`,
      'Leave `s3_staging_dir` out, or make the two the same.',
    );
  return found;
}

function sameFolder(one: string, other: string): boolean {
  return one.replace(/\/+$/, '') === other.replace(/\/+$/, '');
}

async function sameRegion(location: string, region: string | undefined, aws: AwsInspector): Promise<Finding> {
  const lies = await aws.bucketRegion(location);
  if (region !== undefined && lies !== region)
    return failed(
      `${location} lies in ${lies}, the target in ${region}.`,
      'Take a bucket of the same region: Athena writes to no other, and transfer between regions costs.',
    );
  return ok(`${location} lies in ${lies}.`);
}

async function catalog({ project }: DoctorContext, aws: AwsInspector): Promise<Finding> {
  const there = new Set(await aws.databases());
  const own = Object.values(project.nodes).flatMap((node) => ('relation' in node ? [node.relation.schema] : []));
  const missing = [...new Set(own.map((schema) => schema.toLowerCase()))].filter((schema) => !there.has(schema));
  const more =
    missing.length === 0 ? '' : ` The first run makes ${missing.slice(0, 5).join(', ')} where they are missing.`;
  return ok(`Its databases can be listed.${more}`);
}

function noDataDir(): Finding {
  return failed('The target does not say where tables lie.', 'Give it `s3_data_dir: s3://…/`.');
}

function noSharedState(): Finding {
  return warning(
    'State is kept in files: runs from several machines would not know of each other.',
    'Give it a place in S3: `state: {location: s3://…}` in project.yml.',
  );
}

async function stateFinding(location: string, { write, newId }: DoctorContext, aws: AwsInspector): Promise<Finding> {
  await aws.list(location);
  if (!write) return ok(`${location} can be listed. Whether conditional writes are honoured is tried with --write.`);
  if (await aws.tryConditionalWrite(`${location.replace(/\/+$/, '')}/doctor-${newId()}`))
    return ok(`${location} honours conditional writes.`);
  return failed(
    `${location} ignores conditions of writes: two runs could hold one lock.`,
    'Keep state in AWS S3 itself, or in a store that honours If-None-Match: `state: {location: s3://…}`.',
  );
}

/** Where the state of a project on Athena lies, as far as it is in S3. */
function stateLocation(context: DoctorContext): string | undefined {
  const given = context.project.settings.stateLocation;
  if (given !== undefined) return given.startsWith('s3://') ? given : undefined;
  const data = settingOf(context, 's3_data_dir');
  return data === undefined ? undefined : `${data.replace(/\/+$/, '')}/_lakemodel/state/`;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
