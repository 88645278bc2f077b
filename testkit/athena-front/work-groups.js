import { invalidRequest } from './refusals.js';

/**
 * @typedef {object} WorkGroup
 * @property {string} [outputLocation] `s3://bucket/folder/`.
 * @property {boolean} [enforce] Its settings win over the client's.
 * @property {boolean} [managedResults] Athena keeps the results itself.
 * @property {number} [bytesScannedCutoff] Bytes; a query that reads more is cancelled.
 * @property {boolean} [disabled]
 * @property {string} [description]
 */

/** The service takes no cutoff below this, in bytes ("BytesScannedCutoffPerQuery: minimum value of 10000000"). */
const LEAST_CUTOFF = 10_000_000;

/** @param {Readonly<Record<string, WorkGroup>>} groups @param {boolean} allowSmallCutoff */
export function checkWorkGroups(groups, allowSmallCutoff) {
  for (const [name, { bytesScannedCutoff, managedResults, outputLocation }] of Object.entries(groups)) {
    if (bytesScannedCutoff !== undefined && bytesScannedCutoff < LEAST_CUTOFF && !allowSmallCutoff) {
      throw new Error(
        `Work group ${name}: Athena takes no cutoff below ${LEAST_CUTOFF} bytes; allowSmallCutoff lets this front do so.`,
      );
    }
    if (managedResults && outputLocation !== undefined)
      throw new Error(`Work group ${name}: managed results have no output location.`);
  }
}

/**
 * The work group of a query and where its results go; no location where Athena manages them.
 * @param {Readonly<Record<string, WorkGroup>>} groups
 * @param {{ WorkGroup?: string, ResultConfiguration?: { OutputLocation?: string } }} input
 */
export function resolveWorkGroup(groups, input) {
  const name = input.WorkGroup ?? 'primary';
  const group = groups[name];
  if (!group) throw invalidRequest('WorkGroup is not found.', 'WORKGROUP_NOT_FOUND');
  if (group.disabled) throw invalidRequest(`WorkGroup ${name} is disabled.`, 'WORKGROUP_DISABLED');
  const asked = input.ResultConfiguration?.OutputLocation;
  if (group.managedResults) {
    if (input.ResultConfiguration !== undefined)
      throw invalidRequest('ManagedQueryResultsConfiguration and ResultConfiguration cannot be set together.');
    return { name, group };
  }
  const location =
    group.enforce && group.outputLocation !== undefined ? group.outputLocation : (asked ?? group.outputLocation);
  if (location === undefined) {
    throw invalidRequest(
      'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.',
    );
  }
  if (!/^s3:\/\/[^/]+(\/|$)/.test(location))
    throw invalidRequest(`outputLocation is not a valid S3 path. Provided ${location}`);
  return { name, group, location: location.replace(/\/?$/, '/') };
}

/** @param {string} name @param {WorkGroup} group */
export function describeWorkGroup(
  name,
  { outputLocation, enforce = false, managedResults = false, bytesScannedCutoff, disabled, description },
) {
  return {
    Name: name,
    State: disabled ? 'DISABLED' : 'ENABLED',
    ...(description !== undefined && { Description: description }),
    Configuration: {
      ResultConfiguration: outputLocation === undefined ? {} : { OutputLocation: outputLocation },
      EnforceWorkGroupConfiguration: enforce,
      PublishCloudWatchMetricsEnabled: false,
      RequesterPaysEnabled: false,
      ...(bytesScannedCutoff !== undefined && { BytesScannedCutoffPerQuery: bytesScannedCutoff }),
      ...(managedResults && { ManagedQueryResultsConfiguration: { Enabled: true } }),
      EngineVersion: ENGINE,
    },
  };
}

export const ENGINE = { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: 'Athena engine version 3' };
