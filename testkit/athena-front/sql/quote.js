/** @typedef {import('./reader.js').Relation} Relation */

/** An identifier as Trino reads it. */
export function quoted(/** @type {string} */ name) {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A string as Trino reads it. */
export function text(/** @type {string} */ value) {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A table of the Iceberg catalog. @param {Relation} relation */
export function iceberg({ schema, table }) {
  return `iceberg.${quoted(schema)}.${quoted(table)}`;
}
