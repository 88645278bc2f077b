import { expect, test } from 'vitest';
import { folderOf, PROJECT_YML } from './client.ts';
import { soak } from './soak.ts';

const SHOP = {
  'project.yml': `${PROJECT_YML}vars: {x: 7}\n`,
  'seeds/regions.csv': 'code,label\nn,North\n',
  'models/sources.yml':
    'sources:\n  - name: erp\n    schema: raw\n    tables:\n      - name: orders\n        columns:\n          - {name: order_no, data_type: bigint}\n          - {name: status, data_type: varchar}\n',
  'models/orders.sql':
    "with read as (select order_no, status from {{ source('erp', 'orders') }})\nselect order_no as id, status, {{ cents('order_no') }} as cents from read\nwhere order_no > {{ var('x') }}\n",
  'models/big.sql':
    "{{ config(materialized='incremental', unique_key='id') }}\nselect o.id, o.status, r.label\nfrom {{ ref('orders') }} as o\njoin {{ ref('regions') }} as r on r.code = o.status\n{% if is_incremental() %}\nwhere o.id > (select max(id) from {{ this }})\n{% endif %}\n",
  'models/schema.yml':
    'models:\n  - name: orders\n    description: "{{ doc(\'more\') }}"\n    columns:\n      - name: id\n        tests: [unique, not_null]\n      - name: status\n  - name: big\n',
  'models/docs.md': '{% docs more %}More *words*.{% enddocs %}',
  'macros/cents.sql': '{% macro cents(column) %}({{ column }} * 100){% endmacro %}\n',
};

// Longer: SOAK_EDITS=2000 SOAK_SEED=3.
const EDITS = Number(process.env['SOAK_EDITS'] ?? 150);
const SEED = Number(process.env['SOAK_SEED'] ?? 1);

test(
  'edits at random places: nothing breaks, and what the editor is told is what compile says',
  { timeout: 600_000 },
  async () => {
    const report = await soak({ folder: folderOf(SHOP), files: SHOP, seed: SEED, edits: EDITS, compareEvery: 10 });
    expect(report.faults).toEqual([]);
    expect(report.differences).toEqual([]);
    expect(report.comparisons).toBe(Math.floor(EDITS / 10));
    // Most of them say something.
    expect(report.loaded).toBeGreaterThan(report.comparisons / 5);
    expect(report.diagnostics).toBeGreaterThan(report.comparisons);
    if (EDITS > 1000)
      console.log(
        report.loaded,
        report.diagnostics,
        'memory of the server in MB:',
        report.memory.filter((_, at) => at % 20 === 19).join(' '),
      );
    expect(Math.max(...report.memory)).toBeLessThan(700);
  },
);
