import { DAY, HOUR, crmTime, dayOf, isoDay } from '../calendar.js';
import { randomStream } from '../random.js';
import { writeSerial } from './write-serial.js';

/**
 * @typedef {'accounts' | 'assets' | 'cases' | 'opportunities'} CrmObject
 *
 * @typedef {object} Version  A record as it was after a modification.
 * @property {CrmObject} object
 * @property {string} id
 * @property {number} at  Its SystemModstamp.
 * @property {number} on  Load date.
 * @property {Readonly<Record<string, string | number | null>>} fields
 * @property {boolean} deleted
 * @property {readonly string[]} [breaks]  Names of the row rules that it breaks.
 */

/** @typedef {Omit<Version, 'on'>} Draft */

/**
 * The CRM's increments as they land: some a day late, some twice, some bad.
 * @param {import('../world/make-world.js').World} world
 * @returns {Version[]}
 */
export function planCrmVersions(world) {
  const { seed, start, end } = world.options;
  const random = randomStream(seed, 'crm');
  const lastDay = end - DAY;
  const versions = [
    ...world.customers.flatMap(accountVersions),
    ...world.assets.flatMap(assetVersions),
    ...world.cases.flatMap(caseVersions),
    ...world.opportunities.flatMap(opportunityVersions),
    ...badVersions(world),
  ].map((version) => {
    const lag = version.object === 'cases' && !version.breaks && random.chance(0.04) ? DAY : 0;
    return { ...version, on: Math.min(Math.max(dayOf(version.at), start) + lag, lastDay) };
  });
  const repeats = versions
    .filter((version) => !version.breaks && random.chance(0.04))
    .map((version) => ({ ...version, on: Math.min(version.on + random.integer(0, 2) * DAY, lastDay) }));
  return [...versions, ...repeats];
}

/**
 * @param {import('../world/customers.js').Customer} customer
 * @returns {Draft[]}
 */
function accountVersions({ id, name, industry, country, createdAt, renamed, deletedAt }) {
  const fields = { Name: name, Industry: industry, BillingCountry: country, CreatedDate: crmTime(createdAt) };
  const first = renamed ? { ...fields, Name: renamed.from } : fields;
  return [
    version('accounts', id, createdAt, first),
    ...(renamed ? [version('accounts', id, renamed.at, fields)] : []),
    ...(deletedAt ? [version('accounts', id, deletedAt, fields, true)] : []),
  ];
}

/**
 * @param {import('../world/ownership.js').Asset} asset
 * @returns {Draft[]}
 */
function assetVersions(asset) {
  const { id, createdAt, endedAt, deletedAt, corrected } = asset;
  const fields = {
    AccountId: asset.customer.id,
    SerialNumber: writeSerial(asset.device.serial, asset.serialForm) ?? null,
    SiteCode: asset.site,
    InstallDate: isoDay(asset.installedAt),
    UsageEndDate: endedAt ? isoDay(endedAt) : null,
  };
  const first = { ...fields, UsageEndDate: null, ...(corrected ? { SerialNumber: corrected.from } : {}) };
  return [
    version('assets', id, createdAt, first),
    ...(corrected ? [version('assets', id, corrected.at, fields)] : []),
    ...(endedAt ? [version('assets', id, endedAt + 10 * HOUR, fields)] : []),
    ...(deletedAt ? [version('assets', id, deletedAt, fields, true)] : []),
  ];
}

/**
 * @param {import('../world/cases.js').Case} record
 * @returns {Draft[]}
 */
function caseVersions({ id, customer, priority, openedAt, escalatedAt, closedAt, deletedAt }) {
  const open = {
    AccountId: customer.id,
    Priority: priority,
    Status: 'New',
    CreatedDate: crmTime(openedAt),
    ClosedDate: null,
  };
  const last = closedAt ? { ...open, Status: 'Closed', ClosedDate: crmTime(closedAt) } : open;
  return [
    version('cases', id, openedAt + 5, escalatedAt ? { ...open, Priority: 'low' } : open),
    ...(escalatedAt ? [version('cases', id, escalatedAt, { ...open, Status: 'Escalated' })] : []),
    ...(closedAt ? [version('cases', id, closedAt + 5, last)] : []),
    ...(deletedAt ? [version('cases', id, deletedAt, last, true)] : []),
  ];
}

/**
 * @param {import('../world/customers.js').Opportunity} opportunity
 * @returns {Draft[]}
 */
function opportunityVersions({ id, customer, amount, createdAt, closedAt, won, deletedAt }) {
  const open = {
    AccountId: customer.id,
    StageName: 'Proposal',
    Amount: amount,
    CreatedDate: crmTime(createdAt),
    ClosedDate: null,
  };
  const closed = {
    ...open,
    StageName: won ? 'Closed Won' : 'Closed Lost',
    ClosedDate: closedAt ? crmTime(closedAt) : null,
  };
  return [
    version('opportunities', id, createdAt, open),
    ...(closedAt ? [version('opportunities', id, closedAt, closed)] : []),
    ...(deletedAt ? [version('opportunities', id, deletedAt, closedAt ? closed : open, true)] : []),
  ];
}

/**
 * @param {import('../world/make-world.js').World} world
 * @returns {Draft[]}
 */
function badVersions({ options: { start }, customers, cases }) {
  const count = Math.max(2, Math.round(cases.length / 30));
  return Array.from({ length: count }, (_, number) => {
    const at = start + (1 + (number % 7)) * DAY + 13 * HOUR + number;
    const account = customers[number % customers.length].id;
    const nine = (/** @type {string} */ prefix) => `${prefix}9${String(number).padStart(4, '0')}`;
    const opened = {
      AccountId: account,
      Priority: 'low',
      Status: 'New',
      CreatedDate: crmTime(at - HOUR),
      ClosedDate: null,
    };
    const backwards = { ...opened, Status: 'Closed', ClosedDate: crmTime(at - 2 * HOUR) };
    const asset = {
      AccountId: 'ACC0000',
      SerialNumber: '0',
      SiteCode: 'SITE-0',
      InstallDate: isoDay(at),
      UsageEndDate: null,
    };
    const deal = {
      AccountId: account,
      StageName: 'Proposal',
      Amount: '1.2M',
      CreatedDate: crmTime(at),
      ClosedDate: null,
    };
    return [
      version(
        'accounts',
        nine('ACC'),
        at,
        { Name: null, Industry: 'Food', BillingCountry: 'DE', CreatedDate: crmTime(at) },
        false,
        'account_has_a_name',
      ),
      version('assets', nine('AST'), at, asset, false, 'asset_account_exists'),
      version('cases', nine('CASE'), at, { ...opened, Priority: 'P1' }, false, 'case_priority_is_known'),
      version('cases', `${nine('CASE')}B`, at, backwards, false, 'case_closes_after_it_opens'),
      version('cases', `${nine('CASE')}A`, at, { ...opened, AccountId: 'ACC0000' }, false, 'case_account_exists'),
      version('opportunities', nine('OPP'), at, deal, false, 'amount_is_a_number'),
    ];
  }).flat();
}

/**
 * @param {CrmObject} object
 * @param {string} id
 * @param {number} at
 * @param {Version['fields']} fields
 * @param {boolean} [deleted]
 * @param {...string} breaks
 * @returns {Draft}
 */
function version(object, id, at, fields, deleted = false, ...breaks) {
  const made = { object, id, at, fields, deleted };
  return breaks.length > 0 ? { ...made, breaks } : made;
}
