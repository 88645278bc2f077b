#!/usr/bin/env node
// Writes the cases of an area, or of all: `node scripts/trino/cases/generate.js [AREA] > cases.json`. The same cases every time.
import { aggregates, groups } from './aggregates.js';
import { arithmetic } from './arithmetic.js';
import { casts } from './casts.js';
import { coercion } from './coercion.js';
import { collections, unnesting } from './collections.js';
import { datetime, timeZones } from './datetime.js';
import { functions } from './functions.js';
import { json } from './json.js';
import { models } from './models.js';
import { queries } from './queries.js';
import { regularExpressions, strings } from './texts.js';
import { windows } from './windows.js';

/** Each area has a file of answers: `generated-AREA-answers.json`. */
const AREAS = {
  arithmetic,
  coercion,
  casts,
  datetime,
  zones: timeZones,
  strings,
  regexp: regularExpressions,
  json,
  collections,
  unnest: unnesting,
  aggregates,
  groups,
  windows,
  queries,
  models,
  functions,
};

/** @typedef {keyof typeof AREAS} Area */

/** @param {string | undefined} area */
function casesOf(area) {
  if (area === undefined) return Object.values(AREAS).flatMap((make) => make());
  if (area in AREAS) return AREAS[/** @type {Area} */ (area)]();
  throw new Error(`There is no area "${area}". Areas: ${Object.keys(AREAS).join(', ')}.`);
}

const cases = casesOf(process.argv[2]);
const seen = new Set();
for (const { id } of cases) {
  if (seen.has(id)) throw new Error(`Two cases have the id "${id}".`);
  seen.add(id);
}
process.stdout.write(`[\n${cases.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
