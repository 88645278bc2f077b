import { diagnose, type Diagnostic, type Place } from '../../diagnostics/index.ts';
import { StatementError } from '../engine.ts';
import { placeOfDuckDbError } from './error-place.ts';

/** One kind of DuckDB's errors: how its text looks, and what it is to a user. */
interface Rule {
  /** Matched against the text without the place at its end. */
  readonly when: RegExp;
  readonly retryable?: boolean;
  readonly say: (found: readonly string[], at: Place | undefined) => Diagnostic;
}

const NAME = String.raw`"?([^"\n]*?)"?`;

// The first that matches is taken: special ones stand above general ones. Texts are DuckDB 1.5's; each is kept by a test with a real error.
const RULES: readonly Rule[] = [
  {
    when: /^INTERRUPT Error/,
    say: (_, at) => diagnose('engine-cancelled', {}, { at }),
  },
  {
    when: /^TransactionContext Error: (.*)|^Transaction(?:Context)? Error: Catalog (write-write conflict.*)/s,
    retryable: true,
    say: ([a, b], at) => diagnose('engine-conflict', { detail: sentence(a || b) }, { at }),
  },
  {
    when: /^Out of Memory Error: (.*)/,
    say: ([detail], at) => diagnose('engine-memory', { detail: sentence(detail) }, { at }),
  },
  {
    when: /^Parser Error: syntax error at end of input/,
    say: (_, at) => diagnose('engine-syntax', { detail: 'The statement ends too early.' }, { at }),
  },
  {
    when: /^Parser Error: (.*)/,
    say: ([detail], at) => diagnose('engine-syntax', { detail: sentence(detail) }, { at }),
  },
  {
    when: new RegExp(
      // A lambda is bound twice, and both attempts are told.
      `^Binder Error: (?:failed to bind function, either: )?(?:Referenced column|Column) ${NAME} (?:not found|was not found|does not exist)(.*)`,
      's',
    ),
    say: ([name = '', rest = ''], at) => missingColumn(name, rest, at),
  },
  {
    when: new RegExp(`^Binder Error: Table ${NAME} does not have a column named ${NAME}\\n(.*)`, 's'),
    say: ([, name = '', rest = ''], at) => missingColumn(name, rest, at),
  },
  {
    when: new RegExp(`^Binder Error: Ambiguous reference to column name ${NAME} \\(use: (.*)\\)`),
    say: ([name = '', choices = ''], at) => diagnose('engine-column-ambiguous', { name, choices }, { at }),
  },
  {
    when: new RegExp(`^Binder Error: Referenced table ${NAME} not found!(.*)`, 's'),
    say: ([name = ''], at) => diagnose('engine-relation-missing', { name }, { at }),
  },
  {
    when: new RegExp(`^Catalog Error: Table with name ${NAME} does not exist because schema ${NAME} does not exist`),
    say: ([name = '', schema = ''], at) => diagnose('engine-schema-missing', { name: schema, relation: name }, { at }),
  },
  {
    when: new RegExp(`^Catalog Error: Schema with name ${NAME} does not exist`),
    say: ([name = ''], at) => diagnose('engine-schema-missing', { name }, { at }),
  },
  {
    when: new RegExp(`^Catalog Error: (?:Table|View) with name ${NAME} does not exist`),
    say: ([name = ''], at) => diagnose('engine-relation-missing', { name }, { at }),
  },
  {
    when: new RegExp(`^Catalog Error: (Table|View|Schema|Column) with name ${NAME} already exists`),
    say: ([kind = '', name = ''], at) => diagnose('engine-already-exists', { kind: kind.toLowerCase(), name }, { at }),
  },
  {
    when: /^Catalog Error: Existing object (.*?) is of type (\w+), trying to (?:drop|replace with) type (\w+)/,
    say: ([name = '', is = '', wanted = ''], at) =>
      diagnose('engine-other-kind', { name, is: is.toLowerCase(), wanted: wanted.toLowerCase() }, { at }),
  },
  {
    when: new RegExp(`^Catalog Error: (?:Scalar |Aggregate |Table |Macro )*Function with name ${NAME} does not exist`),
    say: ([name = ''], at) => diagnose('engine-function-missing', { name }, { at }),
  },
  {
    when: /^Binder Error: (?:No function matches|Could not choose a best candidate function for) the.*?['"](.*)['"]\. .*/,
    say: ([call = ''], at) => diagnose('engine-function-arguments', { call }, { at }),
  },
  {
    when: /^Constraint Error: (.*)/,
    say: ([detail], at) => diagnose('engine-constraint', { detail: sentence(detail) }, { at }),
  },
  {
    when: /^(?:Conversion|Invalid Input) Error: CSV Error on Line: (\d+)\n(?:Original Line: [\s\S]*?\n)??((?:Expected Number|Value with|Invalid unicode|Maximum line size|Error when)[^\n]*)[\s\S]*?\n {2}file = (.*)/,
    say: ([line = '', detail = '', file = ''], at) => unreadable(file, line, csvDetail(detail), at),
  },
  {
    when: /^Invalid Input Error: (?:Malformed JSON|JSON transform error) in file "(.*?)",(?: at byte \d+)? in (?:line|record\/value) (\d+): ([^\n]*)/,
    say: ([file = '', line = '', detail = ''], at) => unreadable(file, line, sentence(detail), at),
  },
  {
    when: /^(?:Conversion|Invalid Input) Error: (?:CSV Error[^\n]*|The CSV Parser state machine[^\n]*|Malformed JSON in file[^\n]*)/,
    say: (_, at) =>
      diagnose(
        'engine-file-unreadable',
        { detail: 'It is not in the declared format, or its lines end in different ways.' },
        { at },
      ),
  },
  {
    when: /^Invalid Input Error: (No magic bytes .*|.*[Pp]arquet.*)/,
    say: ([detail], at) => diagnose('engine-file-unreadable', { detail: sentence(detail) }, { at }),
  },
  {
    when: /^IO Error: (.*)/,
    say: ([detail], at) => diagnose('engine-file-unreadable', { detail: sentence(detail) }, { at }),
  },
  {
    when: /^(?:Conversion|Out of Range|Invalid Input) Error: (.*)/,
    say: ([detail], at) => diagnose('engine-value-invalid', { detail: sentence(detail) }, { at }),
  },
  // How macros of ours refuse a value within TRY (`refuse` in sql/duckdb/prelude/macro.ts): no time zone has spaces in its name.
  {
    when: /^Not implemented Error: Unknown TimeZone '([^']* [^']*)'/,
    say: ([detail], at) =>
      diagnose('engine-value-invalid', { detail: sentence(detail) }, { at, hint: 'Trino and Athena take it, the embedded engine cannot: leave such values out here.' }), // prettier-ignore
  },
  {
    when: /^(?:Binder|Catalog|Not implemented|Dependency|Permission) Error: (.*)/,
    say: ([detail], at) => diagnose('engine-statement-refused', { detail: sentence(detail) }, { at }),
  },
];

/** What DuckDB's error is to a user, with its place in the statement. The only reader of DuckDB's texts. `label` names the statement. */
export function classifyDuckDbError(
  error: unknown,
  sql: string,
  label = 'statement.sql',
): { readonly diagnostic: Diagnostic; readonly retryable: boolean } {
  const message = error instanceof Error ? error.message : String(error);
  const at = placeOfDuckDbError(message, { file: label, text: sql });
  const text = message.replace(/^Failed to extract statements: /, '').replace(/\n+LINE \d+: [\s\S]*$/, '\n');
  for (const rule of RULES) {
    const match = rule.when.exec(text);
    if (match) {
      const found = match.slice(1).map((part: string | undefined) => part ?? '');
      return { diagnostic: rule.say(found, at), retryable: rule.retryable ?? false };
    }
  }
  return {
    diagnostic: diagnose('engine-statement-failed', { detail: sentence(text.split('\n')[0]) }, { at }),
    retryable: false,
  };
}

/** The error of a statement that DuckDB refused, ready to be thrown. */
export function duckDbStatementError(error: unknown, sql: string, label?: string): StatementError {
  if (error instanceof StatementError) return error;
  const { diagnostic, retryable } = classifyDuckDbError(error, sql, label);
  return new StatementError(diagnostic, retryable);
}

/** Why a database could not be opened. */
export function duckDbOpenError(error: unknown, path: string): StatementError {
  if (error instanceof StatementError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const lock =
    /Could not set lock on file .*?: (?:Conflicting lock is held in (.*?\(PID \d+\)|.*?)(?: by user (\S+))?\.)?/.exec(
      message,
    );
  if (lock) return new StatementError(diagnose('engine-locked', { path, holder: lock[1] ?? 'unknown' }), true);
  const [, detail = message] = /^[A-Z][A-Za-z ]* Error: ([\s\S]*)/.exec(message) ?? [];
  return new StatementError(openDiagnostic(message, sentence(detail), path));
}

function openDiagnostic(message: string, detail: string, path: string): Diagnostic {
  if (/not a valid DuckDB database|version number|Serialization Error|Corrupt/i.test(message)) {
    return diagnose('engine-not-a-database', { path, detail });
  }
  if (/options were not recognized|Failed to set config|different configuration/.test(message)) {
    return diagnose('engine-setting-invalid', { detail });
  }
  return diagnose('engine-unreachable', { what: `The database "${path}"`, detail });
}

function unreadable(file: string, line: string, detail: string, at: Place | undefined): Diagnostic {
  return diagnose('external-row-unreadable', { file, line: Number(line), detail }, { at });
}

function csvDetail(text: string): string {
  const columns = /^Expected Number of Columns: (\d+) Found: (\d+)/.exec(text);
  if (columns) return `The row has ${columns[2]} columns instead of ${columns[1]}.`;
  if (text.startsWith('Invalid unicode')) return 'The text is not in UTF-8.';
  if (text.startsWith('Value with unterminated quote')) return 'A quoted value does not end as it should.';
  return sentence(text);
}

function missingColumn(name: string, rest: string, at: Place | undefined): Diagnostic {
  const quoted = [...rest.matchAll(/"((?:[^"]|"")*)"/g)].map(([, candidate = '']) => candidate);
  const candidates = [...new Set(quoted)].filter((candidate) => candidate !== name);
  return diagnose('engine-column-missing', { name, candidates }, { at });
}

/** DuckDB's first line as a sentence with a period. */
function sentence(text: string | undefined): string {
  const line =
    (text ?? '')
      .split('\n')[0]
      ?.trim()
      .replace(/[.!]*$/, '') ?? '';
  return line === '' ? 'The engine gives no reason.' : `${line[0]?.toUpperCase()}${line.slice(1)}.`;
}
