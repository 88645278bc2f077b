import type { Health, NodeKind, NodeRow } from '../../src/docs/site-data.ts';
import type { ColumnDetail } from '../../src/docs/site-data.ts';
import type { SampleCheck, SampleNode, SampleSite } from './sample-shards.ts';

const LAYERS = ['raw', 'bronze', 'silver', 'gold', 'marts'];
const THINGS = ['device', 'telemetry', 'asset', 'site', 'alarm', 'order', 'customer', 'invoice', 'meter', 'contract'];
const VERBS = ['daily', 'hourly', 'enriched', 'joined', 'deduplicated', 'snapshot', 'rollup', 'latest', 'history'];
const COLUMNS = 10;
// 64 × 81 names of columns, as a large project has: search is slower the more different names there are.
const SUBJECTS = words(
  'account address alarm asset battery billing branch carrier case channel claim contact container contract cost credit customer delivery',
  'demand device discount driver employee equipment event failure fleet forecast fuel gateway inspection invoice item journey lead location',
  'machine meter order outage parcel part payment plant policy price product project quote reading region request return route sales sensor',
  'service session shift shipment signal site stock supplier',
);
const MEASURES = words(
  'id number name code type status category class group level rank score amount quantity count total net_amount gross_amount tax_amount unit',
  'currency rate share ratio average median minimum maximum deviation first_value last_value started_at ended_at created_at updated_at deleted_at',
  'opened_on closed_on due_on paid_on valid_from valid_to duration_minutes age_days delay_hours distance_km weight_kg volume_m3 temperature pressure',
  'humidity voltage current_ampere power_kw energy_kwh speed_kmh latitude longitude altitude country city postal_code street language email phone',
  'comment reason source_system batch_number version checksum is_active is_deleted is_late is_paid is_primary has_warranty priority sequence owner',
);
const AT = '2026-11-20T06:10:00.000Z';

/** A project of made-up nodes in five layers, ten columns each, two tests each; the same for the same number. */
export function syntheticSite(count: number): SampleSite {
  const random = randomFrom(7);
  const nodes: SampleNode[] = [];
  const checks: SampleCheck[] = [];
  for (let index = 0; index < count; index++) {
    const layer = Math.min(LAYERS.length - 1, Math.floor((index / count) * LAYERS.length));
    const from = Math.floor(((layer - 1) / LAYERS.length) * count);
    const to = Math.floor((layer / LAYERS.length) * count);
    const parents =
      layer === 0 ? [] : [...new Set([0, 1].map(() => Math.max(0, from) + Math.floor(random() * (to - from))))];
    const health: Health = random() < 0.01 ? 'error' : random() < 0.03 ? 'warn' : 'ok';
    const node = makeNode(index, layer, parents, health, nodes);
    const first = checks.length;
    checks.push(makeCheck(index, 'c0_id', 'not_null', 'ok'), makeCheck(index, 'c0_id', 'unique', health));
    nodes.push({ row: node.row, detail: { ...node.detail, checks: [first, first + 1] } });
  }
  return {
    overview: {
      format: 1,
      generatedAt: '2026-11-20T06:30:00.000Z',
      version: '0.1.0',
      project: { name: 'synthetic', version: '1.0' },
      target: 'dev',
      targets: [
        { name: 'dev', engine: 'duckdb' },
        { name: 'prod', engine: 'athena' },
      ],
      readme: '# Synthetic\n\nMade up, to see how large projects feel.',
      attention: nodes
        .filter(({ row }) => row.health === 'error')
        .slice(0, 100)
        .map(({ row }) => ({
          health: 'error',
          what: 'test',
          id: row.id,
          name: row.name,
          message: 'unique of c0_id found 3 rows.',
        })),
      attentionTotal: nodes.filter(({ row }) => row.health === 'error').length,
      missing: [],
    },
    nodes,
    checks,
    runs: [
      {
        runId: 'run-1',
        at: AT,
        command: 'build',
        target: 'dev',
        health: 'ok',
        counts: { success: count },
        ms: count * 130,
        rows: count * 1000,
        results: nodes.map(({ row }) => [row.id, 'success', 130] as const),
      },
    ],
    relations: {
      entities: nodes.slice(0, 300).map((_, node) => ({ node, keys: ['c0_id'], foreign: node % 3 ? ['c1_ref'] : [] })),
      relations: nodes
        .slice(0, 300)
        .flatMap((_, node) =>
          node % 3 ? [{ from: node, columns: ['c1_ref'], to: node - (node % 3), toColumns: ['c0_id'] }] : [],
        ),
    },
  };
}

function makeNode(
  index: number,
  layer: number,
  parents: readonly number[],
  health: Health,
  before: readonly SampleNode[],
): SampleNode {
  const kind: NodeKind = layer === 0 ? 'source' : 'model';
  const thing = THINGS[index % THINGS.length]!;
  const base = `${thing}_${VERBS[index % VERBS.length]!}_${index}`;
  const name = kind === 'source' ? `raw_${thing}.${base}` : `${layer === 4 ? 'mart' : 'stg'}_${base}`;
  const tags = [['daily', 'hourly', 'finance'][index % 3]!];
  const row: Omit<NodeRow, 'shard'> = {
    id: `${kind}.synthetic.${name}`,
    kind,
    name,
    path: `models/${LAYERS[layer]!}/${thing}/${name}.sql`,
    fqn: ['synthetic', LAYERS[layer]!, thing, name],
    layer: LAYERS[layer]!,
    materialized: kind === 'model' ? 'incremental' : 'table',
    tags,
    owner: ['data-platform', 'finance', 'operations'][index % 3]!,
    summary: `One row for each ${thing}, as of its last change.`,
    parents,
    health,
    run: { status: 'success', at: AT, ms: 130 + (index % 977), rows: 1000 + index, bytes: 1_000_000 + index * 91 },
    tests: [1, 0, health === 'error' ? 1 : 0, 0],
    rows: 10_000 + index,
    bytes: 40_000_000 + index * 333,
  };
  const columns = Array.from({ length: COLUMNS }, (_, at): ColumnDetail => {
    const parent = parents[at % Math.max(1, parents.length)];
    const source = parent === undefined ? undefined : before[parent]?.detail.columns[at]?.name;
    return {
      name: at === 0 ? 'c0_id' : at === 1 ? 'c1_ref' : columnName(index, at),
      type: at < 2 ? 'varchar' : 'decimal(18, 2)',
      description: at % 2 ? `The ${thing}'s value number ${at}.` : '',
      checks: at === 0 ? [index * 2, index * 2 + 1] : [],
      inputs: parent === undefined || !source ? [] : [[parent, source, at % 3 ? 'renamed' : 'computed']],
      uses: [],
      sql: [`p.${source ?? 'x'} + ${at}`],
      ...(at === 0 && { isKey: true as const }),
    };
  });
  const written = `select *\nfrom {{ ref('${name}') }}\nwhere c0_id is not null\n`;
  const detail = {
    description: `One row for each ${thing}, as of its last change.`,
    relation: `lake.${LAYERS[layer]!}.${name}`,
    columns,
    config: [['materialized', 'incremental'] as const],
    meta: {},
    code: { written, compiled: [{ targets: ['dev', 'prod'], sql: written }] },
    checks: [],
    uses: [],
    runs: [{ runId: 'run-1', at: AT, command: 'build', status: 'success', ms: 130, rows: 1000 }],
  };
  return { row, detail };
}

function columnName(index: number, at: number): string {
  return `${SUBJECTS[(index * 7 + at * 13) % SUBJECTS.length]!}_${MEASURES[(index + at * 29) % MEASURES.length]!}`;
}

function words(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}

function makeCheck(node: number, column: string, name: string, health: Health): SampleCheck {
  return {
    row: {
      id: `test.synthetic.${name}_${node}_${column}`,
      kind: 'test',
      name,
      about: column,
      node,
      column,
      severity: 'error',
      health,
      status: health === 'ok' ? 'pass' : health === 'warn' ? 'warn' : 'fail',
      failures: health === 'ok' ? 0 : 3,
      at: AT,
    },
    detail: {
      description: '',
      path: 'models/schema.yml',
      sql: `select ${column} from t`,
      runs: [{ runId: 'run-1', at: AT, command: 'build', status: 'pass', ms: 12 }],
      reads: [],
    },
  };
}

/** A small generator of numbers (mulberry32): the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
