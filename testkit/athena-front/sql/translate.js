import { invalidRequest, malformed, notInThisFront, unsupportedType } from '../refusals.js';
import { isWord, Reader } from './reader.js';
import { tokenize } from './tokens.js';
import { alterTable } from './alter-table.js';
import { createTable } from './create-table.js';
import { createDatabase, describe, drop, maintenance, repair, show } from './hive-statements.js';
import { createTableAs, createView, dml, dropView } from './trino-statements.js';

/** @typedef {import('./tokens.js').Token} Token */
/** @typedef {import('../steps/steps.js').Step} Step */
/**
 * What a statement is and what is done for it, in order.
 * @typedef {object} Plan
 * @property {'DML' | 'DDL' | 'UTILITY'} statementType
 * @property {string} substatementType
 * @property {boolean} header Whether its results begin with a row of column names.
 * @property {boolean} trinoSyntax Whether Trino's parser must accept the text as it was sent.
 * @property {import('./reader.js').Relation} [writes] The table it writes.
 * @property {string} [location] Where the table that it makes will lie.
 * @property {readonly Step[]} steps
 */

/** "Service Quotas" of Athena's user guide. */
const MAX_BYTES = 262_144;

/**
 * Recognises one statement as Athena does: DML, CTAS and views are Trino's SQL, other DDL is Hive's.
 * @param {string} sql As sent by the client.
 * @param {{ database: string, catalogs?: readonly string[] }} context The query's database; catalogs of Trino that Athena has not.
 * @returns {Plan}
 * @throws {ApiError} where Athena's API refuses it.
 * @throws {QueryFailure} where Athena accepts the text and the query fails.
 */
export function translate(sql, { database, catalogs = [] }) {
  const bytes = Buffer.byteLength(sql, 'utf8');
  if (bytes > MAX_BYTES || bytes === 0) {
    throw invalidRequest(
      `1 validation error detected: Value at 'queryString' failed to satisfy constraint: Member must have length ${bytes === 0 ? 'greater than or equal to 1' : `less than or equal to ${MAX_BYTES}`}`,
    );
  }
  const route = routeOf(sql);
  const all = withoutSemicolon(sql, tokenize(sql, route.lexer));
  const tokens = all.filter(({ kind }) => kind !== 'comment');
  if (tokens.length === 0) throw malformed({ line: 1, column: 1 }, "mismatched input '<EOF>'. Expecting: <query>");
  refuseComments(all, route);
  if (route.lexer === 'trino') refuseOtherCatalogs(tokens, catalogs);
  const last = /** @type {Token} */ (tokens[tokens.length - 1]);
  const text = sql.slice(0, Math.max(last.end, all[all.length - 1]?.end ?? 0));
  return route.read(new Reader(text, tokens), database);
}

/**
 * @typedef {object} Route
 * @property {'trino' | 'hive'} lexer
 * @property {'any' | 'around' | 'none'} comments Where comments may stand.
 * @property {(reader: Reader, database: string) => Plan} read
 */

/** Which parser reads it, told by its first words. @param {string} sql @returns {Route} */
function routeOf(sql) {
  // Only words before the first string matter here, and both lexers read those alike.
  const words = tokenize(sql.slice(0, stringStart(sql)), 'trino').filter(({ kind }) => kind !== 'comment');
  const first = words[0];
  if (!first) return trino(unknown);
  if (first.text === '(') return trino(dml);
  const route = ROUTES[first.value];
  return route ? route(words) : trino(unknown);
}

/** Where the first string stands that is not within a comment or a quoted name. */
function stringStart(/** @type {string} */ sql) {
  const found = /^(?:--[^\n]*|\/\*[^]*?\*\/|"[^"]*"|`[^`]*`|[^'"`])*/.exec(sql);
  return found ? found[0].length : sql.length;
}

/** @param {Route['read']} read @returns {Route} */
const trino = (read) => ({ lexer: 'trino', comments: 'any', read });
/** @param {Route['read']} read @returns {Route} */
const hive = (read) => ({ lexer: 'hive', comments: 'around', read });
/** Statements that Athena misreads when a comment stands in them. @param {Route['read']} read @returns {Route} */
const bare = (read) => ({ lexer: 'hive', comments: 'none', read });

/** @type {Readonly<Record<string, (words: readonly Token[]) => Route>>} */
const ROUTES = {
  select: () => trino(dml),
  with: () => trino(dml),
  values: () => trino(dml),
  table: () => trino(dml),
  explain: () => trino(dml),
  insert: () => trino(dml),
  update: () => trino(dml),
  delete: () => trino(dml),
  merge: () => trino(dml),
  create,
  drop: (words) => (isWord(words[1], 'view') ? { lexer: 'trino', comments: 'none', read: dropView } : bare(drop)),
  alter: () => bare(alterTable),
  msck: () => bare(repair),
  // Not Hive's lexer: a WHERE of OPTIMIZE is a condition over the table.
  optimize: () => ({ lexer: 'trino', comments: 'none', read: maintenance }),
  vacuum: () => ({ lexer: 'trino', comments: 'none', read: maintenance }),
  show: () => hive(show),
  describe: () => hive(describe),
  desc: () => hive(describe),
  ...Object.fromEntries(
    ['unload', 'prepare', 'execute', 'deallocate', 'using'].map((word) => [word, () => trino(beyondFront)]),
  ),
  ...Object.fromEntries(
    'comment call grant revoke deny analyze set reset use start commit rollback truncate refresh'
      .split(' ')
      .map((word) => [word, () => trino(foreign)]),
  ),
};

/** @param {readonly Token[]} words @returns {Route} */
function create(words) {
  const [, second, third, fourth] = words;
  if (isWord(second, 'or')) {
    if (isWord(fourth, 'view')) return trino(createView);
    // Athena's grammar has OR REPLACE for views alone.
    if (isWord(fourth, 'table') && fourth) return trino(() => { throw malformed(fourth, `mismatched input '${fourth.text}'. Expecting: 'VIEW'`); }); // prettier-ignore
  }
  if (isWord(second, 'view')) return trino(createView);
  if (isWord(second, 'external') && isWord(third, 'table')) return hive(createTable);
  if (isWord(second, 'database') || isWord(second, 'schema')) return hive(createDatabase);
  if (isWord(second, 'table')) return isTrinoTable(words) ? trino(createTableAs) : hive(createTable);
  return trino(foreign);
}

/** Whether CREATE TABLE is Trino's: WITH or AS follows the name or the list of columns. @param {readonly Token[]} words */
function isTrinoTable(words) {
  let depth = 0;
  for (const [index, token] of words.entries()) {
    if (token.kind === 'symbol' && token.text === '(') depth += 1;
    if (token.kind === 'symbol' && token.text === ')') depth -= 1;
    if (depth > 0 || index < 2) continue;
    if (isWord(token, 'as')) return true;
    if (isWord(token, 'with')) return !isWord(words[index + 1], 'serdeproperties');
    if (['partitioned', 'row', 'stored', 'location', 'tblproperties', 'clustered'].some((word) => isWord(token, word)))
      return false;
  }
  return false;
}

/** @type {Route['read']} */
function unknown(reader) {
  throw reader.mismatch("'ALTER', 'ANALYZE', 'CALL', 'COMMENT', 'COMMIT', 'CREATE', 'DEALLOCATE', 'DELETE', 'DENY', 'DESC', 'DESCRIBE', 'DROP', 'EXECUTE', 'EXPLAIN', 'GRANT', 'INSERT', 'MERGE', 'PREPARE', 'REFRESH', 'RESET', 'REVOKE', 'ROLLBACK', 'SET', 'SHOW', 'START', 'TRUNCATE', 'UNLOAD', 'UPDATE', 'USE', 'USING', <query>"); // prettier-ignore
}

/** @type {Route['read']} */
function foreign() {
  throw unsupportedType();
}

/** @type {Route['read']} */
function beyondFront(reader) {
  throw notInThisFront(reader.peek()?.text.toUpperCase() ?? '');
}

/** Athena takes one statement, with one semicolon at its end or none. @param {string} sql @param {readonly Token[]} tokens */
function withoutSemicolon(sql, tokens) {
  const semicolons = tokens.filter(({ kind, text }) => kind === 'symbol' && text === ';');
  if (semicolons.length === 0) return tokens;
  const last = tokens.filter(({ kind }) => kind !== 'comment').at(-1);
  if (semicolons.length > 1 || semicolons[0] !== last)
    throw invalidRequest(`Only one sql statement is allowed. Got: ${sql}`, 'MALFORMED_QUERY');
  return tokens.slice(0, tokens.indexOf(/** @type {Token} */ (last)));
}

/** @param {readonly Token[]} tokens @param {Route} route */
function refuseComments(tokens, { comments }) {
  if (comments === 'any') return;
  const first = tokens.findIndex(({ kind }) => kind !== 'comment');
  const last = tokens.findLastIndex(({ kind }) => kind !== 'comment');
  const refused = tokens.find(
    ({ kind, text }, index) =>
      kind === 'comment' && (comments === 'none' || text.startsWith('/*') || (index > first && index < last)),
  );
  if (!refused) return;
  const signs = refused.text.slice(0, 2).split('').map((sign) => `'${sign}'`).join(' '); // prettier-ignore
  throw invalidRequest(
    `FAILED: ParseException line ${refused.line}:${refused.column - 1} cannot recognize input near ${signs}`,
    'MALFORMED_QUERY',
  );
}

/** Trino's other catalogs do not exist in Athena, where one catalog has all tables. @param {readonly Token[]} tokens @param {readonly string[]} catalogs */
function refuseOtherCatalogs(tokens, catalogs) {
  for (const [index, token] of tokens.entries()) {
    if ((token.kind !== 'word' && token.kind !== 'quoted') || !catalogs.includes(token.value.toLowerCase())) continue;
    const [before, dot, , dot2] = [tokens[index - 1], tokens[index + 1], tokens[index + 2], tokens[index + 3]];
    if (before?.text === '.' || dot?.text !== '.' || dot2?.text !== '.') continue;
    throw malformed(token, `Catalog '${token.value.toLowerCase()}' not found`);
  }
}
