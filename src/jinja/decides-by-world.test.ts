import { expect, test } from 'vitest';
import { decidesByWorld } from './decides-by-world.ts';

test.each([
  'select 1',
  "select * from {{ ref('a') }} where x > '{{ var('day') }}'",
  "{{ config(schema=env_var('X'), enabled=target.name == 'prod') }}select 1",
  "select '{{ target.schema }}', '{{ env_var(\"X\") }}' from {{ this }}",
  '{% if is_incremental() %}a{% else %}b{% endif %}',
  "{% for x in ['a', 'b'] %}{{ x }}{% if not loop.last %},{% endif %}{% endfor %}",
  "{{ adapter.dispatch('x')('a') }}",
])('%j shows all of itself', (text) => {
  expect(decidesByWorld({ file: 'm.sql', text })).toBe(false);
});

test.each([
  "{% if target.name == 'prod' %}a{% endif %}",
  "{{ 'a' if var('x') else 'b' }}",
  "{{ env_var('X', 'default') }}",
  "{{ {'prod': 1}[target.name] }}",
  '{% set schema = target.schema %}{{ schema }}',
  "{% for day in var('days') %}{{ day }}{% endfor %}",
  '{% if execute %}a{% endif %}',
  "{% set rows = run_query('select 1') %}",
  "{{ ref(var('input')) }}",
  '{{ this.schema }}',
  '{{ modules.datetime.datetime.now() }}',
  '{% if %}',
])('%j may hide something', (text) => {
  expect(decidesByWorld({ file: 'm.sql', text })).toBe(true);
});
