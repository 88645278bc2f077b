import { diagnose, invariant } from '../../diagnostics/index.ts';
import { claimObject, isOwnObject } from '../../sql/locations.ts';
import { StatementError, type CatalogAction, type LocationClaim } from '../engine.ts';
import { relationText } from '../external.ts';
import { awsErrorOf, awsFailure, isAbsent } from './aws-error.ts';
import type { AwsClients } from './clients.ts';
import type { Clock } from './clock.ts';
import { describeTable } from './describe-table.ts';
import { makeExternalTable } from './make-external-table.ts';
import { s3Place } from './s3-location.ts';

export interface ActionContext {
  readonly clock: Clock;
  /** Glue's id of the catalog; undefined: the account's own. */
  readonly catalogId?: string | undefined;
}

/** Does in Glue and S3 what no SQL does. Each action may be repeated: it then finds done what it would do. Throws `StatementError`. */
export async function performCatalogAction(
  action: CatalogAction,
  clients: AwsClients,
  context: ActionContext,
): Promise<void> {
  switch (action.kind) {
    case 'describe-table':
      return describeTable(action, clients, context);
    case 'create-external-table': {
      const name = relationText(action.source.relation);
      const make = makeExternalTable(action.source, clients, context.catalogId);
      return make.catch(failAs('Glue', `Making the table "${name}" in Glue`));
    }
    case 'put-object':
      return putText(action.location, action.text, clients).then(() => undefined);
    case 'delete-object':
      return deleteObject(action.location, clients);
    case 'claim-location':
      return claimLocation(action, clients);
  }
}

/** Writes a text into an object. `ifAbsent`: false where there is one already, which is left as it is. */
export async function putText(
  location: string,
  text: string,
  clients: AwsClients,
  { ifAbsent = false }: { readonly ifAbsent?: boolean } = {},
): Promise<boolean> {
  const { sdk, client } = await clients.s3();
  const { bucket, key } = s3Place(location);
  try {
    const input = { Bucket: bucket, Key: key, Body: text, ContentType: 'application/json' };
    await client.send(new sdk.PutObjectCommand({ ...input, ...(ifAbsent && { IfNoneMatch: '*' }) }));
    return true;
  } catch (error) {
    // 409: two such writes at the same time, one of which has won.
    if (ifAbsent && [409, 412].includes(awsErrorOf(error).status ?? 0)) return false;
    throw awsFailure(error, 'S3', `Writing "${location}"`);
  }
}

/** An object's text; undefined where there is none. */
export async function readText(location: string, clients: AwsClients): Promise<string | undefined> {
  const { sdk, client } = await clients.s3();
  const { bucket, key } = s3Place(location);
  try {
    const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key }));
    return await Body?.transformToString();
  } catch (error) {
    if (isAbsent(awsErrorOf(error))) return undefined;
    throw awsFailure(error, 'S3', `Reading "${location}"`);
  }
}

async function deleteObject(location: string, clients: AwsClients): Promise<void> {
  invariant(isOwnObject(location), `"${location}" is no file that lakemodel may delete`);
  const { sdk, client } = await clients.s3();
  const { bucket, key } = s3Place(location);
  await client
    .send(new sdk.DeleteObjectCommand({ Bucket: bucket, Key: key }))
    .catch(failAs('S3', `Deleting "${location}"`));
}

// A claim is never written over another's: of two runs that choose one folder, one must hear of it.
async function claimLocation(claim: LocationClaim, clients: AwsClients): Promise<void> {
  const { location, relation, runId, project } = claim;
  const note = claimObject(location);
  const text = JSON.stringify({ location, relation, runId, ...(project !== undefined && { project }) }, undefined, 2);
  if (await putText(note, `${text}\n`, clients, { ifAbsent: true })) return;
  const found = await readClaim(location, clients);
  const same = found?.runId === runId && found.location === location && relationText(found.relation) === relationText(relation); // prettier-ignore
  if (same) return;
  const owner = found ? `"${relationText(found.relation)}" (run ${found.runId})` : 'somebody else';
  throw new StatementError(diagnose('aws-location-claimed', { location, owner }));
}

/** What the claim beside a folder says; undefined where there is none, or one that cannot be read as a claim. */
export async function readClaim(location: string, clients: AwsClients): Promise<LocationClaim | undefined> {
  const text = await readText(claimObject(location), clients);
  return text === undefined ? undefined : parseClaim(text);
}

export function parseClaim(text: string): LocationClaim | undefined {
  try {
    const { location, relation, runId, project } = JSON.parse(text) as Partial<LocationClaim>;
    const { database, schema, identifier } = relation ?? {};
    if (typeof location !== 'string' || typeof runId !== 'string') return undefined;
    if (typeof schema !== 'string' || typeof identifier !== 'string') return undefined;
    return {
      location,
      relation: { ...(typeof database === 'string' && { database }), schema, identifier },
      runId,
      ...(typeof project === 'string' && { project }),
    };
  } catch {
    return undefined;
  }
}

function failAs(service: string, what: string): (error: unknown) => never {
  return (error) => {
    throw awsFailure(error, service, what);
  };
}
