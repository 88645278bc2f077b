import { diagnose } from '../../diagnostics/index.ts';
import { awsErrorOf, awsFailure, isDenied } from '../aws/aws-error.ts';
import { StatementError } from '../engine.ts';
import type { AthenaApi, StartQueryExecutionInput, WorkGroup } from './api.ts';
import type { AthenaSettings } from './settings.ts';

type ResultConfiguration = NonNullable<StartQueryExecutionInput['ResultConfiguration']>;

/** What queries of each work group say of their results. Each work group is asked for once. */
export class WorkGroups {
  private readonly api: Pick<AthenaApi, 'workGroup'>;
  private readonly settings: AthenaSettings;
  private readonly known = new Map<string, Promise<ResultConfiguration | undefined>>();

  constructor(api: Pick<AthenaApi, 'workGroup'>, settings: AthenaSettings) {
    this.api = api;
    this.settings = settings;
  }

  /** Where and how results are written; undefined: the work group decides. Throws `StatementError`. */
  resultConfiguration(name: string): Promise<ResultConfiguration | undefined> {
    const known = this.known.get(name);
    if (known) return known;
    const asked = this.ask(name);
    this.known.set(name, asked);
    // What failed is asked for again by the next query.
    asked.catch(() => this.known.delete(name));
    return asked;
  }

  private async ask(name: string): Promise<ResultConfiguration | undefined> {
    const own = this.own();
    if (this.settings.skipWorkGroupCheck) return own;
    const group = await this.find(name);
    if (!group) return own;
    if (group.State === 'DISABLED')
      throw new StatementError(diagnose('athena-work-group-disabled', { workGroup: name }));
    return combined(own, group, name);
  }

  private async find(name: string): Promise<WorkGroup | undefined> {
    try {
      return await this.api.workGroup(name);
    } catch (error) {
      const found = awsErrorOf(error);
      // Who may run queries may not always look at the settings.
      if (isDenied(found)) return undefined;
      if (found.name === 'InvalidRequestException' && /is not found|not found|does not exist/i.test(found.message)) {
        const region = this.settings.region ?? "the environment's region";
        throw new StatementError(diagnose('athena-work-group-missing', { workGroup: name, region }));
      }
      throw awsFailure(error, 'Athena', `Reading the work group "${name}"`);
    }
  }

  private own(): ResultConfiguration | undefined {
    const { outputLocation, encryption, expectedBucketOwner } = this.settings;
    const own = {
      ...(outputLocation !== undefined && { OutputLocation: outputLocation }),
      ...(encryption && { EncryptionConfiguration: encryption }),
      ...(expectedBucketOwner !== undefined && { ExpectedBucketOwner: expectedBucketOwner }),
    };
    return Object.keys(own).length === 0 ? undefined : own;
  }
}

// A work group that enforces its settings ignores a query's; one with managed results refuses a query that names a location.
function combined(
  own: ResultConfiguration | undefined,
  group: WorkGroup,
  name: string,
): ResultConfiguration | undefined {
  const { EnforceWorkGroupConfiguration, ManagedQueryResultsConfiguration, ResultConfiguration } =
    group.Configuration ?? {};
  if (ManagedQueryResultsConfiguration?.Enabled === true || EnforceWorkGroupConfiguration === true) return undefined;
  if (own?.OutputLocation === undefined && ResultConfiguration?.OutputLocation === undefined) {
    const detail = `neither the target nor the work group "${name}" names one.`;
    throw new StatementError(diagnose('athena-result-location', { detail }));
  }
  return own;
}
