import { numbered, pairs, pick, seeded, slug } from './case.js';
import { ALL, column, exact, twoColumns, valuesOf } from './values.js';

const TYPES = Object.keys(ALL);
const FORMS = {
  case: 'CASE WHEN x IS NULL THEN y ELSE x END',
  if: 'if(x IS NOT NULL, x, y)',
  nullif: 'nullif(x, y)',
  greatest: 'greatest(x, y)',
  least: 'least(x, y)',
  in: 'x IN (y, y)',
  between: 'x BETWEEN y AND y',
  distinct: 'x IS DISTINCT FROM y',
  array: 'ARRAY[x, y]',
  switch: 'CASE x WHEN y THEN 1 ELSE 0 END',
  contains: 'contains(ARRAY[x], y)',
  concat: 'x || y',
  row: 'ROW(x, y) = ROW(y, x)',
  outside: 'x NOT IN (y, NULL)',
};

const unordered = pairs(TYPES, TYPES).filter(([left, right]) => TYPES.indexOf(left) <= TYPES.indexOf(right));

/** Every pair of types, compared and brought to one. */
const everyPair = unordered.flatMap(([left, right]) =>
  numbered('coerce', `${slug(left)}-with-${slug(right)}`, [
    `SELECT x = y AS a, x < y AS b, x >= y AS c, x <> y AS d FROM ${twoColumns(left, right)}`,
    `SELECT coalesce(x, y) AS c FROM ${twoColumns(left, right)}`,
  ]),
);

/** Pairs that can meet are rare, so that the other forms are drawn: the same type, near types, any. */
function drawn() {
  const random = seeded(476);
  const near = (/** @type {string} */ type) => {
    const group = TYPES.filter(
      (other) => other.slice(0, 4) === type.slice(0, 4) || (isNumber(type) && isNumber(other)),
    );
    return pick(random, group);
  };
  return Object.entries(FORMS).flatMap(([name, form]) =>
    numbered(
      'coerce',
      `form-${name}`,
      Array.from({ length: 18 }, (_, index) => {
        const left = pick(random, TYPES);
        const right = index % 3 === 0 ? left : index % 3 === 1 ? near(left) : pick(random, TYPES);
        return `SELECT ${form} AS c FROM ${twoColumns(left, right)}`;
      }),
    ),
  );
}

/** @param {string} type */
function isNumber(type) {
  return /int|real|double|decimal/.test(type);
}

const sets = unordered
  .filter(([left, right]) => left !== right && isNumber(left) === isNumber(right))
  .filter((_, index) => index % 2 === 0)
  .flatMap(([left, right]) => {
    const one = (/** @type {string} */ type) => exact(type, valuesOf(type).typical[0] ?? 'NULL');
    return numbered('coerce', `union-${slug(left)}-${slug(right)}`, [
      `SELECT x FROM (SELECT ${one(left)} AS x UNION ALL SELECT ${one(right)}) AS t`,
      `SELECT x FROM (VALUES ${one(right)}, ${one(left)}) AS t(x)`,
    ]);
  });

const ofLiterals = numbered('coerce', 'literal', [
  ...TYPES.map((type) => `SELECT x = 1 AS c FROM ${column(type)}`),
  ...TYPES.map((type) => `SELECT x = '1' AS c FROM ${column(type)}`),
  ...TYPES.map((type) => `SELECT x = NULL AS a, coalesce(x, NULL) AS b, x IN (NULL) AS c FROM ${column(type)}`),
  ...TYPES.map((type) => `SELECT count(*) AS n FROM ${column(type)} WHERE x > DATE '2024-01-01'`),
  ...TYPES.map((type) => `SELECT CASE WHEN x IS NULL THEN 0 ELSE x END AS c FROM ${column(type)}`),
]);

/** Where two types meet: comparisons, branches, sets. */
export function coercion() {
  return [...everyPair, ...drawn(), ...sets, ...ofLiterals];
}
